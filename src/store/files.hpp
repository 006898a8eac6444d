// Files that must be there after a power cut, and files that only their owner may read.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace parley::store {

Result<std::string> read_file(const std::string& path);

// Makes a file that does not exist yet (mode 0600), lets `fill` write to its descriptor, and returns after it and its
// folder entry are durable. When anything fails the file is removed again.
Result<void> make_file(const std::string& path, const std::function<Result<void>(int descriptor)>& fill);
Result<void> write_all(int descriptor, std::string_view bytes);

// Makes the folder entry of `path` durable.
Result<void> sync_folder_of(const std::string& path);

Error io_error(std::string message, const std::string& path);

}  // namespace parley::store
