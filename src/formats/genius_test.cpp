#include "formats/genius.hpp"

#include <gtest/gtest.h>

#include "formats/catalogue.hpp"

namespace parley::formats {
namespace {

Rational exact(std::string_view text) { return *parse_number(text); }

Case allotment(const ImportOptions& options = {}) {
  const auto* format = find_method(format_catalogue(), "genius-xml");
  auto result = import_domain(PARLEY_SOURCE_DIR "/tests/fixtures/genius-xml/allotment", *format, options);
  if (!result) {
    for (const Error& error : result.error()) ADD_FAILURE() << to_text(error);
    return {};
  }
  return *result;
}

const TableTerm& table(const Case& c, std::size_t party, std::size_t term) {
  return std::get<TableTerm>(c.parties.at(party).terms.at(term));
}
const LinearTerm& line(const Case& c, std::size_t party, std::size_t term) {
  return std::get<LinearTerm>(c.parties.at(party).terms.at(term));
}

constexpr std::string_view kDomain =
    "<negotiation_template><utility_space><objective index='0' name='root'>\n"
    "<issue index='1' etype='integer' name='a' lowerbound='0' upperbound='9'/>\n"
    "<issue index='2' etype='integer' name='b' lowerbound='0' upperbound='9'/>\n"
    "</objective></utility_space></negotiation_template>\n";

std::string nonlinear(std::string_view ufun, std::string_view after = "") {
  return "<utility_space type='nonlinear'><objective>\n<utility maxutility='40'>" + std::string(ufun) +
         "</utility>\n</objective>" + std::string(after) + "</utility_space>\n";
}

std::vector<Document> domain_and(std::string_view one, std::string_view other) {
  return {{"d/domain.xml", std::string(kDomain)}, {"d/one.xml", std::string(one)}, {"d/other.xml", std::string(other)}};
}

const std::string kBox = nonlinear("<ufun weight='1'><hyperRectangle utility='8'/></ufun>");

Case read(std::string_view one, Reading reading = Reading::kGenius) {
  auto result = read_genius(domain_and(one, kBox), {reading, {}});
  if (!result) {
    for (const Error& error : result.error()) ADD_FAILURE() << to_text(error);
    return {};
  }
  return *result;
}

Errors errors_of(const std::vector<Document>& documents) {
  auto result = read_genius(documents, {});
  return result ? Errors{} : result.error();
}

std::string only_error(std::string_view one) {
  const Errors errors = errors_of(domain_and(one, kBox));
  return errors.size() == 1 ? errors[0].message : std::to_string(errors.size()) + " errors";
}

TEST(GeniusXml, FindsIssuesInNestedObjectivesInDocumentOrder) {
  const Case c = allotment();
  ASSERT_EQ(c.issues.size(), 3U);
  EXPECT_EQ(c.id, "allotment");
  EXPECT_EQ(c.title, "Allotment");
  EXPECT_EQ(c.issues[0].id, "Main crop");
  EXPECT_EQ(c.issues[0].options[0].id, "beans & peas");
  EXPECT_EQ(c.issues[1].from, 2);
  EXPECT_EQ(c.issues[1].to, 6);
  EXPECT_EQ(c.parties.at(0).name, "north");
  EXPECT_EQ(c.parties.at(1).name, "south");
}

TEST(GeniusXml, MakesACaseWithoutViolations) {
  for (const Reading reading : {Reading::kGenius, Reading::kRaw})
    for (const Error& error : check(allotment({reading, {}}))) ADD_FAILURE() << to_text(error);
}

TEST(GeniusXml, DividesEvaluationsByTheLargestOfTheIssue) {
  const Case c = allotment();
  EXPECT_EQ(c.reading, "genius");
  EXPECT_EQ(table(c, 0, 0).weight.value, exact("0.5"));
  EXPECT_EQ(table(c, 0, 0).values[0].value, 1);
  EXPECT_EQ(table(c, 0, 0).values[1].value, Rational(2, 3));
  EXPECT_EQ(table(c, 0, 0).values[2].value, Rational(1, 9));
  const Case raw = allotment({Reading::kRaw, {}});
  EXPECT_EQ(raw.reading, "raw");
  EXPECT_EQ(table(raw, 0, 0).values[1].value, 6);
}

TEST(GeniusXml, TakesAnIssueWithoutAnyLargeEvaluationForWorthless) {
  EXPECT_EQ(table(allotment(), 1, 0).values[0].value, 0);
  EXPECT_EQ(table(allotment({Reading::kRaw, {}}), 1, 0).values[0].value, exact("0.000001"));
}

TEST(GeniusXml, CountsIntegersFromTheLowerBoundAndHoldsThemInZeroToOne) {
  const Case c = allotment();
  EXPECT_EQ(line(c, 0, 1).base.value, exact("-0.5"));  // never outside [0, 1]: it stays a line
  EXPECT_EQ(line(c, 0, 1).per_unit.value, exact("0.25"));
  const auto& cut = table(c, 1, 1).values;  // 1.2, 0.7, 0.2, -0.3, -0.8
  ASSERT_EQ(cut.size(), 5U);
  EXPECT_EQ(cut[0].value, 1);
  EXPECT_EQ(cut[1].value, exact("0.7"));
  EXPECT_EQ(cut[3].value, 0);
  const Case raw = allotment({Reading::kRaw, {}});
  EXPECT_EQ(line(raw, 1, 1).base.value, exact("1.2"));
  EXPECT_EQ(line(raw, 1, 1).per_unit.value, exact("-0.5"));
}

TEST(GeniusXml, LaysAGridOverARealIssueAndSaysSo) {
  const Case c = allotment();
  EXPECT_EQ(c.issues[2].step, exact("0.05"));
  EXPECT_EQ(c.issues[2].count(), 101);
  EXPECT_EQ(c.about, "Issue 'Rent' is any number from 0 to 5; it was read as 101 amounts from 0 to 5, 0.05 apart.");
  const Case coarse = allotment({Reading::kGenius, Rational(2)});
  EXPECT_EQ(coarse.issues[2].count(), 3);
  EXPECT_EQ(coarse.issues[2].to, 4);
}

TEST(GeniusXml, ReadsTrianglesAndLinesOverRealIssues) {
  const Case c = allotment({Reading::kGenius, Rational(1, 2)});
  EXPECT_EQ(table(c, 0, 2).values[8].value, 0);            // 1 - 0.25 * 4
  EXPECT_EQ(table(c, 0, 2).values[10].value, 0);           // held at 0
  const auto& triangle = table(c, 1, 2).values;
  EXPECT_EQ(triangle[1].value, 0);
  EXPECT_EQ(triangle[3].value, Rational(1, 2));
  EXPECT_EQ(triangle[4].value, 1);
  EXPECT_EQ(triangle[6].value, Rational(2, 3));
  EXPECT_EQ(triangle[10].value, 0);
}

TEST(GeniusXml, CapsAtOneOnlyWhereTheSumCanExceedIt) {
  const Case c = allotment();
  EXPECT_FALSE(c.parties[0].cap);  // weights add up to 1
  ASSERT_TRUE(c.parties[1].cap);   // 0.7 + 0.6
  EXPECT_EQ(c.parties[1].cap->value, 1);
  EXPECT_FALSE(allotment({Reading::kRaw, {}}).parties[1].cap);
}

TEST(GeniusXml, TakesNoReservationForZeroAndADiscountOutsideItsRangeForNone) {
  const Case c = allotment();
  EXPECT_EQ(c.parties[0].reservation->value, exact("0.4"));
  EXPECT_EQ(c.parties[0].discount->value, exact("0.9"));
  EXPECT_EQ(c.parties[1].reservation->value, 0);
  EXPECT_FALSE(c.parties[1].discount);
}

TEST(GeniusXml, DividesRectanglesByMaxutilityInOneReadingOnly) {
  const std::string one = nonlinear(
      "<ufun type='PlainUfun' weight='2' aggregation='sum'>"
      "<hyperRectangle utility='10'><INCLUDES index='2' min='3' max='12'/></hyperRectangle></ufun>",
      "<reservation value='0.5'/>");
  const Case c = read(one);
  const auto& group = std::get<BoxGroup>(c.parties[0].terms.at(0));
  EXPECT_EQ(group.weight.value, Rational(1, 20));
  EXPECT_EQ(c.parties[0].cap->value, 1);
  EXPECT_EQ(c.parties[0].reservation->value, exact("0.5"));
  ASSERT_EQ(group.boxes.at(0).bounds.size(), 1U);
  EXPECT_EQ(group.boxes[0].bounds[0].issue, 1U);
  EXPECT_EQ(group.boxes[0].bounds[0].low, 3U);
  EXPECT_EQ(group.boxes[0].bounds[0].high, 9U);
  const Case raw = read(one, Reading::kRaw);
  EXPECT_EQ(std::get<BoxGroup>(raw.parties[0].terms.at(0)).weight.value, 2);
  EXPECT_EQ(raw.parties[0].reservation->value, 20);
  EXPECT_FALSE(raw.parties[0].cap);
}

TEST(GeniusXml, ReadsExcludesAsABoxThatPaysOutside) {
  const Case c =
      read(nonlinear("<ufun><hyperRectangle utility='4'><EXCLUDES index='1' min='0' max='2'/><EXCLUDES index='2' "
                     "min='5' max='6'/></hyperRectangle></ufun>"));
  const Box& box = std::get<BoxGroup>(c.parties[0].terms.at(0)).boxes.at(0);
  EXPECT_TRUE(box.outside);
  EXPECT_EQ(box.bounds.size(), 2U);
}

TEST(GeniusXml, KeepsWhatImpossibleBoundsMean) {
  const Case c =
      read(nonlinear("<ufun><hyperRectangle utility='4'><INCLUDES index='1' min='20' max='30'/></hyperRectangle>"
                     "<hyperRectangle utility='4'><EXCLUDES index='1' min='20' max='30'/></hyperRectangle>"
                     "<hyperRectangle utility='4'><INCLUDES index='1' min='0' max='3'/><INCLUDES index='1' min='5' "
                     "max='7'/></hyperRectangle></ufun>"));
  const auto& boxes = std::get<BoxGroup>(c.parties[0].terms.at(0)).boxes;
  ASSERT_EQ(boxes.size(), 3U);
  EXPECT_EQ(boxes[0].value.value, 0);
  EXPECT_EQ(boxes[1].value.value, 4);
  EXPECT_TRUE(boxes[1].bounds.empty());
  EXPECT_FALSE(boxes[1].outside);
  EXPECT_EQ(boxes[2].value.value, 0);
}

TEST(GeniusXml, NestsAggregations) {
  const Case c =
      read(nonlinear("<ufun aggregation='max'><hyperRectangle utility='4'/><ufun weight='0.5' "
                     "aggregation='min'><hyperRectangle utility='6'/></ufun></ufun>"
                     "<ufun><hyperRectangle utility='1'/></ufun>"));
  ASSERT_EQ(c.parties[0].terms.size(), 2U);
  const auto& outer = std::get<BoxGroup>(c.parties[0].terms[0]);
  EXPECT_EQ(outer.fold, BoxGroup::Fold::kLargest);
  ASSERT_EQ(outer.groups.size(), 1U);
  EXPECT_EQ(outer.groups[0].fold, BoxGroup::Fold::kLeast);
  EXPECT_EQ(outer.groups[0].weight.value, exact("0.5"));
}

TEST(GeniusXml, NamesTheElementAndTheLineOfEveryError) {
  const Errors errors = errors_of(
      domain_and("<utility_space><objective>\n"
                 "<issue index='1' etype='integer' name='a'><evaluator ftype='linear' slope='1'/></issue>\n"
                 "<issue index='2' etype='integer' name='b'><evaluator ftype='linear' slope='0' offset='x'/></issue>\n"
                 "<weight index='1' value='0.5'/>\n"
                 "<weight index='9' value='0.5'/>\n"
                 "</objective><discount_factor value='soon'/></utility_space>",
                 kBox));
  std::vector<std::string> texts;
  for (const Error& error : errors) texts.push_back(to_text(error));
  const std::vector<std::string> expected = {
      "d/one.xml:5:2: <weight> has the index 9, which no issue of the domain has",
      "d/one.xml:2:44: <evaluator> has no offset", "d/one.xml: issue 'b' has no <weight>",
      "d/one.xml:3:44: <evaluator>: offset is not a finite number",
      "d/one.xml:6:14: <discount_factor>: value is not a finite number"};
  EXPECT_EQ(texts, expected);
}

TEST(GeniusXml, RefusesMissingUnknownAndRepeatedOptions) {
  const std::string domain =
      "<negotiation_template><utility_space><issue index='1' name='n'><item value='x'/><item "
      "value='y'/></issue></utility_space></negotiation_template>";
  const auto messages = [&](const std::string& items) {
    const std::string profile =
        "<utility_space><issue index='1' name='n'>" + items + "</issue><weight index='1' value='1'/></utility_space>";
    const std::string good =
        "<utility_space><issue index='1' name='n'><item value='x' evaluation='1'/><item value='y' "
        "evaluation='2'/></issue>"
        "<weight index='1' value='1'/></utility_space>";
    const Errors errors = errors_of({{"d.xml", domain}, {"p.xml", profile}, {"q.xml", good}});
    return errors.size() == 1 ? errors[0].message : std::to_string(errors.size()) + " errors";
  };
  EXPECT_EQ(messages("<item value='x' evaluation='1'/>"), "issue 'n': option 'y' has no evaluation");
  EXPECT_EQ(messages("<item value='x' evaluation='1'/><item value='y'/>"), "issue 'n': option 'y' has no evaluation");
  EXPECT_EQ(
      messages("<item value='x' evaluation='1'/><item value='x' evaluation='1'/><item value='y' evaluation='1'/>"),
      "issue 'n': option 'x' stands there twice");
  EXPECT_EQ(
      messages("<item value='z' evaluation='1'/><item value='x' evaluation='1'/><item value='y' evaluation='1'/>"),
      "issue 'n' has no option 'z' in the domain");
  EXPECT_EQ(messages("<item value='x' evaluation='1/2'/><item value='y' evaluation='1'/>"),
            "<item>: evaluation is not a finite number");
}

TEST(GeniusXml, RefusesWhatACaseCannotHold) {
  EXPECT_EQ(only_error(nonlinear("<ufun aggregation='product'/>")), "<ufun> has the aggregation 'product'");
  EXPECT_EQ(only_error(nonlinear("<ufun><hyperRectangle utility='1'><INCLUDES index='1' min='0' max='1'/>"
                                 "<EXCLUDES index='2' min='0' max='1'/></hyperRectangle></ufun>")),
            "<hyperRectangle> has INCLUDES and EXCLUDES; one kind can be read");
  EXPECT_EQ(only_error(nonlinear(
                "<ufun><hyperRectangle utility='1'><INCLUDES index='3' min='0' max='1'/></hyperRectangle></ufun>")),
            "<INCLUDES> has the index 3, which no issue of the domain has");
  EXPECT_EQ(only_error("<utility_space type='nonlinear'><utility maxutility='0'><ufun/></utility></utility_space>"),
            "<utility>: maxutility is not above 0");
  EXPECT_EQ(only_error("<other/>"), "the root <other> is neither <negotiation_template> nor <utility_space>");
}

TEST(GeniusXml, ReadsAConstantOverARealIssue) {
  const std::string domain =
      "<negotiation_template><utility_space><issue index='1' name='n' etype='real'><range lowerbound='1' "
      "upperbound='1'/>"
      "</issue></utility_space></negotiation_template>";
  const std::string profile =
      "<utility_space><issue index='1' name='n' etype='real'><evaluator ftype='constant' parameter0='0.5'/></issue>"
      "<weight index='1' value='0.5'/></utility_space>";
  const auto c = read_genius(std::vector<Document>{{"d.xml", domain}, {"p.xml", profile}, {"q.xml", profile}}, {});
  ASSERT_TRUE(c) << to_text(c.error().at(0));
  EXPECT_EQ(c->issues[0].count(), 1);
  EXPECT_EQ(line(*c, 0, 0).base.value, exact("0.5"));
  EXPECT_EQ(line(*c, 0, 0).per_unit.value, 0);
}

TEST(GeniusXml, WantsAGridAboveZero) {
  const auto result = read_genius(domain_and(kBox, kBox), {Reading::kGenius, Rational(0)});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().at(0).code, ErrorCode::kUsage);
}

TEST(GeniusXml, ListsAThousandErrorsAndSaysThatThereAreMore) {
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "<hyperRectangle/>";
  const Errors errors = errors_of(domain_and(nonlinear("<ufun>" + many + "</ufun>"), kBox));
  ASSERT_EQ(errors.size(), kMaxErrors + 1);
  EXPECT_EQ(errors.back().message, "more than 1000 errors; the others are not listed");
}

TEST(GeniusXml, LimitsTheNumberOfParties) {
  auto documents = domain_and(kBox, kBox);
  for (int i = 0; i < 100; ++i) documents.push_back({"d/p" + std::to_string(i) + ".xml", kBox});
  EXPECT_EQ(errors_of(documents).at(0).message, "102 parties; at most 100 are read");
}

TEST(GeniusXml, NeedsOneDomainAndTwoProfiles) {
  auto documents = domain_and(kBox, kBox);
  documents.pop_back();
  EXPECT_EQ(errors_of(documents).at(0).message, "a domain needs at least two parties; 1 found");
  documents.erase(documents.begin());
  EXPECT_EQ(errors_of(documents).at(0).message, "no file here is a domain: none has the root <negotiation_template>");
}

TEST(GeniusXml, SurvivesDeepNestingAndEntityBombs) {
  std::string deep;
  for (int i = 0; i < 300'000; ++i) deep += "<ufun>";
  EXPECT_EQ(errors_of(domain_and(nonlinear(deep), kBox)).at(0).code, ErrorCode::kSyntax);
  std::string closed = "<ufun>";
  for (int i = 0; i < 300'000; ++i) closed += "<ufun>";
  for (int i = 0; i < 300'001; ++i) closed += "</ufun>";
  EXPECT_EQ(only_error(nonlinear(closed)), "<ufun> is nested deeper than 64 levels");
  const std::string bomb =
      "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'><!ENTITY c SYSTEM 'file:///etc/hostname'>]>\n<utility_space "
      "name='&b;&c;'/>";
  for (const Error& error : errors_of(domain_and(bomb, kBox)))
    EXPECT_EQ(to_text(error).find("aaaa"), std::string::npos);
  EXPECT_EQ(errors_of({{"d.xml", "<a>\xff</a>"}}).at(0).code, ErrorCode::kSyntax);
}

TEST(GeniusXml, LimitsWhatASmallFileCanAskFor) {
  std::string domain = "<negotiation_template><utility_space>", profile = "<utility_space>";
  for (int i = 0; i < 100; ++i) {
    const std::string at = " index='" + std::to_string(i) + "' ",
                      name = "name='i" + std::to_string(i) + "' etype='integer' ";
    domain += "<issue" + at + name + "lowerbound='0' upperbound='30000'/>";
    profile +=
        "<issue" + at + name + "><evaluator ftype='linear' slope='2' offset='0'/></issue><weight" + at + "value='1'/>";
  }
  domain += "</utility_space></negotiation_template>";
  profile += "</utility_space>";
  const Errors errors = errors_of({{"d.xml", domain}, {"a.xml", profile}, {"b.xml", profile}});
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace parley::formats
