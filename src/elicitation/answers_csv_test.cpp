#include "elicitation/answers_csv.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "case/golden.hpp"
#include "elicitation/csv.hpp"
#include "elicitation/sample.hpp"
#include "elicitation/simulated_users.hpp"

namespace parley::elicitation {
namespace {

TEST(Csv, QuotesOnlyWhatNeedsIt) {
  EXPECT_EQ(write_csv({{"a", "b,c", "d\"e", "f\ng", ""}, {""}}), "a,\"b,c\",\"d\"\"e\",\"f\ng\",\r\n\"\"\r\n");
}

TEST(Csv, WhatASpreadsheetWouldRunIsWrittenAsTextAndReadBack) {
  const std::vector<std::vector<std::string>> rows{{"=A1", "+1", "-1", "@x", "\tx", "\rx", "'=A1", "'x", "a=b"}};
  const auto written = write_csv(rows);
  EXPECT_EQ(written, "'=A1,'+1,'-1,'@x,'\tx,\"'\rx\",''=A1,'x,a=b\r\n");
  const auto read = read_csv(written);
  ASSERT_TRUE(read);
  for (std::size_t k = 0; k < rows[0].size(); ++k) EXPECT_EQ((*read)[0][k].text, rows[0][k]);
  EXPECT_EQ((*read_csv("=A1,-1\n"))[0][1].text, "-1") << "what others have written is taken as it is";
}

RC_GTEST_PROP(Csv, RoundTrip, ()) {
  const auto cell = rc::gen::container<std::string>(rc::gen::element('a', ',', '"', '\n', '\r', ' ', '=', '\''));
  auto rows =
      *rc::gen::container<std::vector<std::vector<std::string>>>(rc::gen::container<std::vector<std::string>>(3, cell));
  const auto back = read_csv(write_csv(rows));
  RC_ASSERT(back.has_value());
  RC_ASSERT(back->size() == rows.size());
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t k = 0; k < 3; ++k) RC_ASSERT((*back)[r][k].text == rows[r][k]);
}

TEST(Csv, EveryBrokenFieldIsFoundWithItsPlace) {
  const auto rows = read_csv("a,b\"c,d\r\n\"x\"y,ok\r\nfine,\"open");
  ASSERT_FALSE(rows);
  std::vector<std::pair<int, int>> places;
  for (const Error& error : rows.error()) places.emplace_back(error.where.line, error.where.column);
  EXPECT_EQ(places, (std::vector<std::pair<int, int>>{{1, 3}, {2, 4}, {3, 6}}));
}

TEST(AnswersCsv, ReadsWhatItWrites) {
  const Case c = sample_case();
  Answers answers = sample_answers(c);
  answers.red_lines = {{"aid", "Some, \"aid\"\nالعربية", "aid >= 20"}};
  answers.excluded = {{1, 2}};
  answers.issues[0].levels[1].value = Judgement{Rational(81, 2), 30, 50};
  answers.packages = {{{0, 0, 0}, 1}, {{1, 1, 1}, 2}};
  answers.no_deal = 2;
  const std::string csv = write_answers(answers, c);
  EXPECT_TRUE(csv.starts_with("part,id,issue,option,place,low,likely,high,title,text\r\nred-line,aid,"));
  EXPECT_NE(csv.find("option,,venue,oslo,2,30,40.5,50,,\r\n"), std::string::npos);
  const auto back = read_answers(csv, c);
  ASSERT_TRUE(back) << to_text(back.error().front());
  EXPECT_EQ(*back, answers);
}

RC_GTEST_PROP(AnswersCsv, RoundTrip, (std::uint64_t seed)) {
  const Case c = simulated::plain_case(3, 4);
  simulated::User user(seed, 3, 4, 10);
  Answers answers = user.answer(c);
  Random random(seed);
  for (IssueAnswer& issue : answers.issues) {
    if (random.below(4) == 0) issue.swing = Judgement{100, 90, 100};
    for (Rating& rating : issue.levels)
      if (random.below(3) == 0) rating.value.reset();
  }
  if (random.below(3) == 0) answers.no_deal.reset();
  const auto back = read_answers(write_answers(answers, c), c);
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == answers);
}

TEST(AnswersCsv, EveryErrorComesAtOnceWithItsPlace) {
  const Case c = sample_case();
  const auto answers = read_answers(
      "part,issue,option,place,likely\n"
      "option,venu,oslo,1,\n"
      "option,venue,olso,2,\n"
      "option,venue,oslo,0,x\n"
      "swing,venue,oslo,,50\n"
      "swing,force,,,\n"
      "wing,force,,,50\n"
      "no-deal,,,1\n",
      c);
  ASSERT_FALSE(answers);
  std::vector<std::string> found;
  for (const Error& error : answers.error())
    found.push_back(std::to_string(error.where.line) + ":" + std::to_string(error.where.column) + " " + error.message);
  EXPECT_EQ(found, (std::vector<std::string>{"2:8 no issue is called 'venu'", "3:14 'venue' has no option 'olso'",
                                             "4:19 a place is a whole number from 1", "4:21 'x' is not a number",
                                             "5:13 'swing' has nothing in the column 'option'",
                                             "6:15 'swing' needs the column 'likely'", "7:1 there is no such part",
                                             "8:1 the row has 4 fields, the first row has 5"}));
}

TEST(AnswersCsv, WhatContradictsTheRulesOfAnswersHasItsPlaceToo) {
  const Case c = sample_case();
  const auto answers = read_answers(
      "part,issue,option,place,likely,id,text\n"
      "option,venue,oslo,1,\"90\",,\n"
      "option,venue,geneva,3,150,,\n"
      "red-line,,,,,x,venue is nowhere\n"
      "package,,,,,A,\n",
      c);
  ASSERT_FALSE(answers);
  EXPECT_EQ(answers.error().size(), 3U);  // the package has no options; nothing else is said until it has
  const auto second = read_answers(
      "part,issue,option,place,likely,id,text\n"
      "option,venue,oslo,1,\"90\",,\n"
      "option,venue,geneva,3,150,,\n"
      "red-line,,,,,x,venue is nowhere\n",
      c);
  ASSERT_FALSE(second);
  std::vector<int> lines;
  for (const Error& error : second.error()) lines.push_back(error.where.line);
  EXPECT_EQ(lines, (std::vector<int>{4, 3, 2}));
}

TEST(AnswersCsv, TheExampleOfItsPageIsRead) {
  const std::string page = golden::read("docs/formats/preferences-csv.md");
  const std::size_t begin = page.find("```csv\n") + 7;
  const Case c = sample_case();
  const auto answers = read_answers(page.substr(begin, page.find("```", begin) - begin), c);
  ASSERT_TRUE(answers) << to_text(answers.error().front());
  EXPECT_EQ(answers->red_lines.front().title, "Some aid, at least");
  EXPECT_EQ(answers->issues[0].levels[1].value, (Judgement{40, 30, 55}));
}

TEST(AnswersCsv, HostileTextEndsInErrors) {
  const Case c = sample_case();
  EXPECT_FALSE(read_answers("", c));
  EXPECT_FALSE(read_answers("\xff\xfe", c));
  EXPECT_FALSE(read_answers("part,part\n", c));
  EXPECT_FALSE(read_answers(std::string(kMostCsvBytes + 1, 'a'), c));
  EXPECT_TRUE(read_answers("\xEF\xBB\xBFpart\n", c));
}

}  // namespace
}  // namespace parley::elicitation
