// Any bytes as the files of a GENIUS domain, in both readings and with a grid of its own.
#include <cstddef>
#include <cstdint>

#include "formats/fuzz_domain.hpp"
#include "formats/genius.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley::formats;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto documents = split_documents(input, ".xml");
  hold_import(read_genius(documents, {Reading::kGenius, {}}));
  hold_import(read_genius(documents, {Reading::kRaw, parley::Rational(1, 3)}));
  return 0;
}
