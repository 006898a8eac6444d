// The case format, stated once: which keys there are, what stands under them, and what they mean.
//
// Read by    shape.cpp (checks a file against it), schema.cpp (writes the JSON Schema for editors) and the tests that
//            hold docs/formats/case.md to it
// Scope      keys and kinds of values; what names refer to and how numbers relate is the business of the reader
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace parley::format {

struct Type;

struct Field {
  std::string_view key;
  const Type* type = nullptr;
  bool required = false;
  std::string_view doc;
  std::string_view needs = {};  // another key that must stand beside this one
};

struct Type {
  enum class Kind : std::uint8_t {
    kText,    // any scalar
    kId,      // [a-z0-9][a-z0-9-]*
    kNumber,  // 40, 2/15
    kRange,   // 40, 2/15, 30..50
    kWhole,   // a whole number >= 0
    kFlag,    // true or false
    kWord,    // one of `words`
    kList,    // of `item`
    kMap,     // id: `item`
    kRecord,  // `fields`; with an `item`, other ids may stand beside them
    kEither,  // `scalar`, `list` or `map`, told apart by what stands there
  };

  Kind kind = Kind::kText;
  std::string_view name;      // unique; the name in the schema
  std::string_view expected;  // "a number such as 40 or 2/15"
  std::span<const Field> fields = {};
  std::span<const std::string_view> one_of = {};  // exactly one of these keys of a record must stand there
  std::span<const std::string_view> words = {};
  const Type* item = nullptr;
  const Type* scalar = nullptr;
  const Type* list = nullptr;
  const Type* map = nullptr;
  std::size_t most = 0;       // entries of a list or mapping at most; 0: no limit of its own
  bool free_keys = false;     // of a mapping: any one line of text is a key (parties, issues, options)
  bool not_empty = false;     // of a kList or kMap
};

// The whole file.
const Type& case_file();

}  // namespace parley::format
