// The files of a foreign domain as text in memory, and the guards on reading a folder of them.
//
// Guards     at most 1,000 files, 8 MiB together; only regular files; nothing below the folder is read
// Order      by file name, byte by byte: it is the order of the parties of the case
// Errors     kIo when the folder or a file cannot be read, kLimit beyond the guards
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace parley::formats {

inline constexpr std::size_t kMaxFiles = 1000;
inline constexpr std::size_t kMaxBytes = std::size_t{8} << 20;  // a tree takes up to 100 times as much

struct Document {
  std::string name;  // path as messages show it, or just a file name
  std::string text;
};

// Every file in `folder` whose name ends with one of `extensions` (".yml"), those that begin with '.' or '_' aside.
Checked<std::vector<Document>> load_folder(const std::filesystem::path& folder,
                                           std::span<const std::string_view> extensions);

// "a/b/seller.yml" is called "seller" and lies in "b"; the second is empty for a bare file name.
std::string stem_of(std::string_view name);
std::string folder_of(std::string_view name);

}  // namespace parley::formats
