// A calendar (RFC 5545) as text.
//
// Input      events in UTF-8, each of one moment
// Output     lines ended by CR LF, folded so that none is longer than 75 octets and no character is divided
// Bytes      a function of the events alone: DTSTAMP is when an event was last changed, not when somebody asked
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "talks/time.hpp"

namespace parley::broker {

struct CalendarEvent {
  std::string uid, summary, description;
  std::vector<std::string> categories;
  talks::Time at, changed;
  std::size_t changes = 0;
};

std::string to_calendar(const std::string& name, const std::vector<CalendarEvent>& events);

// As the value of a TEXT property; what no calendar can carry (control characters) is left out.
std::string calendar_text(std::string_view text);

// A content line, folded and ended.
std::string content_line(std::string_view line);

}  // namespace parley::broker
