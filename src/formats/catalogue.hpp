// The foreign formats that a case can be read from and written to, in one list.
//
// `parley convert`, `parley analyze --format`, their help and docs read it. Adding a format adds its own files and one
// line in catalogue.cpp; docs/howto/add-an-importer.md walks through it.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "base/catalogue.hpp"
#include "formats/documents.hpp"
#include "formats/import.hpp"

namespace parley::formats {

struct Format {
  MethodInfo info;
  std::span<const std::string_view> extensions;  // of the files in a folder that belong to it, with the dot
  Checked<Case> (*read)(std::span<const Document> documents, const ImportOptions& options);
  // Null where the format is read only. Without `lossy`, a case that the format cannot express is refused with what
  // would be lost.
  Checked<std::vector<Document>> (*write)(const Case& c, bool lossy);
};

std::span<const Format> format_catalogue();

// Reads every file of the format in the folder as one domain. Errors are all those that one pass finds.
Checked<Case> import_domain(const std::filesystem::path& folder, const Format& format, const ImportOptions& options);

}  // namespace parley::formats
