// Any bytes as a file that somebody hands in: what is found in it can be shown, and is bounded.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/utf8.hpp"
#include "broker/file_metadata.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const auto& line : parley::broker::hidden_metadata(bytes))
    if (line.empty() || parley::printable(line) != line) std::abort();
  return 0;
}
