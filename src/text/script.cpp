#include "text/script.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace parley::text {

bool right_to_left(std::string_view tag) {
  static constexpr std::array<std::string_view, 9> kScripts = {"arab", "hebr", "syrc", "thaa", "nkoo",
                                                               "adlm", "mand", "samr", "rohg"};
  static constexpr std::array<std::string_view, 17> kLanguages = {
      "ar", "he", "fa", "ur", "ps", "yi", "dv", "ug", "sd", "ckb", "iw", "ji", "arc", "syr", "nqo", "pnb", "prs"};
  std::string lower(tag);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  const std::string_view language = std::string_view(lower).substr(0, lower.find('-'));
  // A subtag of four letters is the script: "az-Arab" is right to left, "ar-Latn" is not.
  for (std::size_t at = lower.find('-'); at != std::string::npos;) {
    const std::size_t next = lower.find('-', at + 1);
    const std::string subtag = lower.substr(at + 1, next == std::string::npos ? next : next - at - 1);
    if (subtag.size() == 4 && std::isalpha(static_cast<unsigned char>(subtag[0])) != 0)
      return std::find(kScripts.begin(), kScripts.end(), subtag) != kScripts.end();
    at = next;
  }
  return std::find(kLanguages.begin(), kLanguages.end(), language) != kLanguages.end();
}

}  // namespace parley::text
