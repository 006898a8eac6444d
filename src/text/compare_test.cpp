#include "text/compare.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "base/utf8.hpp"
#include "text/myers.hpp"
#include "text/random_drafts.hpp"

namespace parley::text {
namespace {

using Numbers = std::vector<std::uint32_t>;

std::size_t longest_common(const Numbers& a, const Numbers& b) {
  std::vector<std::vector<std::size_t>> best(a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0));
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j)
      best[i][j] = a[i - 1] == b[j - 1] ? best[i - 1][j - 1] + 1 : std::max(best[i - 1][j], best[i][j - 1]);
  return best[a.size()][b.size()];
}

Numbers small_numbers() {
  return *rc::gen::container<Numbers>(rc::gen::inRange<std::uint32_t>(0, *rc::gen::inRange<std::uint32_t>(1, 9)));
}

RC_GTEST_PROP(Myers, KeepsALongestCommonSubsequence, ()) {
  const Numbers a = small_numbers();
  const Numbers b = small_numbers();
  const auto pairs = common_subsequence(a, b);
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    RC_ASSERT(a.at(pairs[p].first) == b.at(pairs[p].second));
    if (p > 0) RC_ASSERT(pairs[p - 1].first < pairs[p].first);
    if (p > 0) RC_ASSERT(pairs[p - 1].second < pairs[p].second);
  }
  RC_ASSERT(pairs.size() == longest_common(a, b));
}

TEST(Myers, StaysWithinItsBudgetOnTextsWithNothingInCommon) {
  Numbers a(30000);
  Numbers b(30000);
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = static_cast<std::uint32_t>(2 * i), b[i] = a[i] + 1;
  EXPECT_TRUE(common_subsequence(a, b).empty());
  b.front() = a.front();
  b.back() = a.back();
  EXPECT_EQ(common_subsequence(a, b).size(), 2u);
}

// Characters that share leading bytes, all kinds of white space; the last two pieces are not UTF-8.
std::string some_text(bool well_formed = false) {
  static const std::vector<std::string> kPieces = {"a",     "b",        "the",          " ",    "  ",
                                                   "\n",    "\xC2\xA0", "\xE3\x80\x80", "é",    "е",
                                                   "النار", "🕊",       "\xE2\x80\x8B", "\xFF", "\xE2\x80"};
  std::string text;
  const std::size_t count = kPieces.size() - (well_formed ? 2 : 0);
  for (const std::size_t i : *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, count)))
    text += kPieces[i];
  return text;
}

RC_GTEST_PROP(Words, OfTheDifferenceGiveBothTextsBack, ()) {
  const std::string before = some_text();
  const std::string after = *rc::gen::arbitrary<bool>() ? some_text() : before + some_text();
  const auto runs = diff_words(before, after);
  RC_ASSERT(without(runs, RunKind::kAdded) == before);
  RC_ASSERT(without(runs, RunKind::kRemoved) == after);
  for (std::size_t r = 1; r < runs.size(); ++r) RC_ASSERT(runs[r].kind != runs[r - 1].kind);
}

RC_GTEST_PROP(Words, AreNeverSplitInsideACharacter, ()) {
  const std::string before = some_text(true);
  const std::string after = some_text(true);
  const auto well_formed = [](std::string_view text) {
    for (std::size_t i = 0; i < text.size(); i += utf8_length(text, i))
      if (utf8_length(text, i) == 0) return false;
    return true;
  };
  for (const text::Run& run : diff_words(before, after)) RC_ASSERT(well_formed(run.text));
  std::string joined;
  for (const auto token : tokens(before)) joined += token;
  RC_ASSERT(joined == before);
}

RC_GTEST_PROP(Words, OfEqualTextsDifferNowhere, ()) {
  const std::string text = some_text();
  for (const text::Run& run : diff_words(text, text)) RC_ASSERT(run.kind == RunKind::kKept);
}

TEST(Words, ReplaceAPhraseAsAWhole) {
  const auto runs = diff_words("withdraw within 30 days of signature", "withdraw in ten weeks of signature");
  ASSERT_EQ(runs.size(), 4u);
  EXPECT_EQ(runs[1], (text::Run{RunKind::kRemoved, "within 30 days"}));
  EXPECT_EQ(runs[2], (text::Run{RunKind::kAdded, "in ten weeks"}));
}

Draft with_order(const std::vector<std::string>& ids) {
  Draft draft;
  draft.languages = {{"en", Standing::kAuthentic}};
  for (const auto& id : ids) draft.clauses.push_back({id, {{{id, "Body."}, false}}, {}});
  return draft;
}

TEST(Comparison, SaysWhatWasAddedRemovedMovedAndChanged) {
  const Draft before = with_order({"a", "b", "c", "d"});
  Draft after = with_order({"b", "c", "e", "a"});
  after.clauses[1].versions[0].wording.body = "Other body.";
  const auto comparison = compare(before, after);
  std::vector<std::string> seen;
  for (const Entry& entry : comparison.entries)
    seen.push_back(std::string(entry.kind == EntryKind::kStays    ? "="
                               : entry.kind == EntryKind::kLeaves ? "-"
                                                                  : "+") +
                   entry.id + (entry.moved ? "~" : "") + (entry.changed() ? "!" : ""));
  EXPECT_EQ(seen, (std::vector<std::string>{"-a~", "=b", "=c!", "+e", "+a~", "-d"}));
}

// On random histories: the entries give both drafts back in their order, and a clause moves only if one must.
TEST(Comparison, GivesBothDraftsBack) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const History history = RandomEditor(seed).history(30);
    const Draft before = history.draft(static_cast<std::uint32_t>(seed % 30));
    const Draft& after = history.latest();
    std::vector<std::string> olds;
    std::vector<std::string> news;
    const auto comparison = compare(before, after);
    for (const Entry& entry : comparison.entries) {
      if (entry.kind != EntryKind::kArrives) olds.push_back(entry.id);
      if (entry.kind != EntryKind::kLeaves) news.push_back(entry.id);
      for (const VersionChange& version : entry.versions) {
        EXPECT_EQ(without(version.body, RunKind::kAdded), wording_of(before, entry.old_clause, version.language).body);
        EXPECT_EQ(without(version.body, RunKind::kRemoved), wording_of(after, entry.new_clause, version.language).body);
        EXPECT_EQ(without(version.heading, RunKind::kRemoved),
                  wording_of(after, entry.new_clause, version.language).heading);
      }
    }
    ASSERT_EQ(olds.size(), before.clauses.size());
    ASSERT_EQ(news.size(), after.clauses.size());
    for (std::size_t i = 0; i < olds.size(); ++i) EXPECT_EQ(olds[i], before.clauses[i].id);
    for (std::size_t i = 0; i < news.size(); ++i) EXPECT_EQ(news[i], after.clauses[i].id);
  }
}

}  // namespace
}  // namespace parley::text
