// Any bytes as a case file: errors or a case that holds its invariants and survives being written and read again.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "case/read.hpp"
#include "case/write.hpp"

namespace {

[[noreturn]] void broken(const char* what, const parley::Errors& errors) {
  std::fprintf(stderr, "%s: %s\n", what, errors.empty() ? "" : parley::to_text(errors.front()).c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = parley::read_case(text, "fuzz.yaml");
  if (!read) return read.error().empty() ? (broken("refused without an error", {}), 0) : 0;
  if (const auto errors = parley::check(*read); !errors.empty()) broken("an invariant does not hold", errors);
  const std::string written = parley::write_case(*read);
  const auto again = parley::read_case(written, "again.yaml");
  if (!again) broken("what was written cannot be read", again.error());
  if (parley::write_case(*again) != written) broken("writing is not stable", {});
  return 0;
}
