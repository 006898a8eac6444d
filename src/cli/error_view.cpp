#include "cli/error_view.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "cli/text.hpp"

namespace parley::cli {
namespace {

std::optional<std::string_view> line_of(std::string_view text, int number) {
  for (int at = 1; at < number; ++at) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    text.remove_prefix(end + 1);
  }
  return text.substr(0, text.find('\n'));
}

// The source line and a caret under its column; a long line is cut around the place.
std::string excerpt(const Terminal& terminal, const Where& where, std::string_view text) {
  const auto line = line_of(text, where.line);
  if (!line || text.empty()) return {};
  const auto column = static_cast<std::size_t>(std::max(where.column, 1) - 1);
  const std::string gutter = fmt::format("{:>5} | ", where.line);
  const int room = terminal.width() - static_cast<int>(gutter.size());
  std::string before = clean(line->substr(0, std::min(column, line->size())));
  const std::string after = clean(line->substr(std::min(column, line->size())));
  const std::string cut = columns(before) > room / 2 ? "..." : "";
  while (columns(before) > room / 2) before.erase(0, std::max<std::size_t>(1, before.find_first_of(' ', 1)));
  const std::string shown = shorten(cut + before + after, room);
  std::string mark(gutter.size() - 2, ' ');
  mark += "| " + std::string(static_cast<std::size_t>(columns(cut + before)), ' ');
  return terminal.style(Style::kFaint, gutter) + shown + "\n" + mark + terminal.style(Style::kRed, "^") + "\n";
}

}  // namespace

std::string error_view(const Terminal& terminal, const Error& error, std::string_view text) {
  std::string place = clean(error.where.file);
  if (error.where.line > 0) place += fmt::format(":{}", error.where.line);
  if (error.where.line > 0 && error.where.column > 0) place += fmt::format(":{}", error.where.column);
  if (!place.empty()) place += ": ";
  std::string result = wrap(place + clean(error.message), terminal.width(), 2);
  if (!place.empty() && result.starts_with(place))
    result = terminal.style(Style::kBold, place) + result.substr(place.size());
  result += '\n';
  if (error.where.line > 0) result += excerpt(terminal, error.where, text);
  if (!error.hint.empty())
    result += terminal.style(Style::kCyan, hang("  ", clean(error.hint), terminal.width())) + "\n";
  return result;
}

std::string errors_view(const Terminal& terminal, const Errors& errors, std::string_view name, std::string_view text) {
  Errors sorted = errors;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Error& a, const Error& b) {
    return std::pair(a.where.line, a.where.column) < std::pair(b.where.line, b.where.column);
  });
  std::string result;
  for (const Error& error : sorted) result += error_view(terminal, error, text);
  const auto count = errors.size();
  return result +
         terminal.style(Style::kRed, fmt::format("{}: {} error{}\n", clean(name), count, count == 1 ? "" : "s"));
}

}  // namespace parley::cli
