#include "broker/contract.hpp"

#include <yaml-cpp/yaml.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <ranges>
#include <stdexcept>

#include "base/embedded.hpp"
#include "base/utf8.hpp"

extern "C" {
extern const parley::EmbeddedFile kApiPieces[];
extern const std::uint64_t kApiPiecesCount;
}

namespace parley::broker {
namespace {

Json scalar(const YAML::Node& node) {
  const auto& text = node.Scalar();
  if (node.Tag() == "!") return text;  // quoted
  if (text == "true") return true;
  if (text == "false") return false;
  if (text == "null" || text == "~" || text.empty()) return nullptr;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc{} && end == text.data() + text.size()) return number;
  return text;
}

Json to_json(const YAML::Node& node) {
  if (node.IsMap()) {
    auto out = Json::object();
    for (const auto& pair : node) out[pair.first.Scalar()] = to_json(pair.second);
    return out;
  }
  if (node.IsSequence()) {
    auto out = Json::array();
    for (const auto& item : node) out.push_back(to_json(item));
    return out;
  }
  return node.IsScalar() ? scalar(node) : Json(nullptr);
}

void merge(Json& into, const Json& piece, const std::string& at) {
  for (const auto& [key, value] : piece.items()) {
    if (!into.contains(key)) into[key] = value;
    else if (at == "/paths" || at == "/components/schemas" || !value.is_object())
      throw std::logic_error(fmt::format("the contract states {}/{} twice", at, key));
    else merge(into[key], value, fmt::format("{}/{}", at, key));
  }
}

std::vector<std::string> split(std::string_view path) {
  std::vector<std::string> parts;
  for (const auto part : path | std::views::drop(1) | std::views::split('/'))
    parts.emplace_back(part.begin(), part.end());
  return parts;
}

Access access_of(const Json& in) {
  Access access;
  for (const auto& [key, value] : in.items()) {
    if (key == "roles") {
      for (const auto& role : value)
        if (role == "anyone") access.anyone = true;
        else access.roles.push_back(role.get<talks::MemberRole>());
    } else if (key == "mandate") {
      access.mandate = value.get<talks::Mandate>();
    } else if (key == "confirm") {
      access.confirm = value.get<bool>();
    } else if (key == "while") {
      access.while_open = value.get<std::string>() == "open";
    } else if (key != "max_bytes") {
      throw std::logic_error("x-access has no key " + key);
    }
  }
  return access;
}

OperationSpec operation_of(const std::string& path, std::string method, const Json& in) {
  OperationSpec op;
  op.id = in.at("operationId").get<std::string>();
  std::ranges::transform(method, method.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
  op.method = std::move(method);
  op.path = path;
  op.segments = split(path);
  const auto& access = in.at("x-access");
  op.access = access_of(access);
  op.max_bytes = access.value("max_bytes", std::size_t{65536});
  if (in.contains("requestBody")) op.body = in["requestBody"].at("content").at("application/json").at("schema");
  const auto& content = in.at("responses").at("200").at("content");
  if (content.contains("application/json")) op.answer = content["application/json"].at("schema");
  return op;
}

constexpr std::array kKeywords{"type",        "properties", "required", "additionalProperties",
                               "items",       "minItems",   "maxItems", "minLength",
                               "maxLength",   "pattern",    "enum",     "oneOf",
                               "minimum",     "maximum",    "$ref",     "format",
                               "description", "const",      "example",  "examples"};

// The patterns of the contract are of one form, ^[class]{length}$, where maxLength and minLength state the length; a general
// regular expression on input of other people's making is a risk for nothing.
std::string_view class_of(const std::string& pattern) {
  const auto end = pattern.find(']');
  if (!pattern.starts_with("^[") || end == std::string::npos || !pattern.ends_with('$') || pattern[2] == '^')
    throw std::logic_error("the contract has a pattern of an unknown form: " + pattern);
  return std::string_view(pattern).substr(2, end - 2);
}

void require_known_keywords(const Json& schema, const std::string& at) {
  if (!schema.is_object()) return;
  for (const auto& [key, value] : schema.items()) {
    if (std::ranges::find(kKeywords, key) == kKeywords.end())
      throw std::logic_error(fmt::format("keyword {} in {}", key, at));
    if (key == "pattern") class_of(value.get_ref<const std::string&>());
    if (key == "properties")
      for (const auto& [name, sub] : value.items()) require_known_keywords(sub, fmt::format("{}/{}", at, name));
    if (key == "items" || key == "additionalProperties") require_known_keywords(value, fmt::format("{}/{}", at, key));
    if (key == "oneOf")
      for (const auto& sub : value) require_known_keywords(sub, fmt::format("{}/oneOf", at));
  }
}

bool of_type(const Json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "null") return value.is_null();
  throw std::logic_error("the contract names a type " + type);
}

bool matches(const std::string& pattern, const std::string& text) {
  const auto allowed = class_of(pattern);
  return std::ranges::all_of(text, [&](char c) {
    for (std::size_t i = 0; i < allowed.size(); ++i) {
      const bool range = i + 2 < allowed.size() && allowed[i + 1] == '-';
      if (range ? allowed[i] <= c && c <= allowed[i + 2] : allowed[i] == c) return true;
      if (range) i += 2;
    }
    return false;
  });
}

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

void check_string(const Json& schema, const std::string& text, const std::string& at, std::vector<Problem>& problems) {
  const auto length = characters(text);
  if (const auto most = schema.find("maxLength"); most != schema.end() && length > most->get<std::size_t>())
    problems.push_back({"limit", fmt::format("{} characters are too long", length),
                        fmt::format("at most {}", most->get<std::size_t>()), at});
  else if (const auto least = schema.find("minLength"); least != schema.end() && length < least->get<std::size_t>())
    problems.push_back({"value", length == 0 ? "this must not be empty" : "this is too short",
                        fmt::format("at least {} characters", least->get<std::size_t>()), at});
  else if (const auto pattern = schema.find("pattern"); pattern != schema.end() && !matches(*pattern, text))
    problems.push_back({"value", "this has characters that cannot stand here", "", at});
  if (schema.value("format", "") == "date-time" && !talks::parse_time(text))
    problems.push_back({"value", "this is not a time", "write 2025-08-18T14:00:00Z: whole seconds, UTC", at});
}

std::string list_of(const Json& names) {
  std::string text;
  for (const auto& name : names) text.append(text.empty() ? "" : ", ").append(name.get<std::string>());
  return text;
}

}  // namespace

Contract::Contract() {
  for (std::uint64_t i = 0; i < kApiPiecesCount; ++i)
    merge(document_, to_json(YAML::Load(std::string(kApiPieces[i].bytes()))), "");
  for (const auto& [name, schema] : document_.at("components").at("schemas").items())
    require_known_keywords(schema, name);
  for (const auto& [path, methods] : document_.at("paths").items())
    for (const auto& [method, operation] : methods.items())
      operations_.push_back(operation_of(path, method, operation));
}

const Contract& Contract::get() {
  static const Contract contract;
  return contract;
}

Contract::Match Contract::match(std::string_view method, std::string_view path) const {
  const auto parts = split(path);
  for (const auto& op : operations_) {
    if (op.method != method || op.segments.size() != parts.size()) continue;
    Match found{&op, {}};
    bool same = true;
    for (std::size_t i = 0; i < parts.size() && same; ++i) {
      const auto& segment = op.segments[i];
      if (!segment.starts_with('{')) {
        same = segment == parts[i];
        continue;
      }
      const auto value = decode_percent(parts[i]);
      same = value && !value->empty();
      if (same) found.path.emplace_back(segment.substr(1, segment.size() - 2), *value);
    }
    // A fixed segment is preferred to a parameter: /invitations/look is no invitation.
    if (same && (found.path.empty() || std::ranges::none_of(operations_, [&](const OperationSpec& other) {
                   return other.method == method && other.path == path;
                 })))
      return found;
  }
  return {};
}

const Json& Contract::resolve(const Json& schema) const {
  const auto ref = schema.find("$ref");
  if (ref == schema.end()) return schema;  // NOLINT(bugprone-return-const-ref-from-parameter): schemas outlive the call
  return document_.at(Json::json_pointer(ref->get<std::string>().substr(1)));
}

std::vector<Problem> Contract::check(const Json& schema, const Json& value) const {
  std::vector<Problem> problems;
  check(schema, value, "", problems);
  return problems;
}

void Contract::check(const Json& given, const Json& value, const std::string& at,
                     std::vector<Problem>& problems) const {
  const auto& schema = resolve(given);
  if (const auto choices = schema.find("oneOf"); choices != schema.end()) {
    for (const auto& choice : *choices) {
      std::vector<Problem> ignored;
      check(choice, value, at, ignored);
      if (ignored.empty()) return;
    }
    problems.push_back({"schema", "this fits none of the forms that can stand here", "", at});
    return;
  }
  if (const auto type = schema.find("type"); type != schema.end() && !of_type(value, *type)) {
    problems.push_back({"schema", fmt::format("here a {} is expected", type->get<std::string>()), "", at});
    return;
  }
  if (const auto names = schema.find("enum"); names != schema.end() && std::ranges::find(*names, value) == names->end())
    problems.push_back({"value", "this is not one of the values that can stand here", "one of " + list_of(*names), at});
  if (value.is_string()) check_string(schema, value.get_ref<const std::string&>(), at, problems);
  if (value.is_number()) {
    if (const auto least = schema.find("minimum"); least != schema.end() && value < *least)
      problems.push_back({"value", "this is too small", "at least " + least->dump(), at});
    if (const auto most = schema.find("maximum"); most != schema.end() && value > *most)
      problems.push_back({"value", "this is too large", "at most " + most->dump(), at});
  }
  if (value.is_object()) check_object(schema, value, at, problems);
  if (value.is_array()) check_array(schema, value, at, problems);
}

void Contract::check_object(const Json& schema, const Json& value, const std::string& at,
                            std::vector<Problem>& problems) const {
  const auto properties = schema.find("properties");
  if (const auto required = schema.find("required"); required != schema.end())
    for (const auto& name : *required)
      if (!value.contains(name.get<std::string>()))
        problems.push_back({"schema", "this is missing", "", at + "/" + name.get<std::string>()});
  for (const auto& [key, item] : value.items()) {
    const auto here = fmt::format("{}/{}", at, key);
    if (properties != schema.end() && properties->contains(key)) {
      check((*properties)[key], item, here, problems);
    } else if (const auto more = schema.find("additionalProperties"); more != schema.end()) {
      if (more->is_object()) check(*more, item, here, problems);
      else if (!more->get<bool>()) problems.push_back({"schema", "nothing of this name can stand here", "", here});
    }
  }
}

void Contract::check_array(const Json& schema, const Json& value, const std::string& at,
                           std::vector<Problem>& problems) const {
  if (const auto most = schema.find("maxItems"); most != schema.end() && value.size() > most->get<std::size_t>()) {
    problems.push_back({"limit", "these are too many", fmt::format("at most {}", most->get<std::size_t>()), at});
    return;
  }
  if (const auto least = schema.find("minItems"); least != schema.end() && value.size() < least->get<std::size_t>())
    problems.push_back({"value", "these are too few", fmt::format("at least {}", least->get<std::size_t>()), at});
  if (const auto items = schema.find("items"); items != schema.end())
    for (std::size_t i = 0; i < value.size(); ++i) check(*items, value[i], fmt::format("{}/{}", at, i), problems);
}

std::optional<std::string> decode_percent(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    unsigned value = 0;
    if (i + 2 >= text.size()) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16);
    if (error != std::errc{} || end != text.data() + i + 3 || value == 0) return std::nullopt;
    out.push_back(static_cast<char>(value));
    i += 2;
  }
  for (std::size_t at = 0; at < out.size();) {
    const auto length = utf8_length(out, at);
    if (length == 0) return std::nullopt;
    at += length;
  }
  return out;
}

}  // namespace parley::broker
