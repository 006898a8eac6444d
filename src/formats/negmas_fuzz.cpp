// Any bytes as the files of a NegMAS domain.
#include <cstddef>
#include <cstdint>

#include "formats/fuzz_domain.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley::formats;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  hold_import(read_negmas(split_documents(input, ".yml"), {}));
  return 0;
}
