// The answer as a mediator reads it: one sentence first, then zone, parties, settlements, and what it rests on.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.hpp"
#include "service/analysis.hpp"

namespace parley::cli {

struct ViewOptions {
  bool points = true;  // list frontier points where they are few
};

std::string analysis_view(const Terminal& terminal, const service::Analysis& analysis, const ViewOptions& options);

// Numbers of one column, all with as many decimals as the one that needs most, up to six digits in all.
std::vector<std::string> aligned(const std::vector<double>& numbers);

// How a case's things are called in text for people: the name, or the id where there is none.
std::string party_name(const Case& subject, PartyIndex party);
std::string issue_name(const Issue& issue);
std::string option_name(const Issue& issue, OptionIndex option);

}  // namespace parley::cli
