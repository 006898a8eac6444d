// What a party answers about its own preferences, before anything is computed from it.
//
// Holds      red lines, the options of each issue in order, bars within an issue (worst 0, best 100), swing weights on
//            bars (the issue whose swing from worst to best matters most has 100), a ranking of packages, and where "no
//            deal" stands among them. Every part may be missing: a party answers step by step
// Levels     what is ordered and rated of an issue: every option, or of an amount with more than kMostLevels values
//            its ends and three amounts between; what lies between two levels is read off the straight line
// Places     count from 1, the best; equal places are ties; no place is left out
// Errors     check() finds every violation; missing() says what a fit still needs
// Not taken  divisible issues (kUnsupported) and amounts with more than kMostAmounts values (kLimit)
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "case/model.hpp"

namespace parley::elicitation {

inline constexpr std::size_t kMostLevels = 12;
inline constexpr unsigned long kMostAmounts = 10'000;
inline constexpr std::size_t kRanked = 5;  // packages to rank, where there are so many
inline constexpr std::size_t kMostRanked = 20;
inline constexpr std::size_t kMostRedLines = 100;
// Atoms and connectives of all red lines together; an option that is excluded has two. Each is asked of many packages.
inline constexpr std::size_t kMostParts = 1000;

using Package = std::vector<OptionIndex>;  // one option per issue

// A bar from 0 to 100: 40, or 30..50 with 40 likely. An end that is given comes with the other one.
struct Judgement {
  Rational likely = 0;
  std::optional<Rational> low, high;

  bool operator==(const Judgement&) const = default;
};

struct Rating {
  std::uint32_t place = 0;  // 0: not placed yet
  std::optional<Judgement> value;  // none: not rated; levels in the first and last place stand at 100 and 0 anyway

  bool operator==(const Rating&) const = default;
};

struct IssueAnswer {
  std::vector<Rating> levels;  // one per level of the issue, or empty
  std::optional<Judgement> swing;

  bool operator==(const IssueAnswer&) const = default;
};

struct RankedPackage {
  Package options;
  std::uint32_t place = 0;  // 0: shown, not ranked yet

  bool operator==(const RankedPackage&) const = default;
};

struct RedLine {
  std::string id, title;
  std::string text;  // in the case's language of conditions

  bool operator==(const RedLine&) const = default;
};

struct Excluded {
  IssueIndex issue = 0;
  OptionIndex option = 0;

  bool operator==(const Excluded&) const = default;
};

struct Answers {
  std::vector<RedLine> red_lines;
  std::vector<Excluded> excluded;
  std::vector<IssueAnswer> issues;  // one per issue of the case, or empty
  std::vector<RankedPackage> packages;
  // No deal stands directly before the packages of this place: those of a smaller place are better than no deal, the
  // others worse. Last place + 1: all of them are better.
  std::optional<std::uint32_t> no_deal;

  bool operator==(const Answers&) const = default;
};

// Whether this room can take the case at all.
Errors supported(const Case& c);

// The options of an issue that are ordered and rated, ascending.
std::vector<OptionIndex> levels_of(const Issue& issue);

// Answers with room for every issue and nothing answered.
Answers blank(const Case& c);

// Where a part of the answers was read, by its name: "red-line 2", "excluded 0", "issue 3" (its order), "option 3 1" (a
// level), "swing 3", "package 4", "no-deal"; all counted from 0.
using Places = std::map<std::string, Where>;

Errors check(const Answers& answers, const Case& c, const Places& places = {});

// What still has to be answered before fit() can run, in words; empty when nothing is.
std::vector<std::string> missing(const Answers& answers, const Case& c);

// Red lines and excluded options as rules of the case model; `answers` must have passed check().
std::vector<Rule> red_lines_of(const Answers& answers, const Case& c);

// Whether a package satisfies a condition that has no party in it.
bool holds(const Condition& condition, const Case& c, const Package& package);

// Whether a package satisfies every rule of the case and every one of `red_lines`.
bool allowed(const Case& c, const std::vector<Rule>& red_lines, const Package& package);

}  // namespace parley::elicitation
