#include "formats/catalogue.hpp"

#include <array>

#include "formats/genius.hpp"
#include "formats/negmas.hpp"

namespace parley::formats {
namespace {

constexpr std::array<std::string_view, 1> kXml{".xml"};
constexpr std::array<std::string_view, 2> kYaml{".yml", ".yaml"};

const std::array kFormats{
    Format{{"genius-xml", "GENIUS XML", "a folder with one domain file and one utility space per party",
            "Lin et al. 2014, Computational Intelligence 30(1)", Maturity::kStable},
           kXml,
           read_genius,
           nullptr},
    Format{{"negmas-yaml", "NegMAS YAML", "a folder with one domain file and one file per party",
            "https://negmas.readthedocs.io", Maturity::kStable},
           kYaml,
           read_negmas,
           write_negmas},
};

}  // namespace

std::span<const Format> format_catalogue() { return kFormats; }

Checked<Case> import_domain(const std::filesystem::path& folder, const Format& format, const ImportOptions& options) {
  const auto documents = load_folder(folder, format.extensions);
  if (!documents) return std::unexpected(documents.error());
  return format.read(*documents, options);
}

}  // namespace parley::formats
