// The same dispute with its parties or issues in another order.
//
// Input      order[k] is the old index of what stands at place k
// Output     a case whose every index is mapped; scores, rules and decision rule mean what they meant
#pragma once

#include <vector>

#include "case/model.hpp"

namespace parley::support {

Case with_parties(const Case& c, const std::vector<PartyIndex>& order);
Case with_issues(const Case& c, const std::vector<IssueIndex>& order);

}  // namespace parley::support
