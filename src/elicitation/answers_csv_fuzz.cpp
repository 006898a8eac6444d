// Any bytes as the table of a party's answers: errors that stand at a place, or answers that are written and read again
// unchanged.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "elicitation/answers_csv.hpp"
#include "elicitation/sample.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley;
  static const Case kCase = elicitation::sample_case();
  const auto answers = elicitation::read_answers({reinterpret_cast<const char*>(data), size}, kCase);
  if (!answers) {
    if (answers.error().empty()) std::abort();
    for (const Error& error : answers.error())
      if (error.message.empty()) std::abort();
    return 0;
  }
  const auto again = elicitation::read_answers(elicitation::write_answers(*answers, kCase), kCase);
  if (!again || *again != *answers) std::abort();
  return 0;
}
