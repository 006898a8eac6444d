// Text for a terminal: cleaned of control characters, measured in columns, wrapped and set in tables.
//
// Everything that comes from a case file passes through `clean` before it is shown: an escape sequence in a title must
// not reach the terminal, and a change of writing direction must not hide what a line says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace parley::cli {

// One line: control and direction characters become U+FFFD, invalid UTF-8 too, line breaks and tabs a space.
std::string clean(std::string_view text);

// Columns that cleaned text takes on a terminal.
int columns(std::string_view text);

// Breaks at spaces so that no line is wider than `width` (a longer word stands alone). Lines after the first are
// indented by `indent`, `used` columns of the first are taken already. Line breaks in `text` stay.
std::string wrap(std::string_view text, int width, int indent = 0, int used = 0);

// `lead` as it is, then `text` wrapped in a block to its right.
std::string hang(std::string_view lead, std::string_view text, int width);

// At most `width` columns; what is longer ends in an ellipsis.
std::string shorten(std::string_view text, int width);

std::string pad_right(std::string_view text, int width);
std::string pad_left(std::string_view text, int width);

// Digits in groups of three: "7,128,000". From 22 digits on: "about 1.2 x 10^40".
std::string grouped(std::string_view digits);

// Rows of cells set in columns two spaces apart. The first column is left-aligned, the others right-aligned unless
// `left` names them. A table wider than `width` has its widest left-aligned column shortened.
struct Table {
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> left{0};

  std::string to_text(int width, int indent) const;
};

}  // namespace parley::cli
