// Files that were put into the program when it was built (cmake/embed.cmake, parley_embed_files).
#pragma once

#include <cstdint>
#include <string_view>

namespace parley {

// The layout is that of the table which the build writes.
struct EmbeddedFile {
  const char* name;  // without folder
  const char* data;
  std::uint64_t size;
  std::string_view bytes() const { return {data, size}; }
};

}  // namespace parley
