#include "case/shape.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "case/names.hpp"

namespace parley {
namespace {

using format::Field;
using format::Type;
using yaml::Node;
using Kind = Type::Kind;

constexpr std::size_t kMaxText = 100'000;  // bytes of one scalar
constexpr std::size_t kShown = 60;

class Checker {
 public:
  Checker(const std::string& file, Errors& errors) : file_(file), errors_(errors) {}

  void check(Node& node, const Type& type) {
    const Type* actual = &type;
    if (type.kind == Kind::kEither) {
      actual = node.kind == Node::Kind::kScalar ? type.scalar
               : node.kind == Node::Kind::kList ? type.list
               : node.kind == Node::Kind::kMap  ? type.map
                                                : nullptr;
      if (actual == nullptr) return wrong_kind(node, type);
    }
    switch (actual->kind) {
      case Kind::kList: return node.kind == Node::Kind::kList ? list(node, *actual) : wrong_kind(node, type);
      case Kind::kMap: return node.kind == Node::Kind::kMap ? map(node, *actual) : wrong_kind(node, type);
      case Kind::kRecord: return node.kind == Node::Kind::kMap ? record(node, *actual) : wrong_kind(node, type);
      default: return node.kind == Node::Kind::kScalar ? scalar(node, *actual) : wrong_kind(node, type);
    }
  }

 private:
  void fail(Node& node, ErrorCode code, std::string message, std::string hint = {}) {
    node.bad = true;
    note(node, code, std::move(message), std::move(hint));
  }

  void note(const Node& node, ErrorCode code, std::string message, std::string hint = {}) {
    if (errors_.size() < yaml::kMaxErrors)
      errors_.push_back({code, std::move(message), std::move(hint), {file_, node.line, node.column}});
  }

  void wrong_kind(Node& node, const Type& type) {
    const auto what = [&]() -> std::string {
      switch (node.kind) {
        case Node::Kind::kNull: return "nothing stands here";
        case Node::Kind::kScalar: return fmt::format("'{}' stands here", node.text.substr(0, kShown));
        case Node::Kind::kList: return "a list stands here";
        case Node::Kind::kMap: return "a mapping stands here";
      }
      return {};
    };
    fail(node, ErrorCode::kSchema, fmt::format("{}; expected {}", what(), type.expected));
  }

  bool within(Node& node, const Type& type, std::size_t entries) {
    if (type.not_empty && entries == 0)
      fail(node, ErrorCode::kSchema, fmt::format("nothing stands in it; expected {}", type.expected));
    if (type.most != 0 && entries > type.most)
      fail(node, ErrorCode::kLimit, fmt::format("{} entries stand in it; at most {} are read", entries, type.most));
    return !node.bad;
  }

  void list(Node& node, const Type& type) {
    if (!within(node, type, node.items.size())) return;
    for (Node* item : node.items) check(*item, *type.item);
  }

  void map(Node& node, const Type& type) {
    if (!within(node, type, node.entries.size())) return;
    for (const auto& [key, value] : node.entries) check_entry(*key, *value, type);
  }

  void check_entry(Node& key, Node& value, const Type& type) {
    if (type.free_keys ? !valid_name(key.text) : !valid_id(key.text)) bad_id(key, type.free_keys);
    check(value, *type.item);
  }

  void bad_id(Node& node, bool name) {
    fail(node, ErrorCode::kValue, fmt::format("'{}' cannot be an id", node.text.substr(0, kShown)),
         name ? "expected one line of text, at most 400 bytes"
              : "expected small letters, digits and '-', at most 100, such as harbour-park");
  }

  void record(Node& node, const Type& type) {
    if (!within(node, type, node.entries.size())) return;
    for (const auto& [key, value] : node.entries) {
      const auto field =
          std::find_if(type.fields.begin(), type.fields.end(), [&](const Field& f) { return f.key == key->text; });
      if (field == type.fields.end()) {
        if (type.item == nullptr) unknown_key(*key, type);
        else check_entry(*key, *value, type);
        continue;
      }
      check(*value, *field->type);
      if (!field->needs.empty() && node.find(field->needs) == nullptr)
        note(*key, ErrorCode::kSchema, fmt::format("'{}' needs '{}' beside it", field->key, field->needs));
    }
    for (const Field& field : type.fields)
      if (field.required && node.find(field.key) == nullptr)
        note(node, ErrorCode::kSchema, fmt::format("'{}' is missing; expected {}", field.key, field.type->expected));
    exactly_one(node, type);
  }

  void unknown_key(const Node& key, const Type& type) {
    if (errors_.size() >= yaml::kMaxErrors) return;  // the search for a suggestion costs most
    std::vector<std::string_view> keys;
    for (const Field& field : type.fields) keys.push_back(field.key);
    std::string hint = closest(key.text, keys);
    hint = hint.empty() ? fmt::format("expected {}", fmt::join(keys, ", ")) : fmt::format("did you mean '{}'?", hint);
    note(key, ErrorCode::kSchema, fmt::format("'{}' is not a key of {}", key.text.substr(0, kShown), type.name),
         std::move(hint));
  }

  void exactly_one(Node& node, const Type& type) {
    if (type.one_of.empty()) return;
    std::vector<std::string_view> present;
    for (std::string_view key : type.one_of)
      if (node.find(key) != nullptr) present.push_back(key);
    if (present.size() == 1) return;
    if (present.empty())
      fail(node, ErrorCode::kSchema, fmt::format("one of {} is missing", fmt::join(type.one_of, ", ")),
           fmt::format("expected {}", type.expected));
    else
      fail(node, ErrorCode::kSchema, fmt::format("{} cannot stand together", fmt::join(present, " and ")),
           "keep one of them");
  }

  void scalar(Node& node, const Type& type) {
    if (node.text.size() > kMaxText)
      return fail(node, ErrorCode::kLimit,
                  fmt::format("a text of {} bytes; at most {} are read", node.text.size(), kMaxText));
    switch (type.kind) {
      case Kind::kId:
        if (!valid_id(node.text)) bad_id(node, false);
        return;
      case Kind::kFlag:
        if (node.text != "true" && node.text != "false") wrong_kind(node, type);
        return;
      case Kind::kWhole: {
        const bool digits = !node.text.empty() && node.text.size() <= 9 &&
                            node.text.find_first_not_of("0123456789") == std::string::npos;
        if (!digits) wrong_kind(node, type);
        return;
      }
      case Kind::kWord:
        if (std::find(type.words.begin(), type.words.end(), node.text) == type.words.end())
          fail(node, ErrorCode::kValue,
               fmt::format("'{}' stands here; expected {}", node.text.substr(0, kShown), type.expected),
               near_word(node, type));
        return;
      default: return;
    }
  }

  static std::string near_word(const Node& node, const Type& type) {
    const std::string near = closest(node.text, {type.words.begin(), type.words.end()});
    return near.empty() ? "" : fmt::format("did you mean '{}'?", near);
  }

  const std::string& file_;
  Errors& errors_;
};

}  // namespace

void check_shape(Node& node, const Type& type, const std::string& file, Errors& errors) {
  Checker(file, errors).check(node, type);
}

}  // namespace parley
