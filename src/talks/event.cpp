#include "talks/event.hpp"

#include <stdexcept>
#include <utility>

namespace parley::talks {
namespace {

template <std::size_t... I>
bool parse_body(const std::string& kind, const Json& in, EventBody& out, std::index_sequence<I...>) {
  const auto attempt = [&]<class T>(std::type_identity<T>) {
    if (kind != T::kKind) return false;
    out = in.get<T>();
    return true;
  };
  return (attempt(std::type_identity<std::variant_alternative_t<I, EventBody>>{}) || ...);
}

}  // namespace

std::string_view kind_of(const EventBody& body) {
  return std::visit([]<class T>(const T&) -> std::string_view { return T::kKind; }, body);
}

std::string to_bytes(const Event& event) {
  Json out;
  out["author"] = event.stamp.author;
  out["body"] = std::visit([](const auto& body) { return Json(body); }, event.body);
  out["kind"] = std::string(kind_of(event.body));
  out["time"] = event.stamp.time;
  return out.dump();
}

Event parse_event(std::string_view bytes) {
  const auto in = Json::parse(bytes);
  Event event;
  event.stamp.time = in.at("time").get<Time>();
  event.stamp.author = in.at("author").get<Author>();
  if (!parse_body(in.at("kind").get_ref<const std::string&>(), in.at("body"), event.body,
                  std::make_index_sequence<std::variant_size_v<EventBody>>{}))
    throw std::runtime_error("an event of a kind that this version does not know");
  return event;
}

}  // namespace parley::talks
