#include "talks/hall.hpp"

namespace parley::talks {

void Hall::apply(const Event& event) {
  ++entries;
  last = event.stamp.time;
  const auto one = [&](auto& part) {
    std::visit(
        [&](const auto& body) {
          if constexpr (requires { part.apply(event.stamp, body); }) part.apply(event.stamp, body);
        },
        event.body);
  };
  std::apply([&](auto&... part) { (one(part), ...); }, parts());
}

Hall& Halls::at(const Audience& audience) {
  auto& slot = halls_[audience];
  if (!slot) slot = std::make_unique<Hall>(audience);
  return *slot;
}

const Hall* Halls::find(const Audience& audience) const {
  const auto found = halls_.find(audience);
  return found == halls_.end() ? nullptr : found->second.get();
}

}  // namespace parley::talks
