#include "tests/support/random_case.hpp"

#include <algorithm>
#include <random>
#include <string>

#include "tests/support/brute_force.hpp"

namespace parley::support {
namespace {

class Draw {
 public:
  Draw(std::uint64_t seed, const Shape& shape) : shape_(shape), engine_(seed * 0x9E3779B97F4A7C15ULL + 1) {}

  Case make();

 private:
  // The standard distributions differ between libraries; a remainder does not.
  unsigned below(unsigned n) { return n == 0 ? 0 : static_cast<unsigned>(engine_() % n); }
  unsigned between(unsigned low, unsigned high) { return low + below(high - low + 1); }
  bool chance(unsigned percent) { return below(100) < percent; }
  OptionIndex some_option(IssueIndex issue) { return below(count(issue)); }
  unsigned count(IssueIndex issue) { return static_cast<unsigned>(case_.issues[issue].count().get_ui()); }

  Number number(int low, int high);
  Number points();
  Number weight();
  Issue issue(unsigned index);
  std::vector<IssueIndex> some_issues(unsigned most);
  ScoreTerm single(IssueIndex issue);
  GroupTerm group();
  Box box();
  BoxGroup box_group(unsigned depth);
  Condition atom();
  Condition condition(unsigned depth);
  Rule rule(const std::string& id);
  Party party(unsigned index);
  void add_reservation(Party& party);
  Condition decision(unsigned depth, const std::vector<PartyIndex>& who);

  const Shape& shape_;
  std::mt19937_64 engine_;
  Case case_;
};

Number Draw::number(int low, int high) {
  Number n;
  n.value = low + static_cast<int>(below(static_cast<unsigned>(high - low + 1)));
  n.from.assumed = shape_.ranges;
  if (shape_.ranges && chance(35)) {
    n.low = n.value - below(4);
    n.high = n.value + below(4);
    if (shape_.fractions && chance(20)) *n.high += Rational(1, 2);
  }
  return n;
}

Number Draw::points() {
  const int most = static_cast<int>(shape_.largest_score);
  return number(shape_.negatives && chance(25) ? -most : 0, most);
}

Number Draw::weight() {
  if (chance(60)) return Number{1, {}, {}, {}, {}};
  Number n = number(shape_.negatives && chance(10) ? -1 : 0, 3);
  if (shape_.fractions && chance(30)) {
    const Rational third(1, 3);
    n.value *= third;
    if (n.low) n.low = std::min<Rational>(*n.low * third, n.value);
    if (n.high) n.high = std::max<Rational>(*n.high * third, n.value);
  }
  return n;
}

Issue Draw::issue(unsigned index) {
  Issue made;
  made.id = std::string(1, static_cast<char>('a' + index % 26)) + (index < 26 ? "" : std::to_string(index / 26));
  made.title = "Issue " + made.id;
  const unsigned options = between(shape_.least_options, shape_.most_options);
  if (shape_.amounts && chance(30)) {
    made.kind = IssueKind::kAmount;
    made.from = below(3);
    made.step = shape_.fractions && chance(30) ? Rational(1, 2) : Rational(1 + below(3));
    made.to = made.from + made.step * (options - 1);
    return made;
  }
  for (unsigned k = 0; k < options; ++k) made.options.push_back({made.id + std::to_string(k), {}});
  return made;
}

std::vector<IssueIndex> Draw::some_issues(unsigned most) {
  std::vector<IssueIndex> all(case_.issues.size());
  for (IssueIndex i = 0; i < all.size(); ++i) all[i] = i;
  for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[below(static_cast<unsigned>(i))]);
  all.resize(std::min<std::size_t>(all.size(), most));
  return all;
}

ScoreTerm Draw::single(IssueIndex issue) {
  if (case_.issues[issue].kind == IssueKind::kAmount && chance(60))
    return LinearTerm{issue, weight(), number(0, 2), number(shape_.negatives ? -2 : 0, 2)};
  TableTerm term{issue, weight(), {}};
  for (unsigned k = 0; k < count(issue); ++k) term.values.push_back(points());
  return term;
}

GroupTerm Draw::group() {
  GroupTerm term{some_issues(between(2, 3)), weight(), {}};
  for (unsigned e = between(1, 4); e > 0; --e) {
    GroupTerm::Entry entry;
    for (IssueIndex issue : term.issues) {
      if (chance(25)) entry.options.emplace_back(std::nullopt);
      else entry.options.emplace_back(some_option(issue));
    }
    entry.value = points();
    term.entries.push_back(std::move(entry));
  }
  return term;
}

Box Draw::box() {
  Box made;
  for (IssueIndex issue : some_issues(between(0, 3))) {
    const OptionIndex x = some_option(issue), y = some_option(issue);
    made.bounds.push_back({issue, std::min(x, y), std::max(x, y)});
  }
  made.outside = chance(25);
  made.value = points();
  return made;
}

BoxGroup Draw::box_group(unsigned depth) {
  BoxGroup made;
  made.fold = BoxGroup::Fold::kSum;
  if (shape_.folds && chance(40)) made.fold = chance(50) ? BoxGroup::Fold::kLeast : BoxGroup::Fold::kLargest;
  made.weight = weight();
  for (unsigned n = between(depth == 0 ? 1 : 0, 3); n > 0; --n) made.boxes.push_back(box());
  if (shape_.folds && depth < 2 && chance(25)) made.groups.push_back(box_group(depth + 1));
  return made;
}

Condition Draw::atom() {
  Condition c;
  std::vector<IssueIndex> amounts;
  for (IssueIndex i = 0; i < case_.issues.size(); ++i)
    if (case_.issues[i].kind == IssueKind::kAmount) amounts.push_back(i);
  if (!amounts.empty() && chance(40)) {
    c.kind = Condition::Kind::kCompare;
    for (IssueIndex i : amounts) c.terms.push_back({i, Rational(chance(30) ? -1 : 1 + static_cast<int>(below(2)))});
    c.order = static_cast<Condition::Order>(below(6));
    c.bound = below(8);
    return c;
  }
  c.kind = Condition::Kind::kIs;
  c.issue = below(static_cast<unsigned>(case_.issues.size()));
  for (OptionIndex k = 0; k < count(c.issue); ++k)
    if (chance(50)) c.options.push_back(k);
  if (c.options.empty()) c.options.push_back(some_option(c.issue));
  return c;
}

Condition Draw::condition(unsigned depth) {
  using Kind = Condition::Kind;
  if (depth == 0 || chance(35)) return atom();
  Condition c;
  constexpr Kind kKinds[] = {Kind::kNot,     Kind::kAnd,     Kind::kOr,      Kind::kOr,
                             Kind::kImplies, Kind::kImplies, Kind::kAtLeast, Kind::kAtMost};
  c.kind = kKinds[below(8)];
  const unsigned children = c.kind == Kind::kNot ? 1 : c.kind == Kind::kImplies ? 2 : between(2, 3);
  for (unsigned k = 0; k < children; ++k) c.children.push_back(condition(depth - 1));
  if (c.kind == Kind::kAtLeast || c.kind == Kind::kAtMost) c.count = between(0, children);
  return c;
}

Rule Draw::rule(const std::string& id) {
  Rule made;
  made.id = id;
  made.condition = condition(2);
  made.from.assumed = chance(50);
  return made;
}

// A score that some packages reach; when it is hard, a score that few do, so that zones are empty about half of the time.
void Draw::add_reservation(Party& party) {
  party.reservation = number(0, 1);
  const Rational extra = party.reservation->value;
  Rational most = 0;
  for (unsigned n = 0; n < (shape_.hard_reservations ? 5U : 1U); ++n) {
    Choice x;
    for (IssueIndex i = 0; i < case_.issues.size(); ++i) x.push_back(some_option(i));
    const Rational reached = score_of(case_, party, x);
    if (n == 0 || reached > most) most = reached;
  }
  const Rational shift = most + (shape_.hard_reservations && chance(80) ? Rational(0) : -extra * below(3)) - extra;
  party.reservation->value += shift;
  if (party.reservation->low) *party.reservation->low += shift;
  if (party.reservation->high) *party.reservation->high += shift;
}

Party Draw::party(unsigned index) {
  Party made;
  made.id = "p" + std::to_string(index);
  made.name = "Party " + std::to_string(index);
  for (IssueIndex i = 0; i < case_.issues.size(); ++i)
    if (chance(80)) made.terms.push_back(single(i));
  if (shape_.groups && case_.issues.size() > 1 && chance(35)) made.terms.push_back(group());
  if (shape_.boxes && chance(35)) made.terms.push_back(box_group(0));
  if (made.terms.empty()) made.terms.push_back(single(0));
  if (shape_.caps && chance(15)) made.cap = number(1, 2 * static_cast<int>(shape_.largest_score));
  if (shape_.reservations && chance(60)) add_reservation(made);
  if (shape_.red_lines)
    for (unsigned n = chance(35) ? between(1, 2) : 0; n > 0; --n)
      made.red_lines.push_back(rule("line" + std::to_string(n)));
  return made;
}

Condition Draw::decision(unsigned depth, const std::vector<PartyIndex>& who) {
  Condition c;
  if (depth == 0 || chance(30)) {
    c.kind = Condition::Kind::kParty;
    c.party = who[below(static_cast<unsigned>(who.size()))];
    return c;
  }
  if (chance(40)) {
    c.kind = Condition::Kind::kAtLeast;
    for (PartyIndex p : who) {
      Condition one;
      one.kind = Condition::Kind::kParty;
      one.party = p;
      c.children.push_back(std::move(one));
    }
    c.count = between(1, static_cast<unsigned>(who.size()));
    return c;
  }
  c.kind = chance(50) ? Condition::Kind::kAnd : Condition::Kind::kOr;
  for (unsigned k = 0; k < 2; ++k) c.children.push_back(decision(depth - 1, who));
  return c;
}

Case Draw::make() {
  case_.id = "random";
  case_.title = "Random case";
  const unsigned issues = between(shape_.least_issues, shape_.most_issues);
  for (unsigned i = 0; i < issues; ++i) case_.issues.push_back(issue(i));
  const unsigned parties = between(shape_.least_parties, shape_.most_parties);
  for (unsigned i = 0; i < parties; ++i) case_.parties.push_back(party(i));
  if (shape_.observers && chance(15)) {
    case_.parties.push_back(party(parties));
    case_.parties.back().role = Role::kObserver;
  }
  if (shape_.unscored && shape_.red_lines && chance(15)) {
    Party made;
    made.id = "lines-only";
    made.name = "Red lines only";
    made.red_lines.push_back(rule("only"));
    case_.parties.insert(case_.parties.begin() + below(static_cast<unsigned>(case_.parties.size()) + 1),
                         std::move(made));
  }
  if (shape_.rules)
    for (unsigned n = chance(60) ? between(1, 2) : 0; n > 0; --n) {
      case_.rules.push_back(rule("rule" + std::to_string(n)));
      case_.rules.back().firm = shape_.firm_rules && chance(40);
    }
  if (shape_.decisions && chance(40)) {
    std::vector<PartyIndex> who;
    for (PartyIndex i = 0; i < case_.parties.size(); ++i)
      if (case_.parties[i].role != Role::kObserver || chance(30)) who.push_back(i);
    case_.decision = decision(2, who);
    case_.decision_text = "drawn";
  }
  return std::move(case_);
}

}  // namespace

Case random_case(std::uint64_t seed, const Shape& shape) { return Draw(seed, shape).make(); }

}  // namespace parley::support
