// The schema, the page about the format and the reader say the same.
#include "case/schema.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "case/golden.hpp"
#include "case/read.hpp"
#include "case/yaml_tree.hpp"

namespace parley {
namespace {

using format::Field;
using format::Type;
using nlohmann::json;
using yaml::Node;

constexpr const char* kPage = "docs/formats/case.md";

// --- As much of JSON Schema as the schema uses ---

json to_json(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kNull: return nullptr;
    case Node::Kind::kScalar: {
      const bool number = std::regex_match(node.text, std::regex(R"([-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?)"));
      if (node.quoted) return node.text;
      if (node.text == "true" || node.text == "false") return node.text == "true";
      if (!number) return node.text;
      return node.text.find_first_of(".eE") == std::string::npos ? json(std::stol(node.text))
                                                                 : json(std::stod(node.text));
    }
    case Node::Kind::kList: {
      json list = json::array();
      for (const Node* item : node.items) list.push_back(to_json(*item));
      return list;
    }
    case Node::Kind::kMap: {
      json map = json::object();
      for (const auto& [key, value] : node.entries) map[key->text] = to_json(*value);
      return map;
    }
  }
  return nullptr;
}

bool has_type(const json& value, const json& type) {
  if (type.is_array()) return std::any_of(type.begin(), type.end(), [&](const json& t) { return has_type(value, t); });
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  return type == value.type_name();
}

class Validator {
 public:
  explicit Validator(const json& schema) : schema_(schema) {}

  // Where the value differs first, or nothing.
  std::string check(const json& value, const json& rule, const std::string& place = "") const {
    for (const auto& [key, what] : rule.items())
      if (std::string wrong = check_keyword(value, rule, key, what, place); !wrong.empty()) return wrong;
    return {};
  }

 private:
  std::string check_keyword(const json& value, const json& rule, const std::string& key, const json& what,
                            const std::string& place) const {
    const auto wrong_if = [&](bool wrong) {
      return wrong ? fmt::format("{}: {} {}", place, key, what.dump()) : std::string();
    };
    static const std::set<std::string> kSilent = {"$schema", "$defs", "title", "description", "properties"};
    if (kSilent.contains(key)) return {};
    if (key == "$ref") return check(value, schema_["$defs"][what.get<std::string>().substr(8)], place);
    if (key == "type") return wrong_if(!has_type(value, what));
    if (key == "enum") return wrong_if(std::find(what.begin(), what.end(), value) == what.end());
    if (key == "pattern")
      return wrong_if(value.is_string() &&
                      !std::regex_search(value.get<std::string>(), std::regex(what.get<std::string>())));
    if (key == "maxLength") return wrong_if(value.is_string() && value.get<std::string>().size() > what);
    if (key == "minimum") return wrong_if(value.is_number() && value < what);
    if (key == "minItems") return wrong_if(value.is_array() && value.size() < what);
    if (key == "maxItems") return wrong_if(value.is_array() && value.size() > what);
    if (key == "minProperties") return wrong_if(value.is_object() && value.size() < what);
    if (key == "maxProperties") return wrong_if(value.is_object() && value.size() > what);
    if (key == "anyOf" || key == "oneOf") {
      const auto fits = std::count_if(what.begin(), what.end(),
                                      [&](const json& choice) { return check(value, choice, place).empty(); });
      return wrong_if(key == "anyOf" ? fits == 0 : fits != 1);
    }
    if (key == "required")
      return wrong_if(value.is_object() && !std::all_of(what.begin(), what.end(), [&](const json& k) {
                        return value.contains(k.get<std::string>());
                      }));
    if (key == "items") {
      for (std::size_t i = 0; value.is_array() && i < value.size(); ++i)
        if (auto wrong = check(value[i], what, fmt::format("{}/{}", place, i)); !wrong.empty()) return wrong;
      return {};
    }
    if (value.is_object()) return check_object(value, rule, key, what, place);
    return {};
  }

  std::string check_object(const json& value, const json& rule, const std::string& key, const json& what,
                           const std::string& place) const {
    for (const auto& [name, part] : value.items()) {
      const std::string inner = place + "/" + name;
      if (key == "dependentRequired" && what.contains(name) && !value.contains(what[name][0].get<std::string>()))
        return inner + ": needs " + what[name].dump();
      if (key == "propertyNames")
        if (auto wrong = check(name, what, inner); !wrong.empty()) return wrong;
      if (key != "additionalProperties") continue;
      const bool known = rule.contains("properties") && rule["properties"].contains(name);
      if (!known && what == false) return inner + ": is not a key";
      if (auto wrong = check(part, known ? rule["properties"][name] : what, inner); !wrong.empty()) return wrong;
    }
    return {};
  }

  const json& schema_;
};

// --- The page: whole cases, and fragments that stand in a setting ---

struct Example {
  std::string place;  // "docs/formats/case.md:12"
  std::string text;
};

const std::vector<std::pair<std::string, std::string>> kSetting = {
    {"parley", "parley: 1\n"},
    {"case", "case: example\n"},
    {"assumed", "assumed: true\n"},
    {"sources", "sources: {raiffa: Raiffa 1982, par4: \"Article, paragraph 4\"}\n"},
    {"issues",
     "issues:\n  venue: {options: [geneva, vienna, oslo]}\n  aid: {amount: {from: 0, to: 90, step: 10}}\n"
     "  weapons: {amount: {from: 0, to: 90, step: 10}}\n  force: {options: [nobody, un, nato]}\n  land: {divisible: "
     "true}\n"},
    {"parties",
     "parties:\n  a: {scores: {aid: {per_unit: 1}}}\n  b: {scores: {aid: {per_unit: -1}}}\n  c: {scores: {aid: "
     "{per_unit: 2}}}\n"},
};

std::string in_setting(const std::string& fragment, bool of_party) {
  std::string text = fragment;
  if (of_party) text = "parties:\n  p:\n    " + std::regex_replace(fragment, std::regex("\n(?=.)"), "\n    ");
  std::string setting;
  for (const auto& [key, part] : kSetting)
    if (!std::regex_search("\n" + text, std::regex("\n" + key + ":"))) setting += part;
  return setting + text;
}

std::vector<Example> examples() {
  std::vector<Example> found;
  std::istringstream page(golden::read(kPage));
  std::string line, kind, text;
  for (int number = 1, begin = 0; std::getline(page, line); ++number) {
    if (line.starts_with("```") && kind.empty()) {
      kind = line.substr(3);
      text.clear();
      begin = number;
    } else if (line.starts_with("```")) {
      if (kind.starts_with("yaml"))
        found.push_back(
            {fmt::format("{}:{}", kPage, begin), kind == "yaml" ? text : in_setting(text, kind == "yaml party")});
      kind.clear();
    } else {
      text += line + "\n";
    }
  }
  return found;
}

// Which keys of which records a file uses.
void note_keys(const Node& node, const Type& type, std::set<std::string>& used) {
  if (type.kind == Type::Kind::kEither) {
    const Type* actual = node.kind == Node::Kind::kScalar ? type.scalar
                         : node.kind == Node::Kind::kList ? type.list
                                                          : type.map;
    if (actual != nullptr) note_keys(node, *actual, used);
    return;
  }
  for (const Node* item : node.items) note_keys(*item, *type.item, used);
  for (const auto& [key, value] : node.entries) {
    const auto field =
        std::find_if(type.fields.begin(), type.fields.end(), [&](const Field& f) { return f.key == key->text; });
    if (field != type.fields.end()) used.insert(fmt::format("{}.{}", type.name, key->text));
    if (const Type* inner = field != type.fields.end() ? field->type : type.item) note_keys(*value, *inner, used);
  }
}

std::string key_tables() {
  std::string text;
  for (const Type* type : format_types()) {
    if (type->kind != Type::Kind::kRecord) continue;
    text += fmt::format("\n**{}**\n\n| key | | what stands there | meaning |\n|---|---|---|---|\n", type->name);
    for (const Field& field : type->fields) {
      const bool one_of = std::find(type->one_of.begin(), type->one_of.end(), field.key) != type->one_of.end();
      text += fmt::format("| `{}` | {} | {} | {} |\n", field.key,
                          field.required ? "required"
                          : one_of       ? "one of these"
                                         : "",
                          field.type->expected, field.doc);
    }
  }
  return text;
}

TEST(CaseSchema, IsMadeFromTheFormat) {
  golden::expect_same("cases/case.schema.json", case_schema());
  EXPECT_TRUE(json::accept(case_schema()));
}

TEST(CasePage, ListsEveryKeyAsTheFormatHasIt) {
  constexpr std::string_view kBegin = "<!-- keys -->\n", kEnd = "\n<!-- end of keys -->";
  const std::string page = golden::read(kPage);
  const auto begin = page.find(kBegin), end = page.find(kEnd);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  golden::expect_same(kPage, page.substr(0, begin + kBegin.size()) + key_tables() + page.substr(end));
}

TEST(CasePage, ExamplesAreReadAndFitTheSchema) {
  const json schema = json::parse(case_schema());
  const auto all = examples();
  EXPECT_GE(all.size(), 15U);
  for (const Example& example : all) {
    const auto read = read_case(example.text, example.place);
    if (!read)
      for (const Error& error : read.error()) ADD_FAILURE() << to_text(error) << "\nin\n" << example.text;
    EXPECT_EQ(Validator(schema).check(to_json(*yaml::read_tree(example.text, example.place).root), schema), "")
        << example.place;
  }
}

TEST(CasePage, ExamplesShowEveryKey) {
  std::set<std::string> used;
  for (const Example& example : examples())
    note_keys(*yaml::read_tree(example.text, example.place).root, format::case_file(), used);
  for (const Type* type : format_types())
    for (const Field& field : type->fields)
      EXPECT_TRUE(used.contains(fmt::format("{}.{}", type->name, field.key)))
          << type->name << "." << field.key << " has no example in " << kPage;
}

TEST(CaseSchema, RefusesWhatTheReaderRefuses) {
  const json schema = json::parse(case_schema());
  for (const char* fragment :
       {"parties: {p: {scores: {venue: {tabel: [1, 2, 3]}}}}\n", "parties: {p: {role: king}}\n",
        "decision: {at_least: many}\n", "parties: {p: {reservation: {low: 1}}}\n",
        "parties: {p: {scores: {aid: {base: 1}}}}\n", "rules: {a: b}\n", "reference: [1]\n",
        "parties: {p: {cap: .inf}}\n", "sources: {Raiffa: a book}\n", "issues: {venue: {options: [], title: x}}\n"}) {
    const std::string text = in_setting(fragment, false);
    EXPECT_FALSE(read_case(text, "f").has_value()) << fragment;
    EXPECT_NE(Validator(schema).check(to_json(*yaml::read_tree(text, "f").root), schema), "") << fragment;
  }
}

}  // namespace
}  // namespace parley
