#include "broker/call.hpp"

#include <stdexcept>

namespace parley::broker {

const std::string& Call::parameter(std::string_view name) const {
  for (const auto& [key, value] : path)
    if (key == name) return value;
  throw std::logic_error("the path has no such parameter");
}

std::string_view Call::query_value(std::string_view name) const {
  for (const auto& [key, value] : query)
    if (key == name) return value;
  return {};
}

const talks::Hall* Call::hall(std::string_view name) const {
  const auto audience = talks::parse_audience(name);
  return audience ? view.find(*audience) : nullptr;
}

const talks::Hall& Call::own_people() const {
  return view.get(viewer.on_the_team() ? talks::kTable : talks::room_of(viewer.organisation()));
}

}  // namespace parley::broker
