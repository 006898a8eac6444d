#include "agreement/divisible.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "agreement/divisible_form.hpp"
#include "agreement/extremes.hpp"
#include "agreement/pareto.hpp"

namespace parley::agreement {
namespace {

constexpr std::size_t kPieceBytes = 512;   // of a piece with its six fractions, roughly
constexpr std::size_t kSampledChoices = 32;  // merged first, to leave out those that lie under them

// --- What the method cannot express ---

std::optional<Error> check_supported(const Case& c, const std::vector<PartyIndex>& objectives) {
  if (objectives.size() != 2)
    return Error{ErrorCode::kUnsupported,
                 fmt::format("divisible issues need exactly two parties with scores, here are {}", objectives.size()),
                 std::string(kUseGrid),
                 {c.file, 0, 0}};
  for (PartyIndex i = 0; i < c.parties.size(); ++i) {
    const bool divides = std::ranges::find(objectives, i) != objectives.end();
    const auto is_share = [](const ScoreTerm& term) { return std::holds_alternative<ShareTerm>(term); };
    if (!divides && std::ranges::any_of(c.parties[i].terms, is_share))
      return Error{ErrorCode::kUnsupported,
                   fmt::format("party '{}' is a third one with points on a divisible issue", c.parties[i].id),
                   std::string(kUseGrid), c.parties[i].where};
  }
  if (auto error = options_on_divisible(c)) return error;
  return conditions_on_divisible(c);
}

// --- The chain that the divisible issues add to every choice ---

// Along an edge the first party wins and the second loses; cheapest for the second first, so that the chain is concave.
std::vector<DivisibleFrontier::Edge> chain_edges(const DivisibleCase& c, std::vector<Rational>& shares) {
  std::vector<DivisibleFrontier::Edge> edges;
  for (const auto& [issue, points] : c.issues) {
    const int first = sgn(points[0]), second = sgn(points[1]);
    if (first * second > 0) {  // a conflict: both want it, or both want to be rid of it
      const Rational start = first > 0 ? 0 : 1;
      shares[issue] = start;
      edges.push_back({issue, start, 1 - start, {abs(points[0]), -abs(points[1])}});
    } else {
      shares[issue] = first > 0 || (first == 0 && second <= 0) ? 1 : 0;  // worth something to one at most
    }
  }
  std::ranges::stable_sort(
      edges, [](const auto& a, const auto& b) { return -a.change[1] * b.change[0] < -b.change[1] * a.change[0]; });
  return edges;
}

class Merger {
 public:
  Merger(const DivisibleCase& c, DivisibleFrontier& out, Work& work) : case_(c), out_(out), work_(work) {}

  // `cut`: for which parties the reservation value bounds the score.
  void add_choices(const Logic& within, std::array<bool, 2> cut);
  void run();

 private:
  struct Choice {
    std::uint32_t package;
    std::array<Rational, 2> base;  // scores at the start of the chain, uncapped
    std::array<bool, 2> cut;
  };

  Envelope chain(const Choice& choice) const;
  Envelope merged(std::span<const Choice> choices);
  std::array<Rational, 2> corner(const Choice& choice) const;
  void prune();

  const DivisibleCase& case_;
  DivisibleFrontier& out_;
  Work& work_;
  std::vector<Choice> choices_;
  bool ended_ = false;
  std::size_t done_ = 0;
};

void Merger::add_choices(const Logic& within, std::array<bool, 2> cut) {
  const Problem& p = case_.discrete;
  ParetoQuery query{{}, within};
  std::array<Integer, 2> scale;
  std::array<Rational, 2> start = {0, 0};
  for (std::size_t side = 0; side < 2; ++side) {
    query.objectives.emplace_back(*p.parties[case_.parties[side]].score);
    scale[side] = p.functions[*p.parties[case_.parties[side]].score].scale;
  }
  for (const auto& [issue, points] : case_.issues) {
    start[0] += points[0] * out_.shares[issue];
    start[1] += points[1] * (1 - out_.shares[issue]);
  }
  ParetoSet set = pareto(p, query, work_);
  if (!set.complete) ended_ = true;
  for (Point& point : set.points) {
    Choice choice{static_cast<std::uint32_t>(out_.packages.size()), start, cut};
    for (std::size_t side = 0; side < 2; ++side) {
      Rational own(point.values[side], scale[side]);
      own.canonicalize();
      choice.base[side] += own;
    }
    choices_.push_back(std::move(choice));
    out_.packages.push_back(std::move(point.package));
  }
}

// The chain moved to a choice, capped and cut. A cap makes a part of the chain level or upright; of such a part only
// its best end is efficient, and that end belongs to the next part or is the only point left.
Envelope Merger::chain(const Choice& choice) const {
  Envelope result;
  std::optional<EnvelopePiece> best;
  EnvelopePoint from{choice.base[0], choice.base[1], 0};
  const auto capped = [&](EnvelopePoint point) {
    if (case_.cap[0] && point.x > *case_.cap[0]) point.x = *case_.cap[0];
    if (case_.cap[1] && point.y > *case_.cap[1]) point.y = *case_.cap[1];
    return point;
  };
  const auto add = [&](const EnvelopePoint& a, const EnvelopePoint& b, std::uint32_t edge) {
    const EnvelopePiece piece{capped(a), capped(b), false, false, choice.package, edge};
    for (const EnvelopePoint& end : {piece.left, piece.right})
      if (!best || std::tie(end.x, end.y) > std::tie(best->left.x, best->left.y))
        best = EnvelopePiece{end, end, false, false, choice.package, edge};
    if (piece.left.x < piece.right.x && piece.left.y > piece.right.y) result.push_back(piece);
  };
  for (std::uint32_t k = 0; k < out_.edges.size(); ++k) {
    const auto& change = out_.edges[k].change;
    std::vector<Rational> stops = {0, 1};
    if (case_.cap[0]) stops.push_back((*case_.cap[0] - from.x) / change[0]);
    if (case_.cap[1]) stops.push_back((*case_.cap[1] - from.y) / change[1]);
    std::erase_if(stops, [](const Rational& at) { return at < 0 || at > 1; });
    std::ranges::sort(stops);
    const auto stop = [&](const Rational& at) {
      return EnvelopePoint{from.x + at * change[0], from.y + at * change[1], at};
    };
    for (std::size_t s = 0; s + 1 < stops.size(); ++s) add(stop(stops[s]), stop(stops[s + 1]), k);
    from = {from.x + change[0], from.y + change[1], 0};
  }
  if (out_.edges.empty()) add(from, from, 0);
  if (result.empty() && best) result.push_back(*best);
  return clip(result, choice.cut[0] ? case_.reservation[0] : std::nullopt,
              choice.cut[1] ? case_.reservation[1] : std::nullopt);
}

// Nothing that a choice offers is above this.
std::array<Rational, 2> Merger::corner(const Choice& choice) const {
  std::array<Rational, 2> result = choice.base;
  for (const auto& edge : out_.edges) result[0] += edge.change[0];
  for (std::size_t side = 0; side < 2; ++side)
    if (case_.cap[side] && result[side] > *case_.cap[side]) result[side] = *case_.cap[side];
  return result;
}

Envelope Merger::merged(std::span<const Choice> choices) {
  if (choices.empty()) return {};
  if (choices.size() == 1) {
    work_.report("divided issues", static_cast<double>(++done_) / static_cast<double>(choices_.size()));
    return chain(choices.front());
  }
  const auto middle = choices.size() / 2;
  Envelope left = merged(choices.first(middle));
  if (!work_.keep_going() || !work_.memory_left((left.size() * 3 + out_.edges.size()) * kPieceBytes)) {
    ended_ = true;
    return left;
  }
  return merge(left, merged(choices.subspan(middle)));
}

void Merger::prune() {
  if (choices_.size() <= kSampledChoices) return;
  std::vector<Choice> sampled;
  for (std::size_t k = 0; k < kSampledChoices; ++k)
    sampled.push_back(choices_[k * (choices_.size() - 1) / (kSampledChoices - 1)]);
  const Envelope below = merged(sampled);
  std::erase_if(choices_, [&](const Choice& choice) {
    const bool is_sampled = std::ranges::find(sampled, choice.package, &Choice::package) != sampled.end();
    const auto best = corner(choice);
    return !is_sampled && covers(below, best[0], best[1]);
  });
  done_ = 0;
}

void Merger::run() {
  prune();
  out_.pieces = merged(choices_);
  out_.complete = !ended_;
}

}  // namespace

bool has_divisible(const Case& c) {
  return std::ranges::any_of(c.issues, [](const Issue& issue) { return issue.kind == IssueKind::kDivisible; });
}

Result<DivisibleCase> compile_divisible(const Case& c) {
  std::vector<PartyIndex> objectives;
  for (PartyIndex i = 0; i < c.parties.size(); ++i)
    if (c.parties[i].scored() && c.parties[i].role != Role::kObserver) objectives.push_back(i);
  if (auto error = check_supported(c, objectives)) return std::unexpected(*error);

  DivisibleCase result;
  Case discrete = c;
  for (IssueIndex i = 0; i < c.issues.size(); ++i) {
    if (c.issues[i].kind != IssueKind::kDivisible) continue;
    result.issues.push_back({i, {0, 0}});
    discrete.issues[i].kind = IssueKind::kChoice;
    discrete.issues[i].options = {{"divided", ""}};
  }
  for (std::size_t side = 0; side < 2; ++side) {
    result.parties[side] = objectives[side];
    Party& party = discrete.parties[objectives[side]];
    for (const ScoreTerm& term : party.terms)
      if (const auto* share = std::get_if<ShareTerm>(&term))
        std::ranges::find(result.issues, share->issue, &DivisibleCase::Issue::issue)->points[side] +=
            share->points.value;
    std::erase_if(party.terms, [](const ScoreTerm& term) { return std::holds_alternative<ShareTerm>(term); });
    if (party.terms.empty())  // still a party with scores
      party.terms.emplace_back(TableTerm{result.issues.front().issue, {1, {}, {}, {}, {}}, {Number{}}});
    if (party.cap) result.cap[side] = party.cap->value;
    if (party.reservation) result.reservation[side] = party.reservation->value;
    party.cap.reset();
    party.reservation.reset();
  }
  auto problem = compile(discrete);
  if (!problem) return std::unexpected(problem.error());
  result.discrete = std::move(*problem);
  return result;
}

DivisiblePoint DivisibleFrontier::point(const EnvelopePiece& piece, const EnvelopePoint& at) const {
  DivisiblePoint result{{at.x, at.y}, packages[piece.source], shares};
  for (std::uint32_t k = 0; k < piece.edge; ++k) result.shares[edges[k].issue] = edges[k].end;
  if (!edges.empty()) {
    const Edge& edge = edges[piece.edge];
    result.shares[edge.issue] = edge.start + at.at * (edge.end - edge.start);
  }
  return result;
}

DivisibleFrontier divisible_frontier(const DivisibleCase& c, Within within, Work& work) {
  DivisibleFrontier result;
  result.shares.assign(c.discrete.sizes.size(), Rational(0));
  result.edges = chain_edges(c, result.shares);
  Merger merger(c, result, work);
  const Problem& p = c.discrete;
  if (within == Within::kFeasible) {
    merger.add_choices(feasible(p), {false, false});
  } else {
    // The decision rule is monotone: a package is in the zone if some set of accepting parties decides. For each set of
    // the two parties that divide, the others accept or not by the choice alone.
    for (const auto& [first, second] : {std::pair(false, false), {true, false}, {false, true}, {true, true}}) {
      std::vector<Logic> accepted;
      for (PartyIndex i = 0; i < p.parties.size(); ++i) accepted.push_back(accepts(p, i));
      if (!first) accepted[c.parties[0]] = any_of({});
      if (!second) accepted[c.parties[1]] = any_of({});
      const Logic decides = all_of({feasible(p), decided(p.decision, accepted)});
      if (decides.kind != Logic::Kind::kFalse) merger.add_choices(decides, {first, second});
    }
  }
  merger.run();
  return result;
}

std::vector<DivisiblePoint> vertices(const DivisibleFrontier& frontier) {
  std::vector<DivisiblePoint> result;
  const auto add = [&](const EnvelopePiece& piece, const EnvelopePoint& end) {
    if (result.empty() || result.back().scores[0] != end.x) result.push_back(frontier.point(piece, end));
  };
  for (const EnvelopePiece& piece : frontier.pieces) {
    if (!piece.left_open) add(piece, piece.left);
    if (!piece.right_open) add(piece, piece.right);
  }
  return result;
}

std::vector<DivisibleSegment> segments(const DivisibleFrontier& frontier) {
  std::vector<DivisibleSegment> result;
  for (const EnvelopePiece& piece : frontier.pieces)
    if (!piece.is_point())
      result.push_back(
          {frontier.point(piece, piece.left), frontier.point(piece, piece.right), piece.left_open, piece.right_open});
  return result;
}

std::optional<DivisibleRange> feasible_range(const DivisibleCase& c, Work& work) {
  DivisibleRange result;
  const Logic within = feasible(c.discrete);
  for (std::size_t side = 0; side < 2; ++side) {
    const FunctionIndex f = *c.discrete.parties[c.parties[side]].score;
    const Extreme low = least(c.discrete, f, within, work), high = largest(c.discrete, f, within, work);
    if (!low.value || !low.proved || !high.value || !high.proved) return std::nullopt;
    const Rational scale = c.discrete.functions[f].scale;
    result.least[side] = *low.value / scale;
    result.best[side] = *high.value / scale;
    for (const auto& issue : c.issues)
      (issue.points[side] < 0 ? result.least : result.best)[side] += issue.points[side];
    if (!c.cap[side]) continue;
    result.least[side] = std::min(result.least[side], *c.cap[side]);
    result.best[side] = std::min(result.best[side], *c.cap[side]);
  }
  return result;
}

}  // namespace parley::agreement
