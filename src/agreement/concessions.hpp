// What must give when there is no agreement: the minimal sets of concessions that open the zone.
//
// Elements   see demands.hpp: every rule that is not firm, every red line, every finite reservation value
// Computes   all sets of elements whose removal gives a non-empty zone while that of no proper subset does. Acceptance
//            that the decision rule does not need is not bought
// Output     the sets by size, then by the order of their elements; each with the package that it opens (`fairest` in
//            extremes.hpp), and whether it was verified: the zone is non-empty without the set, and empty without the
//            set less any one element, each by a search of its own
// Complete   `complete` proves that these are all of them. A limit that cut the list makes it false
// Method     the efficient truth values of the elements (one search) and, where that is cut short, sets grown and shrunk
//            one question at a time; see docs/methods/concessions.md
// Cost       the number of efficient truth vectors, times the ways to satisfy the decision rule; NP-hard in general
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agreement/demands.hpp"
#include "agreement/extremes.hpp"

namespace parley::agreement {

struct ConcessionSet {
  std::vector<Element> elements;
  std::optional<PartyIndex> veto_of;  // these are exactly all elements of that party
  std::optional<Package> package;  // what it opens; none only when the work ended first
  bool verified = false;
};

struct Concessions {
  std::vector<ConcessionSet> sets;
  bool complete = false;
  std::string note;  // for people: why there is no set, or why the list is not complete; may be empty
};

// Both searches give the same sets. The truth vectors are quicker as long as there are thousands of them at most.
enum class ConcessionSearch { kTruthVectorsFirst, kQuestions };

struct ConcessionOptions {
  std::size_t limit = 0;  // of the sets reported; 0: none
  ConcessionSearch search = ConcessionSearch::kTruthVectorsFirst;
};

// `extents` as computed by extents(p). No sets when the zone is not empty.
Concessions concessions(const Case& c, const Problem& p, const std::vector<Extent>& extents,
                        const ConcessionOptions& options, Work& work);

}  // namespace parley::agreement
