// Shared by the fuzz targets of the importers: one input is several files, parted by lines that hold "%%%%".
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "case/model.hpp"
#include "formats/documents.hpp"
#include "formats/negmas.hpp"

namespace parley::formats {

inline std::vector<Document> split_documents(std::string_view input, std::string_view ending) {
  std::vector<Document> documents;
  constexpr std::string_view kLine = "\n%%%%\n";
  while (documents.size() < 8) {
    const auto end = input.find(kLine);
    const std::string name = "fuzz/" + std::string(1, static_cast<char>('a' + documents.size())) + std::string(ending);
    documents.push_back({name, std::string(input.substr(0, end))});
    if (end == std::string_view::npos) break;
    input.remove_prefix(end + kLine.size());
  }
  return documents;
}

[[noreturn]] inline void broken(const char* what, const Errors& errors) {
  std::fprintf(stderr, "%s: %s\n", what, errors.empty() ? "" : to_text(errors.front()).c_str());
  std::abort();
}

// Errors, or a case that holds its invariants and, written as NegMAS YAML, can be read again.
inline void hold_import(const Checked<Case>& result) {
  if (!result) {
    if (result.error().empty()) broken("refused without an error", {});
    return;
  }
  if (const auto errors = check(*result); !errors.empty()) broken("an invariant does not hold", errors);
  auto files = write_negmas(*result, true);
  if (!files) {
    if (files.error().empty()) broken("not written, without an error", {});
    return;
  }
  for (Document& file : *files) file.name = "again/" + file.name;
  const auto again = read_negmas(*files, {});
  if (!again) broken("what was written cannot be read", again.error());
  if (again->issues.size() != result->issues.size() || again->parties.size() != result->parties.size())
    broken("what was written reads as another case", {});
}

}  // namespace parley::formats
