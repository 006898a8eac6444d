#include "formats/negmas.hpp"

#include <gtest/gtest.h>

#include "formats/catalogue.hpp"

namespace parley::formats {
namespace {

Rational exact(std::string_view text) { return *parse_number(text); }

std::vector<Document> domain_and(std::string_view seller, std::string_view buyer) {
  return {{"shop/shop.yml", "issues: [{name: colour, type: CategoricalIssue, values: [red, blue]}]\n"},
          {"shop/seller.yml", std::string(seller)},
          {"shop/buyer.yml", std::string(buyer)}};
}

constexpr std::string_view kPlain =
    "type: LinearAdditiveUtilityFunction\n"
    "weights: [1]\n"
    "values: [{type: TableFun, mapping: {red: 0.25, blue: 1}}]\n";

Errors errors_of(const std::vector<Document>& documents) {
  auto result = read_negmas(documents, {});
  return result ? Errors{} : result.error();
}

Case boat_hire() {
  const auto* format = find_method(format_catalogue(), "negmas-yaml");
  auto result = import_domain(PARLEY_SOURCE_DIR "/tests/fixtures/negmas-yaml/boat-hire", *format, {});
  if (!result) {
    for (const Error& error : result.error()) ADD_FAILURE() << to_text(error);
    return {};
  }
  return *result;
}

const TableTerm& table(const Case& c, std::size_t party, std::size_t term) {
  return std::get<TableTerm>(c.parties.at(party).terms.at(term));
}

TEST(NegmasYaml, NamesPartiesAfterTheirFilesInFileOrder) {
  const Case c = boat_hire();
  ASSERT_EQ(c.parties.size(), 2U);
  EXPECT_EQ(c.parties[0].id, "Owner");
  EXPECT_EQ(c.parties[0].name, "Owner");
  EXPECT_EQ(c.parties[1].id, "guest");
  EXPECT_EQ(c.id, "boat-hire");
  EXPECT_EQ(c.title, "boat hire");
}

TEST(NegmasYaml, KeepsIssueNamesAsIdsAndOptionsAsPythonShowsThem) {
  const Case c = boat_hire();
  ASSERT_EQ(c.issues.size(), 3U);
  EXPECT_EQ(c.issues[0].id, "Boat type");
  EXPECT_EQ(c.issues[0].options[1].id, "dinghy, small");
  EXPECT_EQ(c.issues[0].options[2].id, "2");
  EXPECT_EQ(c.issues[0].options[3].id, "True");
  EXPECT_EQ(c.issues[1].kind, IssueKind::kAmount);
  EXPECT_EQ(c.issues[1].count(), 4);
  EXPECT_EQ(c.issues[1].amount(3), 4);
}

TEST(NegmasYaml, MakesACaseWithoutViolations) {
  for (const Error& error : check(boat_hire())) ADD_FAILURE() << to_text(error);
}

TEST(NegmasYaml, RoundsEachExactProductHalfToEvenToTheQuantum) {
  const Case c = boat_hire();
  EXPECT_EQ(c.quantum, Rational(1, 1'000'000'000));
  const TableTerm& boats = table(c, 0, 0);
  EXPECT_EQ(boats.weight.value, 1);
  EXPECT_EQ(boats.values[0].value, exact("0.15"));  // 0.5 * 0.30000000000000004
  EXPECT_EQ(boats.values[3].value, exact("0.0005"));
  const TableTerm& days = table(c, 0, 1);  // 0.30000000000000004 * (0.1 + days * 0.3333333333333333)
  EXPECT_EQ(days.values[0].value, exact("0.13"));
  EXPECT_EQ(days.values[2].value, exact("0.33"));
  EXPECT_EQ(table(c, 0, 2).values[1].value, exact("0.2"));
  EXPECT_EQ(c.parties[0].reservation->value, exact("0.25"));
}

TEST(NegmasYaml, TiesOfTheRoundingGoToTheEvenMultiple) {
  const auto half =
      "type: LinearAdditiveUtilityFunction\nweights: [0.5]\nreserved_value: 0.0000000025\n"
      "values: [{type: TableFun, mapping: {red: 0.000000001, blue: 0.000000003}}]\n";
  const auto c = read_negmas(domain_and(half, kPlain), {});
  ASSERT_TRUE(c);
  EXPECT_EQ(table(*c, 0, 0).values[0].value, 0);
  EXPECT_EQ(table(*c, 0, 0).values[1].value, exact("2e-9"));
  EXPECT_EQ(c->parties[0].reservation->value, exact("2e-9"));
}

TEST(NegmasYaml, MatchesOptionsAsPythonComparesThem) {
  const Case c = boat_hire();
  EXPECT_EQ(table(c, 1, 0).values[3].value, exact("0.4"));  // Yes and yes are both True
  EXPECT_EQ(table(c, 1, 2).values[1].value, 0);             // 100.0 == 100
  const std::vector<Document> text_is_no_number = {
      {"d.yml", "issues: [{name: n, type: CategoricalIssue, values: [1]}]\n"},
      {"a.yml", "type: LinearAdditiveUtilityFunction\nweights: [1]\nvalues: [{type: TableFun, mapping: {'1': 1}}]\n"},
      {"b.yml", "type: LinearAdditiveUtilityFunction\nweights: [1]\nvalues: [{type: TableFun, mapping: {1: 1}}]\n"}};
  const Errors errors = errors_of(text_is_no_number);
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].where.file, "a.yml");
}

TEST(NegmasYaml, KeepsALineWhereRoundingChangesNothing) {
  const Case c = boat_hire();
  const auto& line = std::get<LinearTerm>(c.parties[1].terms.at(1));
  EXPECT_EQ(line.base.value, exact("0.4"));
  EXPECT_EQ(line.per_unit.value, exact("-0.1"));
}

TEST(NegmasYaml, ReadsABiasAsABoxThatAlwaysPays) {
  const Case c = boat_hire();
  const auto& constant = std::get<BoxGroup>(c.parties[1].terms.at(3));
  ASSERT_EQ(constant.boxes.size(), 1U);
  EXPECT_TRUE(constant.boxes[0].bounds.empty());
  EXPECT_EQ(constant.boxes[0].value.value, exact("0.5"));
}

TEST(NegmasYaml, TakesMinusInfinityForNoReservationValue) {
  const Case c = boat_hire();
  EXPECT_FALSE(c.parties[1].reservation);
  EXPECT_EQ(c.parties[1].discount->value, exact("0.75"));
}

TEST(NegmasYaml, CitesTheFileOfEveryNumber) {
  const Case c = boat_hire();
  const Number& value = table(c, 0, 0).values[0];
  ASSERT_TRUE(value.from.source);
  EXPECT_EQ(c.sources.at(*value.from.source).title, "Owner.yml (NegMAS YAML)");
  EXPECT_EQ(value.where.line, 8);
}

TEST(NegmasYaml, ReadsAnAffineUtilityFunctionOverAmounts) {
  const std::string affine = "type: AffineUtilityFunction\nbias: -0.5\nweights: [0.25]\n";
  const auto c =
      read_negmas(std::vector<Document>{{"d.yml", "issues: [{name: n, type: ContiguousIssue, values: [-2, 2]}]\n"},
                                        {"a.yml", affine},
                                        {"b.yml", affine}},
                  {});
  ASSERT_TRUE(c);
  const auto& line = std::get<LinearTerm>(c->parties[0].terms.at(0));
  EXPECT_EQ(line.per_unit.value, exact("0.25"));
  EXPECT_EQ(c->issues[0].from, -2);
  EXPECT_EQ(std::get<BoxGroup>(c->parties[0].terms.at(1)).boxes.at(0).value.value, exact("-0.5"));
}

TEST(NegmasYaml, ReportsEveryMissingOptionOfEveryPartyAtOnce) {
  const auto lacks_blue =
      "type: LinearAdditiveUtilityFunction\nweights: [1]\nvalues:\n- type: TableFun\n  mapping: {red: 1}\n";
  const auto lacks_both =
      "type: LinearAdditiveUtilityFunction\nweights: [1]\nvalues:\n- type: TableFun\n  mapping: {green: 1}\n";
  const Errors errors = errors_of(domain_and(lacks_blue, lacks_both));
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[0].code, ErrorCode::kSchema);
  EXPECT_EQ(errors[0].where, (Where{"shop/seller.yml", 5, 12}));
  EXPECT_EQ(errors[0].message, "issue 'colour': the mapping has no value for 'blue'");
  EXPECT_EQ(errors[1].message, "issue 'colour': the mapping has no value for 'red', 'blue'");
}

TEST(NegmasYaml, RefusesNumbersThatAreNone) {
  for (const std::string_view bad : {".nan", ".inf", "'0.5'", "many", "1e999", "[1]"}) {
    const std::string party = "type: LinearAdditiveUtilityFunction\nweights: [" + std::string(bad) +
                              "]\nvalues: [{type: TableFun, mapping: {red: 1, blue: 0}}]\n";
    EXPECT_EQ(errors_of(domain_and(party, kPlain)).size(), 1U) << bad;
  }
}

TEST(NegmasYaml, SaysWhichTypesItCanRead) {
  const Errors errors = errors_of(domain_and("type: HyperRectangleUtilityFunction\n", kPlain));
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].code, ErrorCode::kUnsupported);
  EXPECT_NE(errors[0].hint.find("LinearAdditiveUtilityFunction"), std::string::npos);
}

TEST(NegmasYaml, NeedsOneDomainAndTwoParties) {
  auto documents = domain_and(kPlain, kPlain);
  documents.pop_back();
  EXPECT_EQ(errors_of(documents).at(0).message, "a domain needs at least two parties; 1 found");
  documents.erase(documents.begin());
  EXPECT_EQ(errors_of(documents).at(0).message, "no file here is a domain: none has 'issues'");
  EXPECT_EQ(errors_of({}).size(), 1U);
}

TEST(NegmasYaml, RefusesAnOptionThatStandsTwice) {
  auto documents = domain_and(kPlain, kPlain);
  documents[0].text = "issues: [{name: n, type: CategoricalIssue, values: [1, 1.0]}]\n";
  EXPECT_EQ(errors_of(documents).at(0).message, "issue 'n': option '1.0' stands there twice");
  documents[0].text = "issues: [{name: n, type: CategoricalIssue, values: [1, '1']}]\n";
  EXPECT_EQ(errors_of(documents).at(0).message, "issue 'n': option '1' stands there twice");
}

TEST(NegmasYaml, LimitsWhatASmallFileCanAskFor) {
  std::string domain = "issues:\n", party = "type: LinearAdditiveUtilityFunction\nweights: [";
  std::string values;
  for (int i = 0; i < 100; ++i) {
    domain += "- {name: n" + std::to_string(i) + ", type: ContiguousIssue, values: [1, 30000]}\n";
    party += "0.3333333333,";
    values += "{type: IdentityFun},";
  }
  party += "]\nvalues: [" + values + "]\n";
  const Errors errors = errors_of({{"d.yml", domain}, {"a.yml", party}, {"b.yml", party}});
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].code, ErrorCode::kLimit);
}

TEST(NegmasYaml, GivesTheFolderInMessagesAboutReading) {
  const auto* format = find_method(format_catalogue(), "negmas-yaml");
  const auto result = import_domain(PARLEY_SOURCE_DIR "/no/such/folder", *format, {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().at(0).code, ErrorCode::kIo);
}

}  // namespace
}  // namespace parley::formats
