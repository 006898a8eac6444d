#include "broker/wire.hpp"

#include <fmt/format.h>

#include <ranges>
#include <set>

#include "broker/rooms.hpp"

namespace parley::broker {

std::optional<Target> parse_target(std::string_view text) {
  if (!text.starts_with('/')) return std::nullopt;
  const auto mark = text.find('?');
  Target target{std::string(text.substr(0, mark)), {}};
  if (mark == std::string_view::npos) return target;
  for (const auto part : text.substr(mark + 1) | std::views::split('&')) {
    const std::string_view pair(part.begin(), part.end());
    const auto equals = pair.find('=');
    auto key = decode_percent(pair.substr(0, equals));
    auto value = decode_percent(equals == std::string_view::npos ? "" : pair.substr(equals + 1));
    if (!key || !value) return std::nullopt;
    if (!key->empty()) target.query.emplace_back(std::move(*key), std::move(*value));
  }
  return target;
}

std::string cookie_value(const Request& request, std::string_view name) {
  std::optional<std::string> found;
  for (const auto part : request.header("cookie") | std::views::split(';')) {
    std::string_view pair(part.begin(), part.end());
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (!pair.starts_with(name) || pair.size() <= name.size() || pair[name.size()] != '=') continue;
    if (found) return {};
    found = pair.substr(name.size() + 1);
  }
  return found.value_or("");
}

bool same_origin(const Request& request) {
  const auto site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  const auto origin = request.header("origin");
  if (origin.empty()) return true;
  const auto scheme_end = origin.find("://");
  return scheme_end != std::string_view::npos && origin.substr(scheme_end + 3) == request.header("host");
}

std::string disposition(const std::string& file_name, bool shown) {
  std::string encoded;
  for (const char c : file_name) {
    const bool plain =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '_';
    if (plain) encoded.push_back(c);
    else encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return fmt::format("{}; filename*=UTF-8''{}", shown ? "inline" : "attachment", encoded);
}

std::string change_frame(const std::string& room, std::uint64_t entries) {
  return "event: changed\ndata: " + Json{{"room", room}, {"entries", entries}}.dump() + "\n\n";
}

std::optional<Json> parse_json(const std::string& text) {
  constexpr int kMostLevels = 32;
  // The parser takes NUL for the end, whatever follows; in JSON it stands nowhere.
  if (text.contains('\0')) return std::nullopt;
  bool fine = true;
  std::vector<std::set<std::string>> keys;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    // An object or array is opened at the depth of what it stands in.
    const bool opens = event == Json::parse_event_t::object_start || event == Json::parse_event_t::array_start;
    if (opens && depth >= kMostLevels) fine = false;
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end && !keys.empty()) keys.pop_back();
    if (event == Json::parse_event_t::key && !keys.empty())
      fine = keys.back().insert(parsed.get_ref<const std::string&>()).second && fine;
    return fine;
  };
  auto value = Json::parse(text, watch, false);
  if (value.is_discarded() || !fine) return std::nullopt;
  return std::make_optional<Json>(std::move(value));
}

Outcome chain_operation(Call& call, store::Log& log) {
  if (call.operation.id == "exportChain") {
    const auto* hall = call.hall(call.parameter("room"));
    if (hall == nullptr || !is_room(*hall)) return not_found();
    // It holds the case as it was handed in, with the estimates of parties that a mediator may not be assigned to.
    if (hall->audience == talks::kTable && !call.viewer.is(talks::MemberRole::kLead))
      return refused("the lead alone takes out the table's chain", "");
    auto chain = log.export_chain(to_text(hall->audience));
    if (!chain) return Failure{503, {{"unavailable", "the log cannot be read", "", ""}}};
    return Answer{.download = Download{"application/jsonl", "chain.jsonl", std::move(*chain)}};
  }
  std::vector<std::string> audiences;
  for (const auto* hall : call.view.halls()) audiences.push_back(to_text(hall->audience));
  auto checkpoint = log.checkpoint(audiences, to_text(call.now));
  if (!checkpoint) return Failure{503, {{"unavailable", "the log cannot be read", "", ""}}};
  // As it was signed, byte by byte: this is what `parley verify` and `parley restore` are given.
  return Answer{.download = Download{"application/json", "", std::move(*checkpoint)}};
}

}  // namespace parley::broker
