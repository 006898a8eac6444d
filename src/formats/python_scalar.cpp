#include "formats/python_scalar.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace parley::formats {
namespace {

constexpr std::size_t kMaxDigits = 100;  // longer digit strings stay text; no domain numbers its options so

bool is_one_of(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::find(words, text) != words.end();
}

constexpr std::array<std::string_view, 9> kTrue{"yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"};
constexpr std::array<std::string_view, 9> kFalse{"no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"};
constexpr std::array<std::string_view, 5> kNothing{"", "~", "null", "Null", "NULL"};

bool only(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

// The value of a YAML 1.1 integer: decimal, 0x..., 0b... or octal with a leading 0; underscores separate digits.
std::optional<Integer> whole_number(std::string_view text) {
  std::string digits(text);
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.erase(0, 1);
  if (digits.empty() || digits.front() == '_') return std::nullopt;
  int base = 10;
  if (digits.starts_with("0x") || digits.starts_with("0b")) {
    base = digits[1] == 'x' ? 16 : 2;
    digits.erase(0, 2);
  } else if (digits.size() > 1 && digits.front() == '0') {
    base = 8;
  }
  std::erase(digits, '_');
  const std::string_view allowed =
      std::string_view("0123456789abcdefABCDEF").substr(0, base == 16 ? 22 : static_cast<std::size_t>(base));
  if (digits.empty() || !only(digits, allowed)) return std::nullopt;
  const Integer value(digits, base);
  return negative ? Integer(-value) : value;
}

// A YAML 1.1 float: it has a dot, and a sign in its exponent if it has one.
std::optional<Rational> decimal(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  if (const auto e = text.find_first_of("eE"); e != std::string_view::npos)
    if (e < dot || e + 1 >= text.size() || (text[e + 1] != '+' && text[e + 1] != '-')) return std::nullopt;
  std::string digits(text);
  std::erase(digits, '_');
  auto value = parse_number(digits);
  if (!value) return std::nullopt;
  return std::move(*value);
}

PythonScalar text_of(std::string_view text) { return {"'" + std::string(text), std::string(text), std::nullopt}; }

}  // namespace

PythonScalar python_scalar(const yaml::Node& node) {
  if (node.kind == yaml::Node::Kind::kNull) return {"None", "None", std::nullopt};
  const std::string_view text = node.text;
  if (node.quoted) return text_of(text);
  if (is_one_of(text, kNothing)) return {"None", "None", std::nullopt};
  if (is_one_of(text, kTrue)) return {"1", "True", std::nullopt};
  if (is_one_of(text, kFalse)) return {"0", "False", std::nullopt};
  if (text.size() > kMaxDigits || !only(text.substr(0, 1), "+-.0123456789")) return text_of(text);
  if (const auto value = whole_number(text)) {
    const std::string shown = value->get_str();
    return {shown, shown, Rational(*value)};
  }
  if (auto value = decimal(text)) {
    std::string key = value->get_str();
    return {std::move(key), std::string(text), std::move(value)};
  }
  return text_of(text);
}

}  // namespace parley::formats
