// The sample cases of cases/ say what their descriptions promise; their answers are tested where the engines are.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "case/model.hpp"
#include "case/read.hpp"

namespace parley {
namespace {

namespace fs = std::filesystem;

fs::path folder() { return fs::path(PARLEY_SOURCE_DIR) / "cases"; }

Case read(const std::string& id) {
  const fs::path path = folder() / (id + ".yaml");
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  Checked<Case> c = read_case(text.str(), path.filename().string());
  if (!c) {
    for (const Error& error : c.error()) ADD_FAILURE() << to_text(error);
    return {};
  }
  return *c;
}

// Every number of a party's preferences.
std::vector<Number> numbers(const Party& party) {
  std::vector<Number> all;
  for (const ScoreTerm& term : party.terms) {
    if (const auto* table = std::get_if<TableTerm>(&term))
      all.insert(all.end(), table->values.begin(), table->values.end());
    if (const auto* linear = std::get_if<LinearTerm>(&term)) all.push_back(linear->per_unit);
    if (const auto* group = std::get_if<GroupTerm>(&term))
      for (const auto& entry : group->entries) all.push_back(entry.value);
  }
  return all;
}

TEST(SampleCases, AreReadAndNamedAsTheirFiles) {
  int found = 0;
  for (const auto& entry : fs::directory_iterator(folder())) {
    if (entry.path().extension() != ".yaml") continue;
    ++found;
    EXPECT_EQ(read(entry.path().stem().string()).id, entry.path().stem().string());
  }
  EXPECT_GE(found, 6);
}

TEST(SampleCases, TalksMarkEveryScoreAsAssumedWithARange) {
  for (const std::string id : {"talks-2025", "talks-2025-hardened"})
    for (const Party& party : read(id).parties)
      for (const Number& number : numbers(party)) {
        EXPECT_TRUE(number.from.assumed) << id << ' ' << party.id << ' ' << number.where.line;
        EXPECT_TRUE(number.ranged()) << id << ' ' << party.id << ' ' << number.where.line;
      }
}

TEST(SampleCases, TalksCiteAParagraphForEveryFact) {
  const Case c = read("talks-2025");
  EXPECT_GE(c.issues.size(), 9U);
  EXPECT_GE(c.parties.size(), 8U);
  for (const Issue& issue : c.issues) EXPECT_TRUE(issue.provenance.source) << issue.id;
  for (const Party& party : c.parties) {
    EXPECT_TRUE(party.provenance.source) << party.id;
    for (const Rule& line : party.red_lines) EXPECT_TRUE(line.from.source) << party.id << ' ' << line.id;
  }
}

// The hardened case repeats the other one; this holds the two together.
TEST(SampleCases, HardenedTalksDifferByAssumedRedLinesAlone) {
  const Case plain = read("talks-2025");
  const Case hard = read("talks-2025-hardened");
  ASSERT_EQ(plain.issues.size(), hard.issues.size());
  for (std::size_t i = 0; i < plain.issues.size(); ++i) {
    EXPECT_EQ(plain.issues[i].id, hard.issues[i].id);
    ASSERT_EQ(plain.issues[i].count(), hard.issues[i].count());
    for (OptionIndex k = 0; k < plain.issues[i].count(); ++k)
      EXPECT_EQ(plain.issues[i].option_id(k), hard.issues[i].option_id(k));
  }
  ASSERT_EQ(plain.parties.size(), hard.parties.size());
  for (std::size_t i = 0; i < plain.parties.size(); ++i) {
    const Party& party = plain.parties[i];
    const Party& hardened = hard.parties[i];
    EXPECT_EQ(party.id, hardened.id);
    const std::vector<Number> scores = numbers(party), hardened_scores = numbers(hardened);
    ASSERT_EQ(scores.size(), hardened_scores.size()) << party.id;
    for (std::size_t k = 0; k < scores.size(); ++k) {
      EXPECT_EQ(scores[k].value, hardened_scores[k].value) << party.id;
      EXPECT_EQ(scores[k].low, hardened_scores[k].low) << party.id;
    }
    std::set<std::string> stated;
    for (const Rule& line : party.red_lines) stated.insert(line.id);
    for (const Rule& line : hardened.red_lines) EXPECT_NE(line.from.assumed, stated.contains(line.id)) << line.id;
  }
}

}  // namespace
}  // namespace parley
