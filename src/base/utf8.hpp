// UTF-8, as far as files and messages need it.
#pragma once

#include <string>
#include <string_view>

namespace parley {

// Length of the well-formed sequence that begins at byte `i`, 0 if there is none (overlong forms and surrogates are
// not well formed).
std::size_t utf8_length(std::string_view text, std::size_t i);

// Characters of well-formed text.
std::size_t utf8_count(std::string_view text);

// Fit to be shown: control characters and bytes that are not UTF-8 (a quotation may be cut anywhere) become U+FFFD, so
// that a file cannot steer a terminal and every message can stand in JSON.
std::string printable(std::string_view text);

}  // namespace parley
