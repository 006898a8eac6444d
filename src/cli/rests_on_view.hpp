// Which assumptions an answer rests on, in words.
#pragma once

#include <string>

#include "cli/terminal.hpp"
#include "service/analysis.hpp"

namespace parley::cli {

std::string rests_on_view(const Terminal& terminal, const service::Analysis& analysis);

}  // namespace parley::cli
