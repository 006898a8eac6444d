// One step of analyze(): the branch for cases with divisible issues. Called by analyze.cpp only.
#pragma once

#include "service/analysis.hpp"

namespace parley::service {

Result<Analysis> analyze_divisible(const Case& subject, const AnalyzeOptions& options, Work& work);

}  // namespace parley::service
