// The difference of two texts, word by word.
//
// Word       a run between white space (Unicode's White_Space); the white space between two words is a token of its own
// Output     runs in reading order; those kept and removed joined give the old text, those kept and added the new one,
//            byte for byte. Within a replaced stretch removed words come before added ones, and lone white space that
//            happens to stay between two replaced words is replaced with them, since nobody reads it as kept
// Unicode    a run begins and ends between characters, never inside one; text is compared as bytes
// Cost       that of myers.hpp
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace parley::text {

enum class RunKind { kKept, kRemoved, kAdded };

struct Run {
  RunKind kind = RunKind::kKept;
  std::string text;

  bool operator==(const Run&) const = default;
};

// Words and the white space between them, in turn; joined they are the text.
std::vector<std::string_view> tokens(std::string_view text);
bool white_space(std::string_view token);  // of a token: whether it is white space

std::vector<Run> diff_words(std::string_view old_text, std::string_view new_text);

// The old text or the new one, as runs alone give it.
std::string without(const std::vector<Run>& runs, RunKind kind);

}  // namespace parley::text
