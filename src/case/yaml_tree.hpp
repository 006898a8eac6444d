// A YAML document as a small tree with places, and the guards that untrusted text needs.
//
// Why        yaml-cpp's own nodes keep duplicate keys, follow aliases without a bound and forget whether a scalar was
//            quoted; its event interface gives all that is needed to refuse such files before anything is built
// Guards     not UTF-8, control characters, more than 16 MiB, depth over 64, more than 2,000,000 nodes with aliases
//            written out, aliases of a node that is still open, merge keys, tags, a second document
// Errors     the first error that ends reading leaves `root` empty; duplicate and non-text keys are collected in `errors`
// Cost       linear in the text
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace parley::yaml {

inline constexpr std::size_t kMaxBytes = std::size_t{16} << 20;
inline constexpr std::size_t kMaxNodes = 2'000'000;
inline constexpr int kMaxDepth = 64;
inline constexpr std::size_t kMaxErrors = 1000;

// Named apart from yaml-cpp's own Node, which its headers declare.
struct TreeNode {
  enum class Kind : std::uint8_t { kNull, kScalar, kList, kMap };

  Kind kind = Kind::kNull;
  bool quoted = false;  // or a block scalar
  bool bad = false;  // does not have the shape that its place asks for; it has been reported
  int line = 0;  // from 1
  int column = 0;  // from 1, in characters
  std::size_t begin = 0;  // byte offset in the text
  std::string text;  // kScalar
  std::vector<TreeNode*> items;  // kList
  std::vector<std::pair<TreeNode*, TreeNode*>> entries;  // kMap; keys are scalars, each once

  const TreeNode* find(std::string_view key) const;
};
using Node = TreeNode;

struct Tree {
  std::deque<Node> nodes;
  Node* root = nullptr;
  std::string_view text;  // what was read, without a byte order mark
  Errors errors;
};

Tree read_tree(std::string_view text, const std::string& file);

}  // namespace parley::yaml
