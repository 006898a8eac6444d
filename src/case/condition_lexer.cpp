#include "case/condition_lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace parley::condition {
namespace {

constexpr std::array<std::string_view, 15> kKeywords = {"and",   "or",      "not",  "implies", "is",
                                                        "one",   "none",    "of",   "at",      "most",
                                                        "least", "exactly", "true", "false",   "everybody"};

bool alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// '-', '.' and '/' belong to a word between two of its characters only: "before-meeting", "2/15", but "a - b" and "-3".
bool joins(std::string_view text, std::size_t i) {
  const char c = text[i];
  if (c != '-' && c != '.' && c != '/') return false;
  return i > 0 && i + 1 < text.size() && alphanumeric(text[i - 1]) && alphanumeric(text[i + 1]);
}

std::size_t word_end(std::string_view text, std::size_t i) {
  ++i;
  while (i < text.size() && (alphanumeric(text[i]) || joins(text, i))) ++i;
  return i;
}

bool starts_word(std::string_view text, std::size_t i) {
  return alphanumeric(text[i]) || (text[i] == '.' && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9');
}

Result<Token> quoted(std::string_view text, std::size_t& i) {
  Token token{Token::Kind::kQuoted, {}, i};
  for (++i; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\')) ++i;
    token.text += text[i];
  }
  if (i == text.size())
    return std::unexpected(error_at(text, token.begin, ErrorCode::kSyntax, "this quotation mark is never closed"));
  ++i;
  return token;
}

}  // namespace

Error error_at(std::string_view text, std::size_t begin, ErrorCode code, std::string_view message,
               std::string_view hint) {
  return {code, printable(message), printable(hint), {"", 1, static_cast<int>(utf8_count(text.substr(0, begin))) + 1}};
}

Result<std::vector<Token>> tokens(std::string_view text) {
  std::vector<Token> found;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      ++i;
    } else if (c == '"') {
      auto token = quoted(text, i);
      if (!token) return std::unexpected(token.error());
      found.push_back(std::move(*token));
    } else if (starts_word(text, i)) {
      const std::size_t end = word_end(text, i);
      found.push_back({Token::Kind::kWord, std::string(text.substr(i, end - i)), i});
      i = end;
    } else {
      const auto two = text.substr(i, 2);
      const std::size_t length = two == "<=" || two == ">=" || two == "!=" ? 2 : 1;
      if (length == 1 && std::string_view("()<>=,+-*").find(c) == std::string_view::npos)
        return std::unexpected(
            error_at(text, i, ErrorCode::kSyntax, fmt::format("'{}' has no meaning here", c),
                     "names with other characters than letters, digits and '-' stand in double quotes"));
      found.push_back({Token::Kind::kSign, std::string(text.substr(i, length)), i});
      i += length;
    }
  }
  found.push_back({Token::Kind::kEnd, {}, text.size()});
  return found;
}

bool keyword(std::string_view word) { return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end(); }

bool plain_word(std::string_view text) {
  return !text.empty() && !keyword(text) && alphanumeric(text[0]) && word_end(text, 0) == text.size();
}

std::string quoted_if_needed(std::string_view text) {
  if (plain_word(text)) return std::string(text);
  std::string result = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

}  // namespace parley::condition
