#include "text/words.hpp"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "base/utf8.hpp"
#include "text/myers.hpp"

namespace parley::text {
namespace {

// Bytes of the white space character at `i`, 0 if there stands something else. Bytes that are not UTF-8 are words.
std::size_t space_at(std::string_view text, std::size_t i) {
  const char c = text[i];
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  const std::size_t length = utf8_length(text, i);
  const std::string_view character = text.substr(i, length);
  if (length == 2) return character == "\xC2\x85" || character == "\xC2\xA0" ? 2 : 0;
  if (length != 3) return 0;
  const bool general = character >= "\xE2\x80\x80" && character <= "\xE2\x80\x8A";  // U+2000 to U+200A
  return general || character == "\xE1\x9A\x80" || character == "\xE2\x80\xA8" || character == "\xE2\x80\xA9" ||
                 character == "\xE2\x80\xAF" || character == "\xE2\x81\x9F" || character == "\xE3\x80\x80"
             ? 3
             : 0;
}

class Runs {
 public:
  void add(RunKind kind, std::string_view text) {
    if (text.empty()) return;
    if (!runs_.empty() && runs_.back().kind == kind) runs_.back().text += text;
    else runs_.push_back({kind, std::string(text)});
  }
  std::vector<Run> take() { return std::move(runs_); }

 private:
  std::vector<Run> runs_;
};

// A replaced stretch: gathers until something is kept.
struct Replaced {
  std::string removed, added;
  bool empty() const { return removed.empty() && added.empty(); }
  void flush(Runs& runs) {
    runs.add(RunKind::kRemoved, removed);
    runs.add(RunKind::kAdded, added);
    removed.clear();
    added.clear();
  }
};

std::vector<Run> tidy(const std::vector<Run>& raw) {
  Runs runs;
  Replaced replaced;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const Run& run = raw[i];
    if (run.kind == RunKind::kRemoved) replaced.removed += run.text;
    if (run.kind == RunKind::kAdded) replaced.added += run.text;
    if (run.kind != RunKind::kKept) continue;
    // A line break stays: it is what paragraphs are told apart by.
    const bool lone = !replaced.empty() && i + 1 < raw.size() && tokens(run.text).size() == 1 &&
                      white_space(run.text) && run.text.find('\n') == std::string::npos;
    if (lone) {
      replaced.removed += run.text;
      replaced.added += run.text;
      continue;
    }
    replaced.flush(runs);
    runs.add(RunKind::kKept, run.text);
  }
  replaced.flush(runs);
  return runs.take();
}

}  // namespace

bool white_space(std::string_view token) { return !token.empty() && space_at(token, 0) > 0; }

std::vector<std::string_view> tokens(std::string_view text) {
  std::vector<std::string_view> result;
  std::size_t begin = 0;
  bool in_space = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t space = space_at(text, i);
    if (i > begin && (space > 0) != in_space) {
      result.push_back(text.substr(begin, i - begin));
      begin = i;
    }
    in_space = space > 0;
    i += std::max<std::size_t>(1, utf8_length(text, i));
  }
  if (begin < text.size()) result.push_back(text.substr(begin));
  return result;
}

std::vector<Run> diff_words(std::string_view old_text, std::string_view new_text) {
  const auto old_tokens = tokens(old_text);
  const auto new_tokens = tokens(new_text);
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  const auto numbered = [&](const std::vector<std::string_view>& list) {
    std::vector<std::uint32_t> result;
    for (const std::string_view token : list)
      result.push_back(numbers.emplace(token, static_cast<std::uint32_t>(numbers.size())).first->second);
    return result;
  };
  const auto a = numbered(old_tokens);
  const auto b = numbered(new_tokens);
  Runs raw;
  std::size_t i = 0;
  std::size_t j = 0;
  const auto skip_to = [&](std::size_t to_i, std::size_t to_j) {
    for (; i < to_i; ++i) raw.add(RunKind::kRemoved, old_tokens[i]);
    for (; j < to_j; ++j) raw.add(RunKind::kAdded, new_tokens[j]);
  };
  for (const auto& [kept_i, kept_j] : common_subsequence(a, b)) {
    skip_to(kept_i, kept_j);
    raw.add(RunKind::kKept, old_tokens[i]);
    ++i, ++j;
  }
  skip_to(a.size(), b.size());
  return tidy(raw.take());
}

std::string without(const std::vector<Run>& runs, RunKind kind) {
  std::string result;
  for (const Run& run : runs)
    if (run.kind != kind) result += run.text;
  return result;
}

}  // namespace parley::text
