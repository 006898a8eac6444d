#include "case/yaml_tree.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <optional>
#include <streambuf>
#include <unordered_map>

#include "base/utf8.hpp"

namespace parley::yaml {
namespace {

// Carries an error out through yaml-cpp's parser, which knows no other way to be stopped.
struct Refused {
  Error error;
};

// Reads from the text in place.
class ViewBuffer : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // streambuf asks for it; nothing here writes
    setg(begin, begin, begin + text.size());
  }
};

// Turns yaml-cpp's marks (lines and bytes from 0) into lines and characters from 1.
class Places {
 public:
  Places(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {
    starts_.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') starts_.push_back(i + 1);
      else if (static_cast<unsigned char>(text[i]) >= 0x80) ascii_ = false;
    }
  }

  std::size_t offset(const YAML::Mark& mark) const {
    const auto line = std::min<std::size_t>(static_cast<std::size_t>(std::max(mark.line, 0)), starts_.size() - 1);
    return std::min(starts_[line] + static_cast<std::size_t>(std::max(mark.column, 0)), text_.size());
  }

  // Counts from the place asked for last, so that a file of one long line does not take quadratic time.
  int column(std::size_t line, std::size_t offset) const {
    const std::size_t begin = starts_[line];
    if (ascii_) return static_cast<int>(offset - begin) + 1;
    if (line != last_line_) {
      last_line_ = line;
      last_offset_ = begin;
      last_column_ = 1;
    }
    if (offset >= last_offset_) last_column_ += characters(last_offset_, offset);
    else last_column_ -= characters(offset, last_offset_);
    last_offset_ = offset;
    return last_column_;
  }

  Where at(const YAML::Mark& mark) const {
    const auto line = std::min<std::size_t>(static_cast<std::size_t>(std::max(mark.line, 0)), starts_.size() - 1);
    return {file_, static_cast<int>(line) + 1, column(line, offset(mark))};
  }

  Where at_offset(std::size_t offset) const {
    const auto line =
        static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) - starts_.begin()) - 1;
    return {file_, static_cast<int>(line) + 1, column(line, offset)};
  }

  std::string_view line_text(int line) const {  // from 1
    if (line < 1 || static_cast<std::size_t>(line) > starts_.size()) return {};
    const std::size_t begin = starts_[static_cast<std::size_t>(line) - 1];
    return text_.substr(begin, text_.find('\n', begin) - begin);
  }

 private:
  std::string_view text_;
  std::string file_;
  int characters(std::size_t begin, std::size_t end) const {
    return static_cast<int>(utf8_count(text_.substr(begin, end - begin)));
  }

  std::vector<std::size_t> starts_;
  bool ascii_ = true;
  mutable std::size_t last_line_ = 0, last_offset_ = 0;
  mutable int last_column_ = 1;
};

class Builder : public YAML::EventHandler {
 public:
  Builder(const Places& places, Tree& tree) : places_(places), tree_(tree) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0)
      refuse(ErrorCode::kSchema, mark, "a second document begins here",
             "a case file holds one document; give each its own file");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { attach(make(mark, anchor, Node::Kind::kNull)); }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) refuse(ErrorCode::kSyntax, mark, "this alias names no anchor", "");
    Node* node = found->second;
    const auto size = sizes_.find(node);
    if (size == sizes_.end())
      refuse(ErrorCode::kValue, mark, "this alias stands inside the node that it repeats",
             "an alias cannot contain itself");
    count(mark, size->second.nodes);
    if (static_cast<int>(open_.size()) + size->second.height > kMaxDepth) too_deep(mark);
    if (!open_.empty()) open_.back().height = std::max(open_.back().height, size->second.height + 1);
    attach(node);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const bool as_text = tag == "tag:yaml.org,2002:str";
    if (!as_text) check_tag(mark, tag);
    Node* node = make(mark, anchor, Node::Kind::kScalar);
    node->text = value;
    node->quoted = tag == "!" || as_text;
    attach(node);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    check_tag(mark, tag);
    begin(mark, anchor, Node::Kind::kList);
  }
  void OnSequenceEnd() override { end(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    check_tag(mark, tag);
    begin(mark, anchor, Node::Kind::kMap);
  }
  void OnMapEnd() override { end(); }

 private:
  struct Open {
    Node* node;
    Node* key = nullptr;   // of a map, when its value is still to come
    bool has_key = false;  // also true for a key that was refused
    std::size_t first_count;
    YAML::anchor_t anchor;
    int height = 1;
  };
  struct Size {
    std::size_t nodes;
    int height;  // levels of lists and maps
  };

  [[noreturn]] void refuse(ErrorCode code, const YAML::Mark& mark, std::string message, std::string hint) {
    throw Refused{{code, std::move(message), std::move(hint), places_.at(mark)}};
  }

  [[noreturn]] void too_deep(const YAML::Mark& mark) {
    refuse(ErrorCode::kLimit, mark, fmt::format("nested deeper than {} levels", kMaxDepth), "");
  }

  void check_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!")
      refuse(ErrorCode::kSchema, mark, fmt::format("the tag '{}' has no meaning here", tag.substr(0, 60)),
             "case files use no tags");
  }

  void count(const YAML::Mark& mark, std::size_t nodes) {
    count_ += nodes;
    if (count_ > kMaxNodes)
      refuse(ErrorCode::kLimit, mark, fmt::format("more than {} values, aliases written out", kMaxNodes), "");
  }

  Node* make(const YAML::Mark& mark, YAML::anchor_t anchor, Node::Kind kind) {
    count(mark, 1);
    Node& node = tree_.nodes.emplace_back();
    const Where where = places_.at(mark);
    node.kind = kind;
    node.line = where.line;
    node.column = where.column;
    node.begin = places_.offset(mark);
    if (anchor != 0) {
      anchors_[anchor] = &node;
      if (kind == Node::Kind::kNull || kind == Node::Kind::kScalar) sizes_[&node] = {1, 0};
    }
    return &node;
  }

  void begin(const YAML::Mark& mark, YAML::anchor_t anchor, Node::Kind kind) {
    if (static_cast<int>(open_.size()) >= kMaxDepth) too_deep(mark);
    const std::size_t before = count_;
    open_.push_back({make(mark, anchor, kind), nullptr, false, before, anchor, 1});
  }

  void end() {
    const Open done = open_.back();
    open_.pop_back();
    if (done.anchor != 0) sizes_[done.node] = {count_ - done.first_count, done.height};
    if (done.node->kind == Node::Kind::kMap) drop_duplicates(*done.node);
    if (!open_.empty()) open_.back().height = std::max(open_.back().height, done.height + 1);
    attach(done.node);
  }

  void attach(Node* node) {
    if (open_.empty()) {
      tree_.root = node;
      return;
    }
    Open& open = open_.back();
    if (open.node->kind == Node::Kind::kList) {
      open.node->items.push_back(node);
    } else if (!open.has_key) {
      open.has_key = true;
      open.key = accepted_key(node);
    } else {
      open.has_key = false;
      if (open.key != nullptr) open.node->entries.emplace_back(open.key, node);
    }
  }

  void note(const Node* node, std::string message, std::string hint) {
    if (tree_.errors.size() < kMaxErrors)
      tree_.errors.push_back({ErrorCode::kSchema, std::move(message), std::move(hint), places_.at_offset(node->begin)});
  }

  Node* accepted_key(Node* node) {
    if (node->kind != Node::Kind::kScalar) {
      note(node, "a key must be a word, not a list, a mapping or nothing", "");
      return nullptr;
    }
    if (node->text == "<<" && !node->quoted) {
      note(node, "merge keys ('<<') have no meaning here", "write the keys out, or repeat a whole value with an alias");
      return nullptr;
    }
    return node;
  }

  // Keeps the first of equal keys and reports the others.
  void drop_duplicates(Node& map) {
    std::unordered_map<std::string_view, const Node*> seen;
    std::vector<std::pair<Node*, Node*>> kept;
    kept.reserve(map.entries.size());
    for (const auto& entry : map.entries) {
      const auto [first, fresh] = seen.try_emplace(entry.first->text, entry.first);
      if (fresh) {
        kept.push_back(entry);
        continue;
      }
      note(entry.first, fmt::format("'{}' stands here a second time", entry.first->text.substr(0, 100)),
           fmt::format("first in line {}", first->second->line));
    }
    map.entries = std::move(kept);
  }

  const Places& places_;
  Tree& tree_;
  std::vector<Open> open_;
  std::unordered_map<YAML::anchor_t, Node*> anchors_;
  std::unordered_map<const Node*, Size> sizes_;  // of anchored nodes that are complete
  std::size_t count_ = 0;
  int documents_ = 0;
};

// The first byte that YAML text may not hold, or npos. yaml-cpp takes a byte 4 for the end of the file, for one.
std::size_t first_bad_byte(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F) return i;
    const std::size_t length = utf8_length(text, i);
    if (length == 0) return i;
    i += length;
  }
  return std::string_view::npos;
}

std::string syntax_hint(const std::string& message, const Places& places, int line) {
  for (int k = line; k >= std::max(1, line - 1); --k) {
    const auto text = places.line_text(k);
    const auto indent = text.substr(0, text.find_first_not_of(" \t"));
    if (indent.find('\t') != std::string_view::npos) return "indent with spaces; YAML allows no tabs there";
  }
  if (message == "illegal map value")
    return "text that holds ': ' needs quotes, and keys of one mapping the same indentation";
  if (message.starts_with("end of map") || message.starts_with("end of sequence"))
    return "check the indentation, and that every [ and { is closed";
  if (message.find("anchor") != std::string::npos) return "text that begins with * or & needs quotes";
  return {};
}

}  // namespace

const Node* TreeNode::find(std::string_view key) const {
  for (const auto& [name, value] : entries)
    if (name->text == key) return value;
  return nullptr;
}

Tree read_tree(std::string_view text, const std::string& file) {
  Tree tree;
  if (text.size() > kMaxBytes) {
    tree.errors.push_back({ErrorCode::kLimit,
                           fmt::format("the file has {} bytes; at most {} are read", text.size(), kMaxBytes),
                           "",
                           {file, 0, 0}});
    return tree;
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  tree.text = text;
  const Places places(text, file);
  if (const std::size_t bad = first_bad_byte(text); bad != std::string_view::npos) {
    tree.errors.push_back({ErrorCode::kSyntax,
                           fmt::format("the byte 0x{:02x} is not text in UTF-8", static_cast<unsigned char>(text[bad])),
                           "save the file as UTF-8", places.at_offset(bad)});
    return tree;
  }
  try {
    ViewBuffer buffer(text);
    std::istream in(&buffer);
    YAML::Parser parser(in);
    Builder builder(places, tree);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Refused& refused) {
    tree.errors.push_back(refused.error);
    tree.root = nullptr;
  } catch (const YAML::Exception& e) {
    const Where where = places.at(e.mark);
    tree.errors.push_back(
        {ErrorCode::kSyntax, "not well-formed YAML: " + e.msg, syntax_hint(e.msg, places, where.line), where});
    tree.root = nullptr;
  }
  return tree;
}

}  // namespace parley::yaml
