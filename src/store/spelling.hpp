// Reads text that has exactly one spelling: literals, numbers, hex and quoted strings, one after the other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace parley::store {

// The first part that does not fit makes the whole reading fail; after that every call returns nothing useful.
class Spelling {
 public:
  explicit Spelling(std::string_view text) : rest_(text) {}

  void literal(std::string_view expected);
  bool optional_literal(std::string_view expected);
  std::uint64_t number();                       // at most 15 digits, no leading zero
  std::string hex_bytes(std::size_t count);     // lower case
  std::string_view until_quote();               // up to the next '"', which stays
  std::string quoted_audience();                // without the quotes around it; \" and \\ are its escapes
  void fail() { good_ = false; }
  std::string_view rest() const { return rest_; }
  bool good() const { return good_; }
  bool done() const { return good_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

std::string quote(std::string_view audience);

}  // namespace parley::store
