#include <gtest/gtest.h>

#include <algorithm>

#include "case/write.hpp"
#include "formats/catalogue.hpp"
#include "formats/negmas.hpp"

namespace parley::formats {
namespace {

Rational exact(std::string_view text) { return *parse_number(text); }

Case read_fixture(std::string_view format, std::string_view folder) {
  auto result =
      import_domain(std::string(PARLEY_SOURCE_DIR "/tests/fixtures/") + std::string(format) + "/" + std::string(folder),
                    *find_method(format_catalogue(), format), {});
  if (!result) ADD_FAILURE() << to_text(result.error().at(0));
  return result.value_or(Case{});
}

std::vector<std::string> losses(const Case& c) {
  std::vector<std::string> messages;
  if (const auto written = write_negmas(c, false); !written)
    for (const Error& error : written.error()) messages.push_back(error.message);
  return messages;
}

// Reads written files back as if they lay in `folder`, in the order in which a folder is read.
Case read_back(std::vector<Document> files, const std::string& folder) {
  std::ranges::sort(files, {}, &Document::name);
  for (Document& file : files) file.name = folder + "/" + file.name;
  auto result = read_negmas(files, {});
  if (!result) ADD_FAILURE() << to_text(result.error().at(0));
  return result.value_or(Case{});
}

Case two_parties() {
  Case c;
  c.id = "small";
  Issue day;
  day.id = "day";
  day.options = {{"mon", ""}, {"tue", ""}};
  c.issues = {day};
  for (const char* id : {"ann", "bob"}) {
    Party party;
    party.id = id;
    TableTerm term;
    term.weight.value = 2;
    term.values.resize(2);
    term.values[1].value = exact("0.25");
    party.terms = {term};
    c.parties.push_back(party);
  }
  return c;
}

TEST(NegmasWrite, ReadsBackToTheSameCase) {
  const Case first = read_fixture("negmas-yaml", "boat-hire");
  const auto files = write_negmas(first, false);
  ASSERT_TRUE(files) << to_text(files.error().at(0));
  ASSERT_EQ(files->size(), 3U);
  EXPECT_EQ(files->at(0).name, "boat_hire.yml");
  EXPECT_EQ(files->at(1).name, "Owner.yml");
  const Case second = read_back(*files, "boat-hire");
  EXPECT_EQ(write_case(first), write_case(second));
  EXPECT_EQ(second.parties.at(1).discount->value, exact("0.75"));
}

TEST(NegmasWrite, WritesAHandMadeCaseThatFits) {
  const auto files = write_negmas(two_parties(), false);
  ASSERT_TRUE(files) << to_text(files.error().at(0));
  const Case back = read_back(*files, "small");
  EXPECT_EQ(std::get<TableTerm>(back.parties.at(0).terms.at(0)).values.at(1).value, exact("0.5"));
  EXPECT_FALSE(back.parties[0].reservation);
}

TEST(NegmasWrite, ListsEverythingThatWouldBeLost) {
  Case c = two_parties();
  c.about = "told by a friend";
  c.rules.push_back({"r", "", "day is mon", {}, false, {}, {}});
  c.decision.emplace();
  c.reference = {{0}};
  c.sources = {{"book", "A book", "shelf 3"}};
  c.issues[0].title = "Which day?";
  c.issues[0].options[0].title = "Monday";
  Party& ann = c.parties[0];
  ann.name = "Ann Example";
  ann.role = Role::kAlly;
  ann.delegates = {"Carl"};
  ann.red_lines.push_back({"l", "", "day is tue", {}, false, {}, {}});
  ann.cap.emplace();
  ann.terms.emplace_back(GroupTerm{});
  BoxGroup boxes;
  boxes.boxes.push_back({{{0, 0, 0}}, false, {}, {}});
  ann.terms.emplace_back(boxes);
  auto& numbers = std::get<TableTerm>(ann.terms[0]).values;
  numbers[0].value = Rational(1, 3);
  numbers[0].from.source = 0;
  numbers[1].low = 0;
  numbers[1].high = 1;
  const std::vector<std::string> expected = {
      "what the case says about itself would be lost",
      "1 rule would be lost",
      "the decision rule would be lost",
      "the reference package would be lost",
      "the list of sources would be lost",
      "the title of issue 'day' would be lost",
      "the titles of the options of issue 'day' would be lost",
      "the role of party 'ann' would be lost",
      "the delegates of party 'ann' would be lost",
      "the name of party 'ann' would be lost",
      "the red lines of party 'ann' would be lost",
      "the cap of party 'ann' would be lost",
      "a score of party 'ann' over several issues would be lost",
      "the boxes of party 'ann' would be lost",
      "the ranges of numbers of party 'ann' would be lost",
      "what lies beyond nine decimal places in numbers of party 'ann' would be lost",
      "the sources of numbers of party 'ann' would be lost"};
  EXPECT_EQ(losses(c), expected);
  EXPECT_TRUE(write_negmas(c, true));
}

TEST(NegmasWrite, SaysThatAnImportedReadingAndItsFractionsAreLost) {
  const Case c = read_fixture("genius-xml", "allotment");
  const auto lost = losses(c);
  EXPECT_NE(std::ranges::find(lost, "the reading 'genius' would be lost"), lost.end());
  EXPECT_NE(std::ranges::find(lost, "that issue 'Rent' is an amount, which would become plain options, would be lost"),
            lost.end());
  const auto files = write_negmas(c, true);
  ASSERT_TRUE(files);
  const Case back = read_back(*files, "allotment");
  EXPECT_EQ(back.issues.at(2).options.at(1).id, "0.05");
  EXPECT_EQ(std::get<TableTerm>(back.parties.at(0).terms.at(0)).values.at(1).value, exact("0.333333333"));
}

TEST(NegmasWrite, QuotesWhatOtherReadersWouldTakeForANumber) {
  Case c = two_parties();
  c.issues[0].options = {{"yes", ""}, {"1e3", ""}};
  const auto files = write_negmas(c, false);
  ASSERT_TRUE(files);
  EXPECT_NE(files->at(0).text.find("\"yes\""), std::string::npos);
  EXPECT_EQ(read_back(*files, "small").issues.at(0).options.at(0).id, "yes");
}

TEST(NegmasWrite, RefusesDivisibleIssuesEvenWithLoss) {
  Case c = two_parties();
  Issue land;
  land.id = "land";
  land.kind = IssueKind::kDivisible;
  c.issues.push_back(land);
  const auto files = write_negmas(c, true);
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().at(0).message, "issue 'land' is divisible; NegMAS YAML has options only");
}

TEST(NegmasWrite, RefusesALossThatReorderingPartiesWouldBe) {
  Case c = two_parties();
  std::swap(c.parties[0], c.parties[1]);
  EXPECT_EQ(losses(c),
            std::vector<std::string>{
                "the order of the parties, which are read in the order of their files' names, would be lost"});
}

}  // namespace
}  // namespace parley::formats
