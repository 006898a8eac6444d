#include "text/history.hpp"

#include <gtest/gtest.h>

#include "text/canonical.hpp"
#include "text/compare.hpp"
#include "text/random_drafts.hpp"

namespace parley::text {
namespace {

Edit by(const std::string& author, const Draft& seen, std::vector<Change> changes) {
  return {author, "2026-03-01T10:00:00Z", seen.number, std::move(changes)};
}

// English and Arabic authentic, Russian a translation; one clause, current in all three.
History three_languages() {
  History history;
  EXPECT_TRUE(history.append(by("anna", history.latest(),
                                {AddLanguage{{"en", Standing::kAuthentic}}, AddLanguage{{"ar", Standing::kAuthentic}},
                                 AddLanguage{{"ru", Standing::kTranslation}}})));
  EXPECT_TRUE(history.append(by("anna", history.latest(),
                                {AddClause{"fire",
                                           "",
                                           {{"en", {"Cease-fire", "Fire ceases."}},
                                            {"ar", {"وقف", "يتوقف إطلاق النار."}},
                                            {"ru", {"Огонь", "Огонь прекращается."}}},
                                           {{"cease-fire", {"full"}}}}})));
  return history;
}

std::vector<bool> stale(const Draft& draft) {
  std::vector<bool> result;
  for (const Version& version : draft.clauses.at(0).versions) result.push_back(version.stale);
  return result;
}

TEST(Edit, InAnAuthenticVersionMakesTheOtherVersionsStale) {
  History history = three_languages();
  EXPECT_EQ(stale(history.latest()), (std::vector<bool>{false, false, false}));
  ASSERT_TRUE(history.append(by("ben", history.latest(), {ChangeWording{"fire", {"en", {"Cease-fire", "Now."}}}})));
  EXPECT_EQ(stale(history.latest()), (std::vector<bool>{false, true, true}));
  ASSERT_TRUE(history.append(by("ben", history.latest(), {ConfirmVersion{"fire", "ar"}})));
  EXPECT_EQ(stale(history.latest()), (std::vector<bool>{false, false, true}));
  EXPECT_TRUE(hinders_freezing(history.latest()).empty());  // a stale translation does not hinder
}

TEST(Edit, InATranslationMakesNothingStale) {
  History history = three_languages();
  ASSERT_TRUE(history.append(by("ben", history.latest(), {ChangeWording{"fire", {"ru", {"Огонь", "Сейчас."}}}})));
  EXPECT_EQ(stale(history.latest()), (std::vector<bool>{false, false, false}));
}

TEST(Edit, OfSeveralLanguagesAtOnceLeavesThemCurrent) {
  History history = three_languages();
  ASSERT_TRUE(history.append(
      by("ben", history.latest(),
         {ChangeWording{"fire", {"en", {"Cease-fire", "Now."}}}, ChangeWording{"fire", {"ar", {"وقف", "الآن."}}}})));
  EXPECT_EQ(stale(history.latest()), (std::vector<bool>{false, false, true}));
}

TEST(Edit, MayConfirmWhatItsOwnChangeWouldMakeStale) {
  History history = three_languages();
  ASSERT_TRUE(
      history.append(by("ben", history.latest(),
                        {ChangeWording{"fire", {"en", {"Cease-fire", "Fire stops."}}}, ConfirmVersion{"fire", "ar"}})));
  EXPECT_EQ(stale(history.latest()), (std::vector<bool>{false, false, true}));
}

TEST(Edit, ReportsEverythingThatIsWrongAndChangesNothing) {
  History history = three_languages();
  const std::string before = to_bytes(history.latest());
  const auto bad = history.append(
      by("ben", history.latest(),
         {RemoveClause{"nowhere"}, ConfirmVersion{"fire", "fr"}, SetTitle{"a\nb"},
          ChangeWording{"fire", {"en", {"Cease-fire", "hidden \xE2\x80\xAE order"}}}, ConfirmVersion{"fire", "ar"}}));
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().size(), 5u);
  EXPECT_EQ(to_bytes(history.latest()), before);
}

TEST(Freezing, NamesEveryHindrance) {
  History history = three_languages();
  ASSERT_TRUE(
      history.append(by("ben", history.latest(),
                        {ChangeWording{"fire", {"en", {"Cease-fire", "Now."}}}, AddClause{"second", "fire", {}, {}}})));
  const Errors reasons = hinders_freezing(history.latest());
  EXPECT_EQ(reasons.size(), 3u);  // ar of the first, en and ar of the second
  EXPECT_FALSE(frozen_bytes(history.latest()));
  EXPECT_EQ(hinders_freezing(Draft{}).size(), 2u);
}

TEST(Freezing, CoversTheAuthenticVersionsAlone) {
  History history = three_languages();
  const auto before = frozen_bytes(history.latest());
  ASSERT_TRUE(before);
  EXPECT_EQ(before->find("Огонь"), std::string::npos);
  EXPECT_NE(before->find("إطلاق"), std::string::npos);
  ASSERT_TRUE(history.append(by("ben", history.latest(), {ChangeWording{"fire", {"ru", {"Огонь", "Сейчас."}}}})));
  EXPECT_EQ(*frozen_bytes(history.latest()), *before);
}

TEST(History, RefusesASecondEditOfTheSameWordsFromTheSameDraft) {
  History history = three_languages();
  const Draft seen = history.latest();
  ASSERT_TRUE(history.append(by("anna", seen, {ChangeWording{"fire", {"en", {"Cease-fire", "Now."}}}})));
  EXPECT_TRUE(history.append(by("ben", seen, {Bind{"fire", {}}})));
  const auto late = history.append(by("ben", seen, {ChangeWording{"fire", {"ar", {"وقف", "الآن."}}}}));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error()[0].message, "the words of clause 1 changed meanwhile");
  EXPECT_FALSE(history.append(by("ben", seen, {RemoveClause{"fire"}})));
  EXPECT_FALSE(history.append(by("ben", seen, {AddLanguage{{"fr", Standing::kAuthentic}}})));
  Edit ahead = by("ben", history.latest(), {SetTitle{"x"}});
  ahead.base += 1;
  EXPECT_FALSE(history.append(ahead));
}

TEST(History, SaysOnceThatAClauseWasRemovedMeanwhile) {
  History history = three_languages();
  const Draft seen = history.latest();
  ASSERT_TRUE(history.append(by("anna", seen, {RemoveClause{"fire"}})));
  const auto late =
      history.append(by("ben", seen, {ChangeWording{"fire", {"en", {"Cease-fire", "Now."}}}, Bind{"fire", {}}}));
  ASSERT_FALSE(late);
  ASSERT_EQ(late.error().size(), 1U);
  EXPECT_EQ(late.error()[0].message, "the clause was removed meanwhile");
}

// The drafts of long talks: edited by four people at once, every one rebuilt byte for byte, every change attributed.
class RandomHistories : public testing::TestWithParam<std::uint64_t> {};

TEST_P(RandomHistories, AreRebuiltByteForByteFromTheirEdits) {
  std::size_t refused = 0;
  RandomEditor editor(GetParam());
  History history;
  std::vector<std::string> kept{to_bytes(history.latest())};
  while (history.latest().number < 40) {
    const std::uint32_t latest = history.latest().number;
    const auto behind = static_cast<std::uint32_t>((kept.size() + refused) % (1 + GetParam() % 4));
    const Draft seen = history.draft(latest - std::min(latest, behind));
    if (history.append(editor.edit(seen))) kept.push_back(to_bytes(history.latest()));
    else ++refused;
  }
  for (std::uint32_t n = 0; n <= 40; ++n) EXPECT_EQ(to_bytes(history.draft(n)), kept[n]);
  if (GetParam() % 4 != 0) {
    EXPECT_GT(refused, 0u) << "no conflict was ever tried";
  }
}

TEST_P(RandomHistories, HaveAnAuthorForEveryChangeOfEveryClause) {
  RandomEditor editor(GetParam());
  const History history = editor.history(25);
  const auto blame = history.blame();
  std::size_t attributed = 0;
  for (std::uint32_t n = 1; n <= 25; ++n) {
    const Draft before = history.draft(n - 1);
    const Draft after = history.draft(n);
    const Edit& edit = history.edits()[n - 1];
    const auto touch_of = [&](const std::string& id, TouchKind kind, const std::string& language = "") {
      for (const Touch& touch : blame.at(id))
        if (touch == Touch{n, edit.author, edit.time, kind, language}) return true;
      return false;
    };
    for (const Entry& entry : compare(before, after).entries) {
      if (!entry.old_clause || !entry.new_clause) {
        EXPECT_TRUE(touch_of(entry.id, entry.old_clause ? TouchKind::kRemoved : TouchKind::kAdded));
      } else if (entry.bindings_changed) {
        EXPECT_TRUE(touch_of(entry.id, TouchKind::kBound));
      }
      attributed += entry.kind != EntryKind::kStays || entry.changed();
      if (!entry.old_clause || !entry.new_clause) continue;
      for (const VersionChange& version : entry.versions)
        if (version.changed && before.language(version.language) && after.language(version.language)) {
          EXPECT_TRUE(touch_of(entry.id, TouchKind::kChanged, version.language)) << n;
        }
    }
  }
  EXPECT_GT(attributed, 10u);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomHistories, testing::Range<std::uint64_t>(0, 40));

}  // namespace
}  // namespace parley::text
