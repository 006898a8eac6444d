#include "formats/catalogue.hpp"

#include <array>

#include "formats/negmas.hpp"

namespace parley::formats {
namespace {

constexpr std::array<std::string_view, 2> kYaml{".yml", ".yaml"};

const std::array kFormats{
    Format{{"negmas-yaml", "NegMAS YAML", "a folder with one domain file and one file per party",
            "https://negmas.readthedocs.io", Maturity::kStable},
           kYaml,
           read_negmas,
           nullptr},
};

}  // namespace

std::span<const Format> format_catalogue() { return kFormats; }

Checked<Case> import_domain(const std::filesystem::path& folder, const Format& format, const ImportOptions& options) {
  const auto documents = load_folder(folder, format.extensions);
  if (!documents) return std::unexpected(documents.error());
  return format.read(*documents, options);
}

}  // namespace parley::formats
