#include "cli/text.hpp"

#include <wchar.h>

#include <algorithm>
#include <cstdint>
#include <iterator>

#include <fmt/format.h>

namespace parley::cli {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

struct Decoded {
  char32_t code = 0;
  std::size_t length = 1;
  bool valid = false;
};

// One code point of strict UTF-8 (no overlong forms, no surrogates).
Decoded decode(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1, true};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return {};
  char32_t code = first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80) return {};
    code = (code << 6) | (next & 0x3FU);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
  return {code, length, true};
}

// Controls, and the characters that change the direction of writing or break lines.
bool hidden(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x200E || code == 0x200F || code == 0x2028 ||
         code == 0x2029 || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

int columns_of(char32_t code) {
  if (code < 0x300) return 1;
  return std::max(0, wcwidth(static_cast<wchar_t>(code)));
}

}  // namespace

std::string clean(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Decoded at = decode(text);
    const std::string_view bytes = text.substr(0, at.length);
    text.remove_prefix(at.length);
    if (!at.valid) result += kReplacement;
    else if (at.code == '\n' || at.code == '\t' || at.code == '\r') result += ' ';
    else if (hidden(at.code)) result += kReplacement;
    else result += bytes;
  }
  return result;
}

int columns(std::string_view text) {
  int total = 0;
  while (!text.empty()) {
    const Decoded at = decode(text);
    total += at.valid ? columns_of(at.code) : 1;
    text.remove_prefix(at.length);
  }
  return total;
}

std::string wrap(std::string_view text, int width, int indent, int used) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  std::string result;
  bool fresh = true;  // nothing on this line yet
  while (!text.empty()) {
    if (text[0] == '\n') {
      result += '\n' + margin;
      used = indent;
      fresh = true;
      text.remove_prefix(1);
      continue;
    }
    if (text[0] == ' ') {
      text.remove_prefix(1);
      continue;
    }
    const std::string_view word = text.substr(0, text.find_first_of(" \n"));
    const int length = columns(word);
    if (!fresh && used + 1 + length > width) {
      result += '\n' + margin;
      used = indent;
      fresh = true;
    }
    if (!fresh) {
      result += ' ';
      ++used;
    }
    result += word;
    used += length;
    fresh = false;
    text.remove_prefix(word.size());
  }
  return result;
}

std::string hang(std::string_view lead, std::string_view text, int width) {
  const int taken = columns(lead);
  return std::string(lead) + wrap(text, width, taken, taken);
}

std::string shorten(std::string_view text, int width) {
  if (columns(text) <= width) return std::string(text);
  std::string result;
  int used = 0;
  while (!text.empty()) {
    const Decoded at = decode(text);
    const int next = at.valid ? columns_of(at.code) : 1;
    if (used + next > width - 1) break;
    result += text.substr(0, at.length);
    used += next;
    text.remove_prefix(at.length);
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result + std::string(kEllipsis);
}

std::string pad_right(std::string_view text, int width) {
  const int missing = std::max(0, width - columns(text));
  return std::string(text) + std::string(static_cast<std::size_t>(missing), ' ');
}

std::string pad_left(std::string_view text, int width) {
  const int missing = std::max(0, width - columns(text));
  return std::string(static_cast<std::size_t>(missing), ' ') + std::string(text);
}

std::string grouped(std::string_view digits) {
  if (digits.size() >= 22) return fmt::format("about {}.{} x 10^{}", digits[0], digits[1], digits.size() - 1);
  std::string result;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) result += ',';
    result += digits[i];
  }
  return result;
}

std::string Table::to_text(int width, int indent) const {
  std::size_t count = head.size();
  for (const auto& row : rows) count = std::max(count, row.size());
  std::vector<int> widths(count, 0);
  const auto measure = [&](const std::vector<std::string>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns(row[i]));
  };
  measure(head);
  for (const auto& row : rows) measure(row);

  int total = indent + 2 * (static_cast<int>(count) - 1);
  for (int w : widths) total += w;
  std::vector<std::size_t> shrinkable;
  std::ranges::copy_if(left, std::back_inserter(shrinkable), [&](std::size_t column) { return column < count; });
  while (total > width && !shrinkable.empty()) {
    const auto widest = *std::ranges::max_element(shrinkable, {}, [&](std::size_t column) { return widths[column]; });
    if (widths[widest] <= 12) break;
    --widths[widest];
    --total;
  }

  std::string result;
  const auto add = [&](const std::vector<std::string>& row) {
    std::string line(static_cast<std::size_t>(indent), ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += "  ";
      const bool at_left = std::find(left.begin(), left.end(), i) != left.end();
      const std::string cell = at_left ? shorten(row[i], widths[i]) : row[i];
      line += at_left ? pad_right(cell, widths[i]) : pad_left(cell, widths[i]);
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    result += line + '\n';
  };
  if (!head.empty()) add(head);
  for (const auto& row : rows) add(row);
  return result;
}

}  // namespace parley::cli
