#include "broker/calendar.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace parley::broker {
namespace {

// 2025-08-18T14:00:00Z without its marks.
std::string basic(talks::Time time) {
  auto text = to_text(time);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

}  // namespace

std::string calendar_text(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto length = utf8_length(text, at);
    const auto piece = text.substr(at, std::max<std::size_t>(length, 1));
    at += piece.size();
    const auto c = static_cast<unsigned char>(piece.front());
    if (piece == "\n") out += "\\n";
    else if (length == 0 || c < 0x20 || c == 0x7F) continue;
    else if (piece == "\\" || piece == ";" || piece == ",") out.append("\\").append(piece);
    else out += piece;
  }
  return out;
}

std::string content_line(std::string_view line) {
  constexpr std::size_t kMost = 75;
  std::string out;
  std::size_t used = 0;
  for (std::size_t at = 0; at < line.size();) {
    const auto length = std::max<std::size_t>(utf8_length(line, at), 1);
    if (used + length > kMost) {
      out += "\r\n ";
      used = 1;
    }
    out += line.substr(at, length);
    used += length;
    at += length;
  }
  return out + "\r\n";
}

std::string to_calendar(const std::string& name, const std::vector<CalendarEvent>& events) {
  std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Parley//Commitments//EN\r\nCALSCALE:GREGORIAN\r\n";
  out += content_line("X-WR-CALNAME:" + calendar_text(name));
  for (const auto& event : events) {
    out += "BEGIN:VEVENT\r\n";
    out += content_line("UID:" + calendar_text(event.uid));
    out += content_line("DTSTAMP:" + basic(event.changed));
    out += content_line("LAST-MODIFIED:" + basic(event.changed));
    out += content_line("SEQUENCE:" + std::to_string(event.changes));
    out += content_line("DTSTART:" + basic(event.at));
    out += content_line("SUMMARY:" + calendar_text(event.summary));
    if (!event.description.empty()) out += content_line("DESCRIPTION:" + calendar_text(event.description));
    std::string categories;
    for (const auto& category : event.categories)
      categories += (categories.empty() ? "" : ",") + calendar_text(category);
    if (!categories.empty()) out += content_line("CATEGORIES:" + categories);
    out += "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
  }
  return out + "END:VCALENDAR\r\n";
}

}  // namespace parley::broker
