#include "talks/own_words.hpp"

#include <gtest/gtest.h>

namespace parley::talks {
namespace {

constexpr std::string_view kOriginal = "We would accept the line of August, if the corridor stays open.";

TEST(OwnWords, RepeatTheOriginalWithoutItsFullStopOrInCapitals) {
  EXPECT_TRUE(repeats(kOriginal, kOriginal));
  EXPECT_TRUE(repeats("We would accept the line of August, if the corridor stays open", kOriginal));
  EXPECT_TRUE(repeats("WE WOULD ACCEPT THE LINE OF AUGUST", kOriginal));
  EXPECT_TRUE(repeats("One side says: we would — accept the line of… whatever.", kOriginal)) << "six words in a row";
}

TEST(OwnWords, ANewTextAboutTheSameThingIsOnesOwn) {
  EXPECT_FALSE(repeats("The line of August is not excluded.", kOriginal));
  EXPECT_FALSE(repeats("Would you accept the line of July, if the corridor stays closed?", kOriginal));
}

TEST(OwnWords, AShortOriginalIsRepeatedByAllOfIt) {
  EXPECT_TRUE(repeats("The answer: not now.", "Not now!"));
  EXPECT_FALSE(repeats("This is not on the table now", "Not now!"));
  EXPECT_FALSE(repeats("This is not on the table", "no")) << "a word, not the letters of one";
}

TEST(OwnWords, CapitalsOfOtherScriptsDoNotMakeANewText) {
  EXPECT_TRUE(repeats("МИ ГОТОВІ ПРИЙНЯТИ ЛІНІЮ СЕРПНЯ", "Ми готові прийняти лінію серпня."));
  EXPECT_TRUE(repeats("قال الطرف نحن مستعدون", "نحن مستعدون،"));
  EXPECT_FALSE(repeats("Ми не готові", "Ми готові прийняти лінію серпня."));
}

TEST(OwnWords, NothingIsRepeatedByNothing) {
  EXPECT_FALSE(repeats("anything", ""));
  EXPECT_FALSE(repeats("anything", " ... "));
  EXPECT_FALSE(repeats("", "anything"));
}

}  // namespace
}  // namespace parley::talks
