#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "formats/genius.hpp"
#include "formats/genius_domain.hpp"
#include "formats/genius_profile.hpp"

namespace parley::formats {
namespace {

// GENIUS keeps known frontiers beside a domain as lines of "u1, u2", in a file whose name ends in .xml.
bool only_numbers(std::string_view text) {
  return text.find_first_not_of("0123456789.,+-eE \t\r\n") == std::string_view::npos;
}

struct Files {
  std::unique_ptr<XmlFile> domain;
  std::vector<std::unique_ptr<XmlFile>> profiles;
};

Files sort_files(std::span<const Document> documents, Import& import) {
  Files files;
  for (const Document& document : documents) {
    if (only_numbers(document.text)) continue;
    auto file = std::make_unique<XmlFile>(document, import);
    const std::string_view root = file->root().name();
    if (root == "utility_space") {
      files.profiles.push_back(std::move(file));
    } else if (root == "negotiation_template") {
      if (files.domain)
        file->error(ErrorCode::kSchema, "a second <negotiation_template>; the folder must hold one domain",
                    file->root());
      else files.domain = std::move(file);
    } else if (!file->root().empty()) {
      file->error(
          ErrorCode::kSchema,
          fmt::format("the root <{}> is neither <negotiation_template> nor <utility_space>", root.substr(0, 60)),
          file->root());
    }
  }
  if (!files.domain && import.errors.empty())
    import.error(ErrorCode::kSchema, "no file here is a domain: none has the root <negotiation_template>", "",
                 {documents.empty() ? "" : documents[0].name, 0, 0});
  return files;
}

}  // namespace

Checked<Case> read_genius(std::span<const Document> documents, const ImportOptions& options) {
  Import import;
  if (options.grid && *options.grid <= 0) import.error(ErrorCode::kUsage, "the grid's step must be above 0", "", {});
  const Files files = sort_files(documents, import);
  if (!files.domain) return std::unexpected(std::move(import.errors));
  const Document& domain = files.domain->document();
  const std::string_view name = attribute(files.domain->root().child("utility_space").child("objective"), "name");
  import.name_case(domain, usable_name(name) && name != "root" && name != "any" ? name : std::string_view());
  import.result.reading = options.reading == Reading::kGenius ? "genius" : "raw";
  const GeniusDomain issues =
      import.errors.empty() ? read_genius_domain(*files.domain, options, import.source(domain, kGeniusFormat), import)
                            : GeniusDomain{};
  // Profiles are read against a whole domain only: an issue that was refused would blame every party for it.
  if (import.errors.empty() && import.parties_fit(files.profiles.size(), domain.name))
    for (const auto& file : files.profiles)
      read_genius_profile({*file, issues, options.reading, import.source(file->document(), kGeniusFormat), import});
  return import.finish(domain.name);
}

}  // namespace parley::formats
