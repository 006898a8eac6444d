// Any bytes as a condition and as a decision rule: what parses is printed and parsed again to the same tree.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "case/condition_text.hpp"
#include "case/read.hpp"

namespace {

const parley::Case& setting() {
  static const parley::Case c = parley::read_case(R"(parley: 1
case: fuzz
assumed: true
issues:
  a: {options: [b, c, "d e", 'not', "1"]}
  x: {amount: {from: -2, to: 3, step: 1/2}}
  y: {amount: {from: 0, to: 90}}
  land: {divisible: true}
parties:
  p: {scores: {x: {per_unit: 1}}}
  q: {scores: {y: {per_unit: 1}}}
  and: {scores: {y: {per_unit: 1}}}
)",
                                                  "setting.yaml")
                                    .value();
  return c;
}

template <class Parse>
void round_trip(std::string_view text, const parley::Names& names, Parse parse) {
  const auto condition = parse(text, names);
  if (!condition) return;
  const std::string printed = parley::condition_text(*condition, names.of());
  // Printing may add words ("exactly" and quotes), never enough to matter below this length.
  if (printed.size() > 10'000) return;
  const auto again = parse(printed, names);
  if (again && *again == *condition) return;
  std::fprintf(stderr, "printed as: %s\n", printed.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const parley::Names names(setting());
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  round_trip(text, names, parley::parse_condition);
  round_trip(text, names, parley::parse_decision);
  return 0;
}
