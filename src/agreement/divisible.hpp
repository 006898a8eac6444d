// The frontier of a case in which two parties divide some issues between them and choose the others.
//
// Computes   all efficient pairs of scores, as vertices and segments; each party's score is
//            min(cap, its score of the chosen options + sum over divisible issues of points * own share)
// Input      exactly two objective parties; choices with tables, groups, boxes, rules, red lines and the decision rule
//            over the chosen issues; reservation values on the whole score
// Output     pieces in ascending order of the first party's score. Within a piece the chosen options are fixed and one
//            divisible issue moves from one party to the other, so that at most one issue is split anywhere
// Complete   `complete` is a proof that the set of points is exact; otherwise the points are admissible, none
//            dominated by another of them
// Method     divided issues add the same chain of segments to every choice (issues ordered by what the second party
//            loses per point that the first wins), so only efficient choices matter; their moved chains are merged
//            pairwise, those whose best corner lies under what is already there left out
// Cost       a frontier of choices (pareto.hpp), then O(choices * issues * log choices) operations on fractions
// Errors     kUnsupported: one party or three and more with shares, a rule, red line, group or box on a divisible issue
// Source     Raiffa 1982, The Art and Science of Negotiation, ch. 10; merged over choices: docs/methods/divisible.md
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "agreement/envelope.hpp"
#include "agreement/problem.hpp"
#include "base/work.hpp"

namespace parley::agreement {

bool has_divisible(const Case& c);

struct DivisibleCase {
  struct Issue {
    IssueIndex issue = 0;
    std::array<Rational, 2> points;  // what the whole issue is worth to each
  };

  std::array<PartyIndex, 2> parties{};
  std::vector<Issue> issues;
  std::array<std::optional<Rational>, 2> cap, reservation;
  // The case with each divisible issue as a choice of one option, and without the two parties' caps and reservation
  // values: indices of issues and parties stay the same. Every rule and red line can be evaluated on it.
  Problem discrete;
};

Result<DivisibleCase> compile_divisible(const Case& c);

enum class Within { kFeasible, kZone };

struct DivisiblePoint {
  std::array<Rational, 2> scores;
  Package package;  // a divisible issue has option 0
  std::vector<Rational> shares;  // the first party's, one per issue of the case; 0 where the issue is not divisible
};

struct DivisibleSegment {
  DivisiblePoint from, to;
  bool from_open = false, to_open = false;  // the end itself is dominated
};

struct DivisibleFrontier {
  struct Edge {
    IssueIndex issue = 0;
    Rational start, end;  // the first party's share at either end
    std::array<Rational, 2> change;
  };

  Envelope pieces;  // source: index into packages; edge: index into edges
  std::vector<Package> packages;  // the choices that were merged
  std::vector<Edge> edges;  // the chain, from the second party's best to the first's
  std::vector<Rational> shares;  // at the start of the chain, one per issue
  bool complete = false;
  std::string_view method = "chain merging";

  DivisiblePoint point(const EnvelopePiece& piece, const EnvelopePoint& at) const;
};

DivisibleFrontier divisible_frontier(const DivisibleCase& c, Within within, Work& work);

// The points where segments meet or end, as far as they belong to the frontier, and points that stand alone.
std::vector<DivisiblePoint> vertices(const DivisibleFrontier& frontier);
std::vector<DivisibleSegment> segments(const DivisibleFrontier& frontier);

// Each party's smallest and largest score over the feasible set; none when that is empty or the work ended first.
struct DivisibleRange {
  std::array<Rational, 2> least, best;
};
std::optional<DivisibleRange> feasible_range(const DivisibleCase& c, Work& work);

}  // namespace parley::agreement
