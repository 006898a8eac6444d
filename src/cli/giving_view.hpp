// What must give when there is no agreement, and what each condition costs when there is one, in words.
#pragma once

#include <string>

#include "cli/terminal.hpp"
#include "service/analysis.hpp"

namespace parley::cli {

std::string giving_view(const Terminal& terminal, const service::Analysis& analysis);

}  // namespace parley::cli
