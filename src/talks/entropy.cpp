#include "talks/entropy.hpp"

#include <sodium.h>

#include <map>
#include <stdexcept>

namespace parley::talks {
namespace {

std::string url_safe(const std::string& bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.resize(text.size() - 1);  // the terminating zero
  return text;
}

class SystemEntropy final : public Entropy {
 public:
  SystemEntropy() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  }
  std::string bytes(std::string_view, std::size_t count) override {
    std::string out(count, '\0');
    randombytes_buf(out.data(), out.size());
    return out;
  }
};

class SeededEntropy final : public Entropy {
 public:
  explicit SeededEntropy(std::string_view seed) : seed_(seed) {}
  std::string bytes(std::string_view stream, std::size_t count) override {
    const auto name = std::string(stream);
    const auto input = seed_ + '\0' + name + '\0' + std::to_string(drawn_[name]++);
    unsigned char key[randombytes_SEEDBYTES];
    crypto_generichash(key, sizeof key, reinterpret_cast<const unsigned char*>(input.data()), input.size(), nullptr, 0);
    std::string out(count, '\0');
    randombytes_buf_deterministic(out.data(), out.size(), key);
    return out;
  }

 private:
  std::string seed_;
  std::map<std::string, std::uint64_t> drawn_;
};

}  // namespace

std::string Entropy::id(std::string_view stream) { return url_safe(bytes(stream, 16)); }
std::string Entropy::secret(std::string_view stream) { return url_safe(bytes(stream, 32)); }

Entropy& system_entropy() {
  static SystemEntropy entropy;
  return entropy;
}

std::unique_ptr<Entropy> seeded_entropy(std::string_view seed) { return std::make_unique<SeededEntropy>(seed); }

}  // namespace parley::talks
