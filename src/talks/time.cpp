#include "talks/time.hpp"

#include <fmt/format.h>

#include <chrono>
#include <stdexcept>

namespace parley::talks {

std::string to_text(Time time) {
  using namespace std::chrono;
  const sys_seconds moment{seconds{time.seconds}};
  const auto day = floor<days>(moment);
  const year_month_day date{day};
  const hh_mm_ss clock{moment - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

std::optional<Time> parse_time(std::string_view text) {
  using namespace std::chrono;
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  if (text.size() != kForm.size()) return std::nullopt;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !digit : text[i] != kForm[i]) return std::nullopt;
  }
  const auto number = [&](std::size_t at, std::size_t count) {
    int value = 0;
    for (const char c : text.substr(at, count)) value = 10 * value + (c - '0');
    return value;
  };
  const year_month_day date{year{number(0, 4)}, month{static_cast<unsigned>(number(5, 2))},
                            day{static_cast<unsigned>(number(8, 2))}};
  if (!date.ok() || number(0, 4) < 1970 || number(11, 2) > 23 || number(14, 2) > 59 || number(17, 2) > 59)
    return std::nullopt;
  const auto moment = sys_days{date} + hours{number(11, 2)} + minutes{number(14, 2)} + seconds{number(17, 2)};
  return Time{duration_cast<seconds>(moment.time_since_epoch()).count()};
}

}  // namespace parley::talks

void nlohmann::adl_serializer<parley::talks::Time>::from_json(const nlohmann::json& in, parley::talks::Time& time) {
  const auto parsed = parley::talks::parse_time(in.get_ref<const std::string&>());
  if (!parsed) throw std::runtime_error("a time that is not RFC 3339 in whole seconds, UTC");
  time = *parsed;
}
