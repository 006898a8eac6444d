#include "talks/own_words.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.hpp"

namespace parley::talks {
namespace {

constexpr std::size_t kRun = 6;

char32_t decoded(std::string_view text, std::size_t at, std::size_t length) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  if (length <= 1) return byte(0);
  char32_t c = byte(0) & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) c = (c << 6U) | (byte(i) & 0x3FU);
  return c;
}

bool separates(char32_t c) {
  if (c < 0x80) return !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
  // No-break space, guillemets and their like; the general punctuation; Arabic comma, semicolon and question mark.
  return (c >= 0xA0 && c <= 0xBF) || (c >= 0x2000 && c <= 0x206F) || c == 0x60C || c == 0x61B || c == 0x61F ||
         (c >= 0x3000 && c <= 0x3002);
}

// One letter for both cases in the scripts that have them and that negotiators here write: Latin, Greek, Cyrillic.
char32_t folded(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 0x20;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 0x20;
  if (c >= 0x100 && c <= 0x137) return c | 1U;
  if (c >= 0x391 && c <= 0x3A9) return c + 0x20;
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  return c;
}

std::vector<std::u32string> words_of(std::string_view text) {
  std::vector<std::u32string> words(1);
  for (std::size_t i = 0; i < text.size();) {
    const auto length = std::max<std::size_t>(utf8_length(text, i), 1);
    const auto c = decoded(text, i, length);
    if (!separates(c)) words.back().push_back(folded(c));
    else if (!words.back().empty()) words.emplace_back();
    i += length;
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

}  // namespace

bool repeats(std::string_view words, std::string_view original) {
  const auto from = words_of(original), in = words_of(words);
  const auto run = static_cast<std::ptrdiff_t>(std::min(kRun, from.size()));
  if (run == 0) return false;
  for (auto at = from.begin(); from.end() - at >= run; ++at)
    if (std::search(in.begin(), in.end(), at, at + run) != in.end()) return true;
  return false;
}

}  // namespace parley::talks
