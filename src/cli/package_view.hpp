// A package taken apart, and two packages side by side, as tables.
#pragma once

#include <string>

#include "agreement/explain.hpp"
#include "cli/terminal.hpp"
#include "service/analysis.hpp"

namespace parley::cli {

std::string account_view(const Terminal& terminal, const service::Analysis& a, const agreement::Account& account);

// What changes from the first package to the second, issue by issue and party by party.
std::string comparison_view(const Terminal& terminal, const service::Analysis& a, const agreement::Account& before,
                            const agreement::Account& after);

}  // namespace parley::cli
