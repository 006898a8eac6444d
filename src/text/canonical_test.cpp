#include "text/canonical.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "text/random_drafts.hpp"

namespace parley::text {
namespace {

Draft small() {
  Draft draft;
  draft.title = "Accord";
  draft.languages = {{"en", Standing::kAuthentic}, {"ar", Standing::kAuthentic}};
  draft.clauses = {{"fire",
                    {{{"Cease-fire", "Fire ceases.\nAt noon."}, false}, {{"وقف", "يتوقف إطلاق النار."}, false}},
                    {{"cease-fire", {"full"}}}}};
  return draft;
}

TEST(CanonicalBytes, AreThoseOfTheDocument) {
  EXPECT_EQ(to_bytes(small()),
            "parley text 1\ntitle 6\nAccord\nlanguages 2\nlanguage en authentic\nlanguage ar authentic\nclauses 1\n"
            "clause fire\nbindings 1\nissue 10\ncease-fire\noptions 1\noption 4\nfull\n"
            "version en current\nheading 10\nCease-fire\nbody 21\nFire ceases.\nAt noon.\n"
            "version ar current\nheading 6\nوقف\nbody 33\nيتوقف إطلاق النار.\n");
}

// Reading back what was written gives the same draft, so that no two drafts share their bytes.
TEST(CanonicalBytes, OfEveryDraftReadBackAsThatDraft) {
  std::map<std::string, Draft> seen;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    RandomEditor editor(seed);
    const History history = editor.history(25);
    for (std::uint32_t n = 0; n <= 25; ++n) {
      Draft draft = history.draft(n);
      for (int round = 0; round < 2; ++round) {
        const std::string bytes = to_bytes(draft);
        const auto read = read_bytes(bytes);
        ASSERT_TRUE(read) << read.error().where.line << "\n" << bytes;
        EXPECT_EQ(*read, draft);
        const auto [it, fresh] = seen.emplace(bytes, draft);
        if (!fresh) {
          EXPECT_EQ(it->second, draft);
        }
        draft.number = 0;
      }
    }
  }
  EXPECT_GT(seen.size(), 1500u);
}

TEST(CanonicalBytes, AreReadOnlyAsTheyWereWritten) {
  const std::string good = to_bytes(small());
  ASSERT_TRUE(read_bytes(good));
  std::size_t tried = 0;
  for (std::size_t i = 0; i < good.size(); ++i) {
    EXPECT_FALSE(read_bytes(good.substr(0, i)));
    for (const char c : {' ', '\n', '0', '1', 'x', '\xFF', '\r'}) {
      std::string changed = good;
      changed[i] = c;
      if (changed == good) continue;
      const auto read = read_bytes(changed);
      if (read) {
        EXPECT_EQ(to_bytes(*read), changed);
      }
      ++tried;
    }
  }
  EXPECT_GT(tried, 1000u);
  EXPECT_FALSE(read_bytes(good + "\n"));
  std::string padded = good;
  padded.replace(padded.find("title 6"), 7, "title 06");
  EXPECT_FALSE(read_bytes(padded));
}

TEST(CanonicalBytes, KeepTheNumberOfADraftOutOfAFrozenText) {
  Draft draft = small();
  const std::string frozen = *frozen_bytes(draft);
  draft.number = 17;
  EXPECT_EQ(*frozen_bytes(draft), frozen);
  EXPECT_NE(to_bytes(draft), frozen);
}

}  // namespace
}  // namespace parley::text
