// Cases from wherever a person keeps them: a case file, standard input, or a folder in a foreign format.
//
// Limits     a case file has at most kMaxFileBytes; foreign folders have the limits of src/formats/documents.hpp
// Errors     everything that one pass finds; kIo when the file cannot be read
#pragma once

#include <string>

#include "base/error.hpp"
#include "case/model.hpp"
#include "formats/catalogue.hpp"

namespace parley::service {

inline constexpr std::size_t kMaxFileBytes = std::size_t{16} << 20;

struct LoadOptions {
  const formats::Format* format = nullptr;  // none: a case file
  formats::ImportOptions import;
};

struct Loaded {
  std::string name;  // as given; "standard input" for "-"
  std::string text;  // of a case file, to show lines of it; empty for a folder
  Checked<Case> result;
};

Loaded load(const std::string& path, const LoadOptions& options);

// Writes the whole file or leaves what was there; nothing half-written stays under the name.
Result<void> save(const std::string& path, const std::string& text);

}  // namespace parley::service
