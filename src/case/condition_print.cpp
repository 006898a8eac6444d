#include <fmt/format.h>

#include "case/condition_lexer.hpp"
#include "case/condition_text.hpp"

namespace parley {
namespace {

using condition::quoted_if_needed;
using Kind = Condition::Kind;
using Order = Condition::Order;

enum class Level { kImplies, kOr, kAnd, kNot };  // how tightly the surroundings bind

std::string_view sign_of(Order order) {
  switch (order) {
    case Order::kLess: return "<";
    case Order::kLessEqual: return "<=";
    case Order::kEqual: return "=";
    case Order::kNotEqual: return "!=";
    case Order::kGreaterEqual: return ">=";
    case Order::kGreater: return ">";
  }
  return "=";
}

class Printer {
 public:
  explicit Printer(const Case& c) : case_(c) {}

  std::string print(const Condition& c, Level around) const {
    switch (c.kind) {
      case Kind::kTrue: return "true";
      case Kind::kFalse: return "false";
      case Kind::kIs: return choice(c, false);
      case Kind::kCompare: return comparison(c);
      case Kind::kParty: return quoted_if_needed(case_.parties.at(c.party).id);
      case Kind::kNot:
        if (c.children.at(0).kind == Kind::kIs) return choice(c.children[0], true);
        return "not " + print(c.children[0], Level::kNot);
      case Kind::kAnd:
        if (exactly(c)) return counted("exactly", c.children[0]);
        return joined(c, " and ", Level::kAnd, around, "true");
      case Kind::kOr: return joined(c, " or ", Level::kOr, around, "false");
      case Kind::kImplies: {
        const std::string text =
            print(c.children.at(0), Level::kOr) + " implies " + print(c.children.at(1), Level::kImplies);
        return around == Level::kImplies ? text : "(" + text + ")";
      }
      case Kind::kAtLeast: return counted("at least", c);
      case Kind::kAtMost: return counted("at most", c);
    }
    return {};
  }

 private:
  static bool exactly(const Condition& c) {
    return c.children.size() == 2 && c.children[0].kind == Kind::kAtLeast && c.children[1].kind == Kind::kAtMost &&
           c.children[0].count == c.children[1].count && c.children[0].children == c.children[1].children;
  }

  std::string joined(const Condition& c, std::string_view word, Level own, Level around,
                     std::string_view nothing) const {
    if (c.children.empty()) return std::string(nothing);
    if (c.children.size() == 1) return print(c.children[0], around);
    std::string text;
    // One level tighter than its own, so that "a and (b and c)" keeps its tree.
    const Level inside = own == Level::kAnd ? Level::kNot : Level::kAnd;
    for (const Condition& child : c.children) text += (text.empty() ? "" : std::string(word)) + print(child, inside);
    return around > own ? "(" + text + ")" : text;
  }

  std::string counted(std::string_view words, const Condition& c) const {
    std::string list;
    for (const Condition& child : c.children) list += (list.empty() ? "" : ", ") + print(child, Level::kImplies);
    return fmt::format("{} {} of ({})", words, c.count, list);
  }

  std::string option(const Issue& issue, OptionIndex k) const {
    const std::string id = issue.option_id(k);
    return issue.kind == IssueKind::kAmount ? id : quoted_if_needed(id);
  }

  std::string choice(const Condition& c, bool negative) const {
    const Issue& issue = case_.issues.at(c.issue);
    const std::string name = quoted_if_needed(issue.id);
    if (c.options.size() == 1)
      return fmt::format("{} is {}{}", name, negative ? "not " : "", option(issue, c.options[0]));
    std::string list;
    for (OptionIndex k : c.options) list += (list.empty() ? "" : ", ") + option(issue, k);
    return fmt::format("{} is {} of ({})", name, negative ? "none" : "one", list);
  }

  std::string comparison(const Condition& c) const {
    std::string text;
    for (const AmountTerm& term : c.terms) {
      const bool negative = term.coefficient < 0;
      const Rational size = abs(term.coefficient);
      text += text.empty() ? (negative ? "-" : "") : (negative ? " - " : " + ");
      if (size != 1) text += to_text(size) + "*";
      const std::string& id = case_.issues.at(term.issue).id;
      text += parse_number(id) ? "\"" + id + "\"" : quoted_if_needed(id);
    }
    return fmt::format("{} {} {}", text.empty() ? "0" : text, sign_of(c.order), to_text(c.bound));
  }

  const Case& case_;
};

}  // namespace

std::string condition_text(const Condition& condition, const Case& c) {
  return Printer(c).print(condition, Level::kImplies);
}

}  // namespace parley
