// Moments in whole seconds, UTC, as RFC 3339 text: "2025-08-18T14:00:00Z".
#pragma once

#include <compare>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace parley::talks {

struct Time {
  std::int64_t seconds = 0;  // since 1970-01-01T00:00:00Z
  auto operator<=>(const Time&) const = default;
  Time operator+(std::int64_t more) const { return {seconds + more}; }
};

inline constexpr std::int64_t kMinute = 60, kHour = 3600, kDay = 86400;

std::string to_text(Time time);
// Only the form above, years 1970 to 9999; none otherwise.
std::optional<Time> parse_time(std::string_view text);

}  // namespace parley::talks

template <>
struct nlohmann::adl_serializer<parley::talks::Time> {
  static void to_json(nlohmann::json& out, parley::talks::Time time) { out = parley::talks::to_text(time); }
  static void from_json(const nlohmann::json& in, parley::talks::Time& time);
};
