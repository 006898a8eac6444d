// The answer where two parties divide issues, as a mediator reads it.
#pragma once

#include <string>

#include "cli/terminal.hpp"
#include "service/analysis.hpp"

namespace parley::cli {

std::string divisible_view(const Terminal& terminal, const service::Analysis& analysis);

}  // namespace parley::cli
