// Random cases: what is written is read back as it was, places and wordings aside.
#include "case/write.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "case/condition_text.hpp"
#include "case/read.hpp"

namespace parley {
namespace {

// --- Everything that a case says, as text ---

std::string dump(const Provenance& p) {
  return fmt::format("<{}{}>", p.source ? std::to_string(*p.source) : "-", p.assumed ? "a" : "");
}

std::string dump(const Number& n) {
  return fmt::format("{}[{},{}]{}", n.value.get_str(), n.low ? n.low->get_str() : "", n.high ? n.high->get_str() : "",
                     dump(n.from));
}

std::string dump(const std::optional<Number>& n) { return n ? dump(*n) : "none"; }

std::string dump(const Condition& c) {
  std::string text =
      fmt::format("({} {} {} {} {}", static_cast<int>(c.kind), c.issue, c.party, c.count, c.bound.get_str());
  for (OptionIndex k : c.options) text += fmt::format(" o{}", k);
  for (const AmountTerm& t : c.terms) text += fmt::format(" {}*{}", t.coefficient.get_str(), t.issue);
  if (c.kind == Condition::Kind::kCompare) text += fmt::format(" order{}", static_cast<int>(c.order));
  for (const Condition& child : c.children) text += dump(child);
  return text + ")";
}

std::string dump(const TableTerm& t) {
  std::string text = fmt::format("table {} {}", t.issue, dump(t.weight));
  for (const Number& n : t.values) text += " " + dump(n);
  return text;
}

std::string dump(const LinearTerm& t) {
  return fmt::format("linear {} {} {} {}", t.issue, dump(t.weight), dump(t.base), dump(t.per_unit));
}

std::string dump(const ShareTerm& t) { return fmt::format("share {} {}", t.issue, dump(t.points)); }

std::string dump(const GroupTerm& t) {
  std::string text = "group " + dump(t.weight);
  for (IssueIndex i : t.issues) text += fmt::format(" i{}", i);
  for (const auto& entry : t.entries) {
    text += " {";
    for (const auto& k : entry.options) text += k ? std::to_string(*k) + "," : "*,";
    text += dump(entry.value) + "}";
  }
  return text;
}

std::string dump(const BoxGroup& g) {
  std::string text = fmt::format("boxes {} {}", static_cast<int>(g.fold), dump(g.weight));
  for (const Box& box : g.boxes) {
    text += fmt::format(" [{}", box.outside);
    for (const auto& bound : box.bounds) text += fmt::format(" {}:{}..{}", bound.issue, bound.low, bound.high);
    text += " " + dump(box.value) + "]";
  }
  for (const BoxGroup& inner : g.groups) text += " (" + dump(inner) + ")";
  return text;
}

std::string dump(const std::vector<Rule>& rules) {
  std::string text;
  for (const Rule& r : rules)
    text += fmt::format("  rule {} '{}' {} {} {}\n", r.id, r.title, r.firm, dump(r.from), dump(r.condition));
  return text;
}

std::string dump(const Case& c) {
  std::string text =
      fmt::format("{} '{}' '{}' '{}' {}\n", c.id, c.title, c.about, c.reading, c.quantum ? c.quantum->get_str() : "");
  for (const Source& s : c.sources) text += fmt::format("source {} '{}' '{}'\n", s.id, s.title, s.url);
  for (const Issue& i : c.issues) {
    text += fmt::format("issue {} '{}' {} {} {} {} '{}' {}", i.id, i.title, static_cast<int>(i.kind), i.from.get_str(),
                        i.to.get_str(), i.step.get_str(), i.unit, dump(i.provenance));
    for (const Option& o : i.options) text += fmt::format(" '{}':'{}'", o.id, o.title);
    text += "\n";
  }
  for (const Party& p : c.parties) {
    text += fmt::format("party {} '{}' {} {} cap {} d {} discount {}\n", p.id, p.name, static_cast<int>(p.role),
                        dump(p.provenance), dump(p.cap), dump(p.reservation), dump(p.discount));
    for (const std::string& d : p.delegates) text += fmt::format("  '{}'\n", d);
    for (const ScoreTerm& t : p.terms) text += "  " + std::visit([](const auto& term) { return dump(term); }, t) + "\n";
    text += dump(p.red_lines);
  }
  text += dump(c.rules);
  if (c.decision) text += "decision " + dump(*c.decision) + "\n";
  if (c.reference)
    for (OptionIndex k : *c.reference) text += fmt::format("{} ", k);
  return text;
}

// --- Random cases ---

// [0, n)
std::uint32_t below(std::size_t n) { return *rc::gen::inRange<std::uint32_t>(0, static_cast<std::uint32_t>(n)); }
bool chance() { return below(2) == 1; }

std::string any_text() {
  static const std::vector<std::string> kTexts = {"",
                                                  "plain",
                                                  "Two words",
                                                  "a: b",
                                                  "# no comment",
                                                  "\"quoted\" \\ back",
                                                  "- dash",
                                                  "line\nbreak",
                                                  "tab\there",
                                                  "caf\xC3\xA9 \xE2\x82\xAC",
                                                  "true",
                                                  "no",
                                                  "12",
                                                  "a..b",
                                                  "{x",
                                                  "]",
                                                  "*a",
                                                  "&b",
                                                  "!c",
                                                  "%d",
                                                  "@e",
                                                  "'",
                                                  " lead",
                                                  "trail ",
                                                  "?",
                                                  "\x01",
                                                  "~",
                                                  "<<",
                                                  "a, b",
                                                  ":"};
  return kTexts[below(kTexts.size())];
}

std::string option_text(std::size_t k) {
  static const std::vector<std::string> kTexts = {
      "before-meeting", "601-700", "800+", "$100", "not", "is", "one", "a \"b\"", "x: y", "1..2", "1", "2",
      "\xC3\xA9",       "0x10",    "...",  "a..",  "..b", "-",  "1e3", "none",    "a, b"};
  return k == 0 ? kTexts[below(kTexts.size())] : kTexts[below(kTexts.size())] + std::to_string(k);
}

Rational any_number() { return Rational(*rc::gen::inRange(-50, 50)) / Rational(1 + below(9)); }

class Maker {
 public:
  Case make() {
    Case c;
    c.id = "case-1";
    c.title = any_text();
    c.about = any_text();
    for (std::uint32_t k = below(3); k > 0; --k) c.sources.push_back({fmt::format("s{}", k), any_text(), any_text()});
    sources_ = c.sources.size();
    for (std::size_t i = 0, n = 1 + below(4); i < n; ++i) c.issues.push_back(issue(i));
    issues_ = &c.issues;
    static const std::vector<std::string> kNames = {"party", "and", "Side A: \"left\"", "2024", "a-b"};
    for (std::size_t i = 0, n = 1 + below(4); i < n; ++i) c.parties.push_back(party(kNames[i]));
    c.rules = rules({}, true);
    if (chance()) c.decision = decision(2, c);
    if (chance()) {
      c.reference.emplace();
      for (const Issue& i : c.issues) c.reference->push_back(i.kind == IssueKind::kDivisible ? 0 : option_of(i));
    }
    if (chance()) c.quantum = Rational(1, 1000);
    if (chance()) c.reading = "raw";
    return c;
  }

 private:
  Provenance stated() {
    Provenance p;
    if (sources_ > 0 && chance()) p.source = below(sources_);
    p.assumed = !p.source || chance();
    return p;
  }

  static OptionIndex option_of(const Issue& i) { return below(i.count().get_ui()); }

  Issue issue(std::size_t index) {
    static const std::vector<std::string> kNames = {"venue", "not", "1e5", "Pick-Up (kg)", "9-x"};
    Issue i;
    i.id = kNames[index];
    i.title = any_text();
    if (chance()) i.provenance = stated();
    i.kind = static_cast<IssueKind>(below(3));
    if (i.kind == IssueKind::kAmount) {
      i.from = any_number();
      i.step = Rational(1 + below(5)) / Rational(1 + below(4));
      i.to = i.from + i.step * below(6);
      i.unit = any_text();
    } else if (i.kind == IssueKind::kChoice) {
      const bool titled = chance();
      for (std::size_t k = 0, n = 1 + below(4); k < n; ++k)
        i.options.push_back({option_text(k), titled ? any_text() : ""});
    }
    return i;
  }

  Number number(const Provenance& outer) {
    Number n;
    n.value = any_number();
    n.from = outer;
    if (below(3) == 0) {
      n.low = n.value - abs(any_number());
      n.high = chance() ? Rational(2 * n.value - *n.low) : Rational(n.value + abs(any_number()));
    }
    if (below(4) == 0) n.from = stated();
    return n;
  }

  Number number_or_default(const Provenance& outer, int standard) {
    if (chance()) return number(outer);
    Number n;
    n.value = standard;
    return n;
  }

  std::vector<IssueIndex> bounded_issues() const {
    std::vector<IssueIndex> found;
    for (IssueIndex i = 0; i < issues_->size(); ++i)
      if ((*issues_)[i].kind != IssueKind::kDivisible) found.push_back(i);
    return found;
  }

  Party party(const std::string& id) {
    Party p;
    p.id = id;
    p.name = any_text();
    p.role = static_cast<Role>(below(5));
    p.provenance = stated();
    for (std::uint32_t k = below(3); k > 0; --k) p.delegates.push_back(any_text());
    for (IssueIndex i = 0; i < issues_->size(); ++i)
      if (chance()) p.terms.push_back(term(i, p.provenance));
    const auto usable = bounded_issues();
    for (std::uint32_t k = usable.size() < 2 ? 0 : below(3); k > 0; --k)
      p.terms.emplace_back(group(usable, p.provenance));
    if (chance()) p.terms.emplace_back(boxes(0, p.provenance));
    for (std::uint32_t k = below(3); k > 0; --k) {
      BoxGroup fold = boxes(2, p.provenance);
      if (fold.fold == BoxGroup::Fold::kSum && fold.groups.empty()) fold.fold = BoxGroup::Fold::kLeast;
      p.terms.emplace_back(std::move(fold));
    }
    if (chance()) p.cap = number(p.provenance);
    if (chance()) p.reservation = number(p.provenance);
    if (chance()) p.discount = number(p.provenance);
    p.red_lines = rules(p.provenance, false);
    return p;
  }

  ScoreTerm term(IssueIndex index, const Provenance& outer) {
    const Issue& i = (*issues_)[index];
    if (i.kind == IssueKind::kDivisible) return ShareTerm{index, number(outer)};
    if (i.kind == IssueKind::kAmount && chance())
      return LinearTerm{index, number_or_default(outer, 1), number_or_default(outer, 0), number(outer)};
    TableTerm table{index, number_or_default(outer, 1), {}};
    for (std::size_t k = 0; k < i.count().get_ui(); ++k) table.values.push_back(number(outer));
    return table;
  }

  GroupTerm group(const std::vector<IssueIndex>& usable, const Provenance& outer) {
    GroupTerm g;
    g.issues = usable;
    std::rotate(g.issues.begin(), g.issues.begin() + below(usable.size()), g.issues.end());
    g.issues.resize(2 + below(usable.size() - 1));
    g.weight = number_or_default(outer, 1);
    for (std::uint32_t k = 1 + below(2); k > 0; --k) {
      GroupTerm::Entry entry;
      for (IssueIndex i : g.issues)
        entry.options.push_back(chance() ? std::optional(option_of((*issues_)[i])) : std::nullopt);
      entry.value = number(outer);
      g.entries.push_back(std::move(entry));
    }
    return g;
  }

  // depth 0: the plain boxes of a party
  BoxGroup boxes(int depth, const Provenance& outer) {
    BoxGroup g;
    g.fold = depth == 0 ? BoxGroup::Fold::kSum : static_cast<BoxGroup::Fold>(below(3));
    g.weight.value = 1;
    if (depth > 0) g.weight = number_or_default(outer, 1);
    for (std::uint32_t k = depth == 0 ? 1 : below(3); k > 0; --k) {
      Box box;
      box.outside = chance();
      for (IssueIndex i : bounded_issues()) {
        if (chance()) continue;
        const OptionIndex a = option_of((*issues_)[i]), b = option_of((*issues_)[i]);
        box.bounds.push_back({i, std::min(a, b), std::max(a, b)});
      }
      box.value = number(outer);
      g.boxes.push_back(std::move(box));
    }
    if (depth > 1 && chance()) g.groups.push_back(boxes(depth - 1, outer));
    return g;
  }

  std::vector<Rule> rules(const Provenance& outer, bool may_be_firm) {
    std::vector<Rule> list;
    for (std::uint32_t k = below(3); k > 0; --k) {
      Rule rule;
      rule.id = fmt::format("r{}", k);
      rule.title = any_text();
      rule.condition = condition(3);
      rule.firm = may_be_firm && chance();
      rule.from = chance() ? stated() : outer;
      list.push_back(std::move(rule));
    }
    return list;
  }

  Condition condition(int depth) {
    Condition c;
    const auto kind = below(depth > 0 ? 10 : 4);
    if (kind <= 1) c.kind = kind == 0 ? Condition::Kind::kTrue : Condition::Kind::kFalse;
    else if (kind == 2) choice(c);
    else if (kind == 3) comparison(c);
    else if (kind == 4) joined(c, Condition::Kind::kNot, 1, depth);
    else if (kind == 5) joined(c, Condition::Kind::kAnd, 2 + below(2), depth);
    else if (kind == 6) joined(c, Condition::Kind::kOr, 2 + below(2), depth);
    else if (kind == 7) joined(c, Condition::Kind::kImplies, 2, depth);
    else if (kind == 8) joined(c, Condition::Kind::kAtLeast, 1 + below(3), depth);
    else joined(c, Condition::Kind::kAtMost, 1 + below(3), depth);
    if (kind >= 8) c.count = below(c.children.size() + 1);
    return c;
  }

  void joined(Condition& c, Condition::Kind kind, std::size_t n, int depth) {
    c.kind = kind;
    for (std::size_t k = 0; k < n; ++k) c.children.push_back(condition(depth - 1));
  }

  void choice(Condition& c) {
    const auto usable = bounded_issues();
    if (usable.empty()) return;
    c.kind = Condition::Kind::kIs;
    c.issue = usable[below(usable.size())];
    const Issue& i = (*issues_)[c.issue];
    for (OptionIndex k = 0; k < i.count().get_ui(); ++k)
      if (chance()) c.options.push_back(k);
    if (c.options.empty()) c.options.push_back(0);
  }

  void comparison(Condition& c) {
    c.kind = Condition::Kind::kCompare;
    c.order = static_cast<Condition::Order>(below(6));
    c.bound = any_number();
    for (IssueIndex i = 0; i < issues_->size(); ++i)
      if ((*issues_)[i].kind == IssueKind::kAmount && chance())
        if (Rational factor = any_number(); factor != 0) c.terms.push_back({i, factor});
  }

  Condition decision(int depth, const Case& c) {
    Condition made;
    made.kind = depth == 0 ? Condition::Kind::kParty
                           : std::vector{Condition::Kind::kAnd, Condition::Kind::kOr, Condition::Kind::kAtLeast,
                                         Condition::Kind::kParty}[below(4)];
    if (made.kind == Condition::Kind::kParty) {
      made.party = below(c.parties.size());
      return made;
    }
    for (std::uint32_t k = 2 + below(2); k > 0; --k) made.children.push_back(decision(depth - 1, c));
    if (made.kind == Condition::Kind::kAtLeast) made.count = below(made.children.size() + 1);
    return made;
  }

  std::size_t sources_ = 0;
  const std::vector<Issue>* issues_ = nullptr;
};

RC_GTEST_PROP(WriteCase, IsReadBackAsItWas, ()) {
  const Case c = Maker().make();
  RC_ASSERT(check(c).empty());
  const std::string text = write_case(c);
  RC_LOG() << text;
  const auto read = read_case(text, "case.yaml");
  if (!read)
    for (const Error& error : read.error()) RC_LOG() << to_text(error) << "\n";
  RC_ASSERT(read.has_value());
  RC_ASSERT(check(*read).empty());
  RC_ASSERT(dump(*read) == dump(c));
  RC_ASSERT(write_case(*read) == text);
}

}  // namespace
}  // namespace parley
