// Errors in input as a person reads them: the place, what is wrong, the line with a mark under it, what to do.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "cli/terminal.hpp"

namespace parley::cli {

// `text` is the content of the file that the error is in; empty when it is not at hand (then no line is shown).
std::string error_view(const Terminal& terminal, const Error& error, std::string_view text);

// All errors in the order of their places, and how many there are.
std::string errors_view(const Terminal& terminal, const Errors& errors, std::string_view name, std::string_view text);

}  // namespace parley::cli
