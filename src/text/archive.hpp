// A ZIP archive in memory, the same bytes for the same files: times fixed at 1980-01-01, files stored as they are.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"

namespace parley::text {

struct ArchivedFile {
  std::string name, bytes;
};

// Errors: kIo, when memory runs out.
Result<std::string> to_zip(const std::vector<ArchivedFile>& files);

}  // namespace parley::text
