#include "store/spelling.hpp"

#include "store/bytes.hpp"

namespace parley::store {

void Spelling::literal(std::string_view expected) {
  if (!optional_literal(expected)) fail();
}

bool Spelling::optional_literal(std::string_view expected) {
  if (!good_ || !rest_.starts_with(expected)) return false;
  rest_.remove_prefix(expected.size());
  return true;
}

std::uint64_t Spelling::number() {
  std::size_t digits = 0;
  std::uint64_t value = 0;
  while (digits < rest_.size() && digits < 16 && rest_[digits] >= '0' && rest_[digits] <= '9')
    value = value * 10 + static_cast<std::uint64_t>(rest_[digits++] - '0');
  if (digits == 0 || digits > 15 || (digits > 1 && rest_.front() == '0')) fail();
  if (good_) rest_.remove_prefix(digits);
  return value;
}

std::string Spelling::hex_bytes(std::size_t count) {
  const auto bytes = unhex(rest_.substr(0, count * 2));
  if (!bytes || bytes->size() != count) {
    fail();
    return {};
  }
  rest_.remove_prefix(count * 2);
  return *bytes;
}

std::string_view Spelling::until_quote() {
  const auto end = rest_.find('"');
  if (end == std::string_view::npos) {
    fail();
    return {};
  }
  const auto text = rest_.substr(0, end);
  rest_.remove_prefix(end);
  return text;
}

std::string Spelling::quoted_audience() {
  std::string name;
  std::size_t i = 0;
  for (; i < rest_.size() && rest_[i] != '"'; ++i) {
    if (rest_[i] == '\\') {
      ++i;
      if (i == rest_.size() || (rest_[i] != '"' && rest_[i] != '\\')) {
        fail();
        return {};
      }
    }
    name += rest_[i];
  }
  rest_.remove_prefix(i);
  if (!is_audience(name)) fail();
  return name;
}

std::string quote(std::string_view audience) {
  std::string text = "\"";
  for (const char c : audience) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

}  // namespace parley::store
