#include "case/schema.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace parley {
namespace {

using format::Field;
using format::Type;
using Kind = Type::Kind;

// The texts of the format are plain ASCII; quotes and backslashes are all that JSON asks to be escaped in them.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

std::string reference(const Type& type) { return fmt::format("{{\"$ref\": \"#/$defs/{}\"}}", type.name); }

void collect(const Type* type, std::vector<const Type*>& types) {
  if (type == nullptr || std::find(types.begin(), types.end(), type) != types.end()) return;
  types.push_back(type);
  for (const Type* part : {type->scalar, type->list, type->map, type->item}) collect(part, types);
  for (const Field& field : type->fields) collect(field.type, types);
}

// A scalar in a case file is text to the reader; to an editor's YAML, 12 is a number and true a boolean.
constexpr std::string_view kAnyScalar = R"("type": ["string", "number", "boolean"])";
constexpr std::string_view kIdPattern = R"("pattern": "^[a-z0-9][a-z0-9-]*$")";
constexpr std::string_view kDecimal = R"([-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?)";

std::string number_pattern(bool range) {
  const std::string number = fmt::format("{0}(/{0})?", kDecimal);
  return range ? fmt::format("^{0}( *\\\\.\\\\. *{0})?$", number) : fmt::format("^{}$", number);
}

std::string words(const Type& type) {
  std::string list;
  for (std::string_view word : type.words) {
    const bool digits = word.find_first_not_of("0123456789") == std::string_view::npos;
    list += (list.empty() ? "" : ", ") + (digits ? std::string(word) : quoted(word));
  }
  return fmt::format("\"enum\": [{}]", list);
}

std::string limits(const Type& type, std::string_view what) {
  std::string text;
  if (type.not_empty) text += fmt::format(", \"min{}\": 1", what);
  if (type.most != 0) text += fmt::format(", \"max{}\": {}", what, type.most);
  return text;
}

std::string record(const Type& type) {
  std::string text = "\"type\": \"object\",\n      \"properties\": {";
  std::string required, needed;
  for (const Field& field : type.fields) {
    text += fmt::format("{}\n        {}: {{\"description\": {}, \"$ref\": \"#/$defs/{}\"}}",
                        text.back() == '{' ? "" : ",", quoted(field.key), quoted(field.doc), field.type->name);
    if (field.required) required += (required.empty() ? "" : ", ") + quoted(field.key);
    if (!field.needs.empty())
      needed += fmt::format("{}{}: [{}]", needed.empty() ? "" : ", ", quoted(field.key), quoted(field.needs));
  }
  text += "\n      },\n      \"additionalProperties\": ";
  text += type.item == nullptr ? "false" : reference(*type.item);
  if (!required.empty()) text += fmt::format(",\n      \"required\": [{}]", required);
  if (!needed.empty()) text += fmt::format(",\n      \"dependentRequired\": {{{}}}", needed);
  std::string choices;
  for (std::string_view key : type.one_of)
    choices += fmt::format("{}{{\"required\": [{}]}}", choices.empty() ? "" : ", ", quoted(key));
  if (!choices.empty()) text += fmt::format(",\n      \"oneOf\": [{}]", choices);
  return text + limits(type, "Properties");
}

std::string either(const Type& type) {
  std::string choices;
  for (const Type* part : {type.scalar, type.list, type.map})
    if (part != nullptr) choices += (choices.empty() ? "" : ", ") + reference(*part);
  return fmt::format("\"anyOf\": [{}]", choices);
}

std::string body(const Type& type) {
  switch (type.kind) {
    case Kind::kText: return std::string(kAnyScalar);
    case Kind::kId: return fmt::format("{}, {}, \"maxLength\": 100", kAnyScalar, kIdPattern);
    case Kind::kNumber:
    case Kind::kRange:
      return fmt::format("\"type\": [\"number\", \"string\"], \"pattern\": \"{}\"",
                         number_pattern(type.kind == Kind::kRange));
    case Kind::kWhole: return "\"type\": \"integer\", \"minimum\": 0";
    case Kind::kFlag: return "\"type\": \"boolean\"";
    case Kind::kWord: return words(type);
    case Kind::kList:
      return fmt::format("\"type\": \"array\", \"items\": {}{}", reference(*type.item), limits(type, "Items"));
    case Kind::kMap:
      return fmt::format("\"type\": \"object\", \"additionalProperties\": {}{}{}", reference(*type.item),
                         type.free_keys ? "" : fmt::format(", \"propertyNames\": {{{}}}", kIdPattern),
                         limits(type, "Properties"));
    case Kind::kRecord: return record(type);
    case Kind::kEither: return either(type);
  }
  return {};
}

}  // namespace

std::vector<const Type*> format_types() {
  std::vector<const Type*> types;
  collect(&format::case_file(), types);
  return types;
}

std::string case_schema() {
  std::string text = "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n";
  text += "  \"title\": \"Parley case file, version 1\",\n  \"$ref\": \"#/$defs/case\",\n  \"$defs\": {";
  for (const Type* type : format_types())
    text += fmt::format("{}\n    {}: {{\n      \"description\": {},\n      {}\n    }}", text.back() == '{' ? "" : ",",
                        quoted(type->name), quoted("Expected: " + std::string(type->expected)), body(*type));
  return text + "\n  }\n}\n";
}

}  // namespace parley
