// Any bytes as a chain, a checkpoint and a manifest: every fault stands at a line of the text, and what reads is written again
// to the same bytes. The input is "CHAIN<zero byte>CHECKPOINT".
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "store/backup.hpp"
#include "store/chain.hpp"
#include "store/verify.hpp"

namespace {

using namespace parley::store;

void must(bool holds) {
  if (!holds) std::abort();
}

void same_spelling(std::string_view text) {
  const auto line = text.substr(0, text.find('\n'));
  if (const auto read = read_header(line)) must(to_line(*read) == line);
  if (const auto read = read_entry(line)) must(to_line(*read) == line);
  if (const auto read = read_end(line)) must(to_line(*read) == line);
  if (const auto read = read_manifest(line)) must(with_signature(signed_part(*read), read->signature) == line);
  if (const auto read = read_checkpoint(line)) {
    must(signed_part(*read) == read->signed_text);
    must(with_signature(read->signed_text, read->signature) == line);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto zero = input.find('\0');
  const auto chain = input.substr(0, zero);
  const auto lines = static_cast<std::size_t>(std::count(chain.begin(), chain.end(), '\n')) + 1;
  std::optional<std::string_view> checkpoint;
  if (zero != std::string_view::npos) checkpoint = input.substr(zero + 1);
  const auto verified = verify_export(chain, checkpoint);
  for (const auto& fault : verified.faults) must(fault.line <= lines && !fault.kind.empty());
  if (verified.faults.empty()) must(verified.head.size() == kHashBytes && !verified.audience.empty());
  same_spelling(chain);
  if (checkpoint) same_spelling(*checkpoint);
  return 0;
}
