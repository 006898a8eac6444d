// One dispute as it stands in a case file: parties, issues, rules, preferences, sources.
//
// The model is what the author wrote, checked: every index is in range, every option list has an option, every amount
// has a positive step that divides its range, every score term names issues that exist. It holds exact numbers in the
// author's units; engines compile it to integers (src/agreement/problem.hpp).
//
// Made by    src/case/read.hpp (YAML) and src/formats/ (importers); tests may fill it by hand and call `check`.
// Order      parties, issues and options keep the order of the file; that order breaks ties everywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "base/number.hpp"
#include "case/expr.hpp"

namespace parley {

// Where a number or statement comes from: a source of the case, or an assumption of its author.
struct Provenance {
  std::optional<std::uint32_t> source;  // index into Case::sources
  bool assumed = false;

  bool operator==(const Provenance&) const = default;
};

// A number as stated: 40, 30..50, or {low, likely, high}. Computations use `value`.
struct Number {
  Rational value = 0;                 // likely, or the exact midpoint of low..high
  std::optional<Rational> low, high;  // both or neither; low <= value <= high
  Provenance from;
  Where where;

  bool ranged() const { return low.has_value() && *low < *high; }
};

struct Option {
  std::string id;
  std::string title;
};

inline constexpr unsigned long kMaxAmounts = 1UL << 22;  // of one issue

enum class IssueKind { kChoice, kAmount, kDivisible };

struct Issue {
  std::string id;
  std::string title;
  IssueKind kind = IssueKind::kChoice;
  std::vector<Option> options;     // kChoice
  Rational from = 0, to = 0, step = 1;  // kAmount: from, from + step, ..., to (inclusive)
  std::string unit;                // kAmount, may be empty
  Provenance provenance;           // where the issue itself comes from
  Where where;

  // Number of options; 0 for a divisible issue.
  Integer count() const;
  // The amount of option `k` (kAmount only).
  Rational amount(OptionIndex k) const { return from + step * k; }
  // What a person reads and a file says: the option's id, or the amount as exact text.
  std::string option_id(OptionIndex k) const;
  std::string option_title(OptionIndex k) const;
};

// --- Scores. A party's score of a package is cap(constant + sum of terms); each term is over few issues. ---

// weight * values[option]; one value per option.
struct TableTerm {
  IssueIndex issue = 0;
  Number weight;  // 1 where the file gives none
  std::vector<Number> values;
};

// weight * (base + per_unit * amount)
struct LinearTerm {
  IssueIndex issue = 0;
  Number weight, base, per_unit;
};

// weight * (first entry that matches, 0 if none). An entry matches when each of its issues takes the option named.
struct GroupTerm {
  struct Entry {
    std::vector<std::optional<OptionIndex>> options;  // one per issue of the group; empty matches any option
    Number value;
  };
  std::vector<IssueIndex> issues;  // two or more, distinct
  Number weight;
  std::vector<Entry> entries;
};

// A box (hyper-rectangle): pays `value` if all bounds hold, or with `outside`, if any bound is violated.
// No bounds: always pays. Bounds are option indices, inclusive.
struct Box {
  struct Bound {
    IssueIndex issue = 0;
    OptionIndex low = 0, high = 0;
  };
  std::vector<Bound> bounds;
  bool outside = false;
  Number value;
  Where where;
};

// weight * the sum, least or largest of boxes and nested groups; the sum, least or largest of nothing is 0.
struct BoxGroup {
  enum class Fold { kSum, kLeast, kLargest };
  Fold fold = Fold::kSum;
  Number weight;
  std::vector<Box> boxes;
  std::vector<BoxGroup> groups;
};

// Divisible issue: points * own share, the share in [0, 1]; the two parties' shares sum to 1.
struct ShareTerm {
  IssueIndex issue = 0;
  Number points;
};

using ScoreTerm = std::variant<TableTerm, LinearTerm, GroupTerm, BoxGroup, ShareTerm>;

// A rule, or a party's red line.
struct Rule {
  std::string id;     // unique in its list
  std::string title;  // may be empty
  std::string text;   // the condition as written
  Condition condition;
  bool firm = false;  // rules only: never offered as a concession
  Provenance from;
  Where where;
};

enum class Role { kPrincipal, kMediator, kGuarantor, kAlly, kObserver };

struct Party {
  std::string id;
  std::string name;
  Role role = Role::kPrincipal;
  std::vector<std::string> delegates;
  std::vector<ScoreTerm> terms;
  std::optional<Number> cap;          // score = min(cap, sum)
  std::vector<Rule> red_lines;
  std::optional<Number> reservation;  // none: any score is acceptable
  std::optional<Number> discount;     // kept from imported domains; no analysis uses it
  Provenance provenance;
  Where where;

  // Has preferences over packages (its score is an objective unless it is an observer).
  bool scored() const { return !terms.empty(); }
};

struct Source {
  std::string id;
  std::string title;
  std::string url;  // or any reference; may be empty
};

struct Case {
  std::string id;
  std::string title;
  std::string about;
  std::vector<Source> sources;
  std::vector<Party> parties;
  std::vector<Issue> issues;
  std::vector<Rule> rules;
  // Condition over kParty atoms without kNot, kImplies or kAtMost (monotone). None: every party but observers that
  // has scores or red lines.
  std::optional<Condition> decision;
  std::string decision_text;
  // The package that the record or the author names for comparison; one option per issue (divisible issues: ignored).
  std::optional<std::vector<OptionIndex>> reference;
  // Imported binary noise was rounded away to multiples of this (NegMAS: 1e-9); none: numbers are as written.
  std::optional<Rational> quantum;
  std::string reading;  // how an imported domain was read ("genius", "raw"); empty otherwise
  std::string file;  // where it came from, for messages
};

// Acceptance by every party but observers that has scores or red lines: the decision rule where a case names none.
Condition everybody(const Case& c);

// The decision rule as a condition, the default spelled out.
Condition decision_of(const Case& c);

// Every violation of the invariants above, for cases that no file stands behind: ids, indices, kinds, ranges, the shape
// of conditions. Whether every number has a source or is assumed is the reader's business.
Errors check(const Case& c);

}  // namespace parley
