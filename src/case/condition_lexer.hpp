// Words, numbers and signs of the language in condition_text.hpp; used by condition_parse.cpp and condition_print.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace parley::condition {

struct Token {
  enum class Kind { kWord, kQuoted, kSign, kEnd };

  Kind kind = Kind::kEnd;
  std::string text;
  std::size_t begin = 0;

  bool is(std::string_view what) const { return kind != Kind::kQuoted && kind != Kind::kEnd && text == what; }
  bool name() const { return kind == Kind::kWord || kind == Kind::kQuoted; }
};

// Ends with a kEnd token.
Result<std::vector<Token>> tokens(std::string_view text);

bool keyword(std::string_view word);

// A word that the lexer reads as one token and nothing else than a name.
bool plain_word(std::string_view text);

// As it must stand in a text: bare where it can be, otherwise in quotes.
std::string quoted_if_needed(std::string_view text);

// An error at byte `begin` of the text; the column counts characters from 1.
Error error_at(std::string_view text, std::size_t begin, ErrorCode code, std::string_view message,
               std::string_view hint = {});

}  // namespace parley::condition
