// What the mediator's case file says of where a party's numbers come from stays with who may see the numbers.
#include <gtest/gtest.h>

#include "case/read.hpp"
#include "case/sources.hpp"
#include "case/write.hpp"
#include "store/bytes.hpp"
#include "talks/opening.hpp"
#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

// Two files that differ in what is said of north alone: a source of its own, the one that it inherits from the head of the file, who sits in its
// delegation, and whether it has scores at all.
std::string case_file(bool told) {
  const std::string sources = told ? R"(source: head
sources:
  public-paper: The public paper
  head: {title: "What the minister of North told us alone", url: "file:///north/3may"}
  leak: The second talk with North
)"
                                   : R"(assumed: true
sources:
  public-paper: The public paper
)";
  const std::string north =
      told
          ? R"(  north: {name: North, source: leak, delegates: [A friend of ours], reservation: {value: 8, source: head},
    scores: {price: {table: {low: 0, high: 20}}}, red_lines: [{id: no, rule: price is high}]}
)"
          : "  north: {name: North}\n";
  return "parley: 1\ncase: small\ntitle: A small dispute\n" + sources + R"(issues:
  price: {title: The price, source: public-paper, options: {low: Low, high: High}}
  date: {title: The date, options: {soon: Soon, late: Late}}
parties:
)" + north +
         R"(  south: {name: South, assumed: true, scores: {price: {table: {low: 20, high: 0}}}, reservation: 6}
  west: {name: West, assumed: true, scores: {date: {table: {soon: 20, late: 0}}}}
rules:
  - {id: quick, rule: date is soon, source: public-paper}
  - {id: fair, rule: price is low or date is soon}
decision: {at_least: 1}
reference: {price: )" +
         (told ? "low" : "high") + ", date: soon}\n";
}

std::string payloads(const std::string& chain) {
  std::string all;
  for (std::size_t from = 0; from < chain.size();) {
    const auto end = chain.find('\n', from);
    const auto line = Json::parse(chain.substr(from, end - from));
    if (line.contains("payload")) all += *store::unbase64(line["payload"].get<std::string>()) + "\n";
    from = end + 1;
  }
  return all;
}

struct Seen {
  std::string plenary, talks, assistants_table, assistants_analysis, leads_analysis;
};

Seen seen_of(bool told) {
  World world("sources");
  auto lead = world.lead();
  open_talks(world, lead, case_file(told));
  auto south = world.head(lead, "south");
  south.confirm();
  auto assistant = world.mediator(lead, {"south"});
  return {south.get("/api/rooms/plenary/chain").body, south.get("/api/talks").bytes(),
          assistant.get("/api/table").bytes(), assistant.must("GET", "/api/table/analysis")["document"].dump(),
          lead.get("/api/table/analysis").body};
}

TEST(Sources, OfAPartysNumbersReachNeitherTheOtherPartiesNorAnAssistantOfOthers) {
  const auto one = seen_of(true), two = seen_of(false);
  EXPECT_EQ(one.plenary, two.plenary);
  EXPECT_EQ(one.talks, two.talks);
  EXPECT_EQ(one.assistants_table, two.assistants_table);
  EXPECT_EQ(one.assistants_analysis.find("told us alone"), std::string::npos);
  EXPECT_EQ(one.assistants_analysis.find("second talk"), std::string::npos);
  EXPECT_NE(one.leads_analysis.find("told us alone"), std::string::npos) << "there was something to tell";
  const auto opened = payloads(one.plenary);
  EXPECT_NE(opened.find("The price"), std::string::npos);
  for (const auto* secret :
       {"told us alone", "second talk", "3may", "friend of ours", "source", "decision", "reference"})
    EXPECT_EQ(opened.find(secret), std::string::npos) << secret;
}

TEST(Sources, WhatIsLeftReadsAsTheSameCaseAgain) {
  const auto full = read_case(case_file(true), "case");
  ASSERT_TRUE(full);
  const auto known = write_case(talks::without_preferences(*full));
  const auto again = read_case(known, "case");
  ASSERT_TRUE(again);
  EXPECT_EQ(write_case(*again), known);
  EXPECT_TRUE(again->sources.empty());
  EXPECT_EQ(again->issues.size(), 2U);
  EXPECT_EQ(again->rules.size(), 2U);
}

TEST(Sources, ThatNumbersOfOthersNameStay) {
  auto subject = *read_case(case_file(true), "case");
  subject.parties[1].reservation->from = {2, false};
  forget_preferences(subject.parties[0]);
  forget_sources(subject);
  ASSERT_EQ(subject.sources.size(), 1U);
  EXPECT_EQ(subject.sources[0].id, "leak");
  EXPECT_EQ(subject.parties[1].reservation->from.source, 0U);
  EXPECT_TRUE(check(subject).empty());
}

}  // namespace
}  // namespace parley::testing
