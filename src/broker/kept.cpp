#include "broker/kept.hpp"

#include <sodium.h>

#include "case/write.hpp"

namespace parley::broker {

std::string Kept::key_of(std::string_view asked, const Case& subject) {
  auto text = std::string(asked);
  text.append(1, '\0').append(write_case(subject));
  std::string hash(crypto_generichash_BYTES, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
  return hash;
}

std::optional<std::string> Kept::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  for (auto at = kept_.begin(); at != kept_.end(); ++at)
    if (at->first == key) {
      kept_.splice(kept_.begin(), kept_, at);
      return at->second;
    }
  return std::nullopt;
}

void Kept::add(std::string key, std::string document) {
  const std::lock_guard lock(mutex_);
  kept_.emplace_front(std::move(key), std::move(document));
  if (kept_.size() > kMost) kept_.pop_back();
}

std::size_t Kept::size() const {
  const std::lock_guard lock(mutex_);
  return kept_.size();
}

std::shared_ptr<Kept> KeptByPerson::of(const std::string& person) {
  auto& kept = kept_[person];
  if (!kept) kept = std::make_shared<Kept>();
  return kept;
}

std::size_t KeptByPerson::size() const {
  std::size_t answers = 0;
  for (const auto& [person, kept] : kept_) answers += kept->size();
  return answers;
}

}  // namespace parley::broker
