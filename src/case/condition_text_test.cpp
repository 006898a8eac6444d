#include "case/condition_text.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

Case setting() {
  Case c;
  const auto choice = [&](std::string id, std::vector<std::string> options) {
    Issue issue;
    issue.id = std::move(id);
    for (std::string& option : options) issue.options.push_back({std::move(option), ""});
    c.issues.push_back(std::move(issue));
  };
  choice("venue", {"moscow", "geneva", "oslo, or nearby", "not"});
  choice("2024", {"early", "late"});
  for (const char* id : {"aid", "weapons"}) {
    Issue amount;
    amount.id = id;
    amount.kind = IssueKind::kAmount;
    amount.to = 90;
    amount.step = 10;
    c.issues.push_back(amount);
  }
  for (const char* id : {"a", "b", "c"}) {
    Party party;
    party.id = id;
    party.terms.emplace_back(TableTerm{});
    c.parties.push_back(std::move(party));
  }
  return c;
}

// The canonical form, or the first error with its column.
template <class Parse>
std::string answer(std::string_view text, Parse parse) {
  const Case c = setting();
  const Names names(c);
  const auto condition = parse(text, names);
  if (condition) return condition_text(*condition, c);
  return std::to_string(condition.error().front().where.column) + ": " + condition.error().front().message;
}

std::string rule(std::string_view text) { return answer(text, parse_condition); }
std::string decision(std::string_view text) { return answer(text, parse_decision); }

TEST(Condition, BindsImpliesLoosestAndNotTightest) {
  EXPECT_EQ(rule("not true and false or true implies false implies true"),
            "not true and false or true implies false implies true");
  EXPECT_EQ(rule("((not true) and false) or true implies (false implies true)"),
            "not true and false or true implies false implies true");
  EXPECT_EQ(rule("(true implies false) implies not (true or false)"),
            "(true implies false) implies not (true or false)");
  EXPECT_EQ(rule("true and (false and true)"), "true and (false and true)");
}

TEST(Condition, ReadsOptionsOfChoicesAndAmounts) {
  EXPECT_EQ(rule("venue is not moscow"), "venue is not moscow");
  EXPECT_EQ(rule("not (venue is moscow)"), "venue is not moscow");
  EXPECT_EQ(rule("venue is one of (\"oslo, or nearby\", moscow, moscow)"),
            "venue is one of (moscow, \"oslo, or nearby\")");
  EXPECT_EQ(rule("venue is none of (moscow, geneva)"), "venue is none of (moscow, geneva)");
  EXPECT_EQ(rule("venue is \"not\" and 2024 is late"), "venue is \"not\" and 2024 is late");
  EXPECT_EQ(rule("aid is 4e1"), "aid is 40");
}

TEST(Condition, BringsComparisonsToOneSide) {
  EXPECT_EQ(rule("2*weapons + aid <= 90"), "aid + 2*weapons <= 90");
  EXPECT_EQ(rule("aid - 3 > 2/3*weapons - aid"), "2*aid - 2/3*weapons > 3");
  EXPECT_EQ(rule("-weapons != .5"), "-weapons != 0.5");
  EXPECT_EQ(rule("aid - aid = 0"), "0 = 0");
}

TEST(Condition, CountsConditions) {
  EXPECT_EQ(rule("at most 2 of (true, false, aid >= 3)"), "at most 2 of (true, false, aid >= 3)");
  EXPECT_EQ(rule("exactly 1 of (true, false) or true"), "exactly 1 of (true, false) or true");
}

TEST(Condition, SaysWhatIsMissingAndWhere) {
  EXPECT_EQ(rule("venue is moscow or geneva"), "20: 'geneva' stands alone; expected a condition");
  EXPECT_EQ(rule("venue is "), "10: the text ends here; expected an option");
  EXPECT_EQ(rule("aid-weapons <= 3"), "1: no issue is called 'aid-weapons'");
  EXPECT_EQ(rule("10 <= aid <= 20"), "11: '<=' stands here; expected one comparison");
  EXPECT_EQ(rule("venue is \"\xC3\xA9\xC3\xA9\" & true"), "15: '&' has no meaning here");
}

TEST(Condition, StaysWithinItsLimits) {
  const auto many = [](std::string_view part, int n) {
    std::string text;
    for (int i = 0; i < n; ++i) text += part;
    return text;
  };
  EXPECT_EQ(rule(many("(", 9000)), "65: nested deeper than 64 levels");
  EXPECT_EQ(rule(many("not ", 2000)), "253: nested deeper than 64 levels");
  EXPECT_EQ(rule(many(" ", 10'001)), "1: a condition of 10001 bytes; at most 10000 are read");
  // "exactly" counts its operands twice, so that nesting it doubles the tree each time.
  EXPECT_NE(rule(many("exactly 1 of (", 30) + "true" + many(")", 30)).find("more than 10000 parts"), std::string::npos);
}

TEST(Decision, IsMonotone) {
  EXPECT_EQ(decision("a and (b or c)"), "a and (b or c)");
  EXPECT_EQ(decision("everybody"), "a and b and c");
  EXPECT_EQ(decision("a and at least 2 of (a, b, c)"), "a and at least 2 of (a, b, c)");
  for (const char* text : {"not a", "a implies b", "at most 1 of (a, b)", "exactly 1 of (a, b)"})
    EXPECT_NE(decision(text).find("cannot stand in a decision rule"), std::string::npos) << text;
}

}  // namespace
}  // namespace parley
