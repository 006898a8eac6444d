#include "formats/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/utf8.hpp"
#include "case/names.hpp"

namespace parley::formats {
namespace {

// The foreign name itself is the id; a second one of the same name is numbered.
std::string unique(const std::string& name, std::unordered_set<std::string>& used) {
  std::string chosen = name;
  for (int k = 2; !used.insert(chosen).second; ++k) chosen = fmt::format("{} ({})", name, k);
  return chosen;
}

}  // namespace

void Import::name_case(const Document& domain, std::string_view name) {
  const std::string folder = folder_of(domain.name);
  result.id = make_id(folder.empty() ? name : folder, case_ids_);
  result.title = usable_name(name) ? std::string(name) : usable_name(folder) ? folder : std::string();
  result.file = domain.name;
}

Provenance Import::source(const Document& document, std::string_view format) {
  const std::string file = std::filesystem::path(document.name).filename().string();
  result.sources.push_back({make_id(stem_of(document.name), source_ids_), source_title(file, format), ""});
  return {static_cast<std::uint32_t>(result.sources.size() - 1), false};
}

Party& Import::party(const Document& document, Provenance from) {
  if (!usable_name(stem_of(document.name)))
    error(ErrorCode::kValue,
          "the name of the file, which names the party, is longer than 400 bytes or not one line of text", "",
          {document.name, 0, 0});
  Party& party = result.parties.emplace_back();
  party.name = stem_of(document.name);
  party.id = unique(party.name, party_ids_);
  party.provenance = from;
  party.where = {document.name, 0, 0};
  return party;
}

bool Import::issue(Issue issue, std::string_view name) {
  const Where where = issue.where;
  if (!usable_name(name)) {
    error(ErrorCode::kValue, "the name of an issue is empty, longer than 400 bytes or not one line of text", "", where);
    return false;
  }
  if (result.issues.size() == kMaxIssues) {
    if (!std::exchange(issues_full_, true))
      error(ErrorCode::kLimit, fmt::format("more than {} issues", kMaxIssues), "", where);
    return false;
  }
  if (!issue_names_.emplace(name).second) {
    error(ErrorCode::kName, fmt::format("issue '{}' is declared a second time", name), "", where);
    return false;
  }
  issue.id = unique(std::string(name) + (reserved_issue_id(name) ? " (issue)" : ""), issue_ids_);
  result.issues.push_back(std::move(issue));
  return true;
}

void Import::error(ErrorCode code, std::string message, std::string hint, Where where) {
  if (errors.size() > kMaxErrors) return;
  if (errors.size() == kMaxErrors)
    return errors.push_back(
        {ErrorCode::kLimit, fmt::format("more than {} errors; the others are not listed", kMaxErrors), "", {}});
  errors.push_back({code, std::move(message), std::move(hint), std::move(where)});
}

bool Import::options_fit(const Integer& count, const Where& where) {
  const bool fitted = options_ <= kMaxImportedOptions;
  options_ += count;
  if (options_ <= kMaxImportedOptions) return true;
  if (fitted)
    error(ErrorCode::kLimit, fmt::format("the issues have more than {} options together", kMaxImportedOptions), "",
          where);
  return false;
}

bool Import::cells_fit(std::size_t cells, const Where& where) {
  const bool fitted = cells_ <= kMaxComputedCells;
  cells_ += std::min(cells, kMaxComputedCells + 1);
  if (cells_ <= kMaxComputedCells) return true;
  cells_ = kMaxComputedCells + 1;
  if (fitted)
    error(ErrorCode::kLimit, fmt::format("the tables over amounts have more than {} cells together", kMaxComputedCells),
          "", where);
  return false;
}

bool Import::parties_fit(std::size_t parties, const std::string& file) {
  const Where where{file, 0, 0};
  if (parties > kMaxParties)
    error(ErrorCode::kLimit, fmt::format("{} parties; at most {} are read", parties, kMaxParties), "", where);
  else if (options_ * static_cast<unsigned long>(parties) > kMaxScores)
    error(ErrorCode::kLimit,
          fmt::format("{} options times {} parties are more than {}", options_.get_str(), parties, kMaxScores), "",
          where);
  else return true;
  return false;
}

Checked<Case> Import::finish(const std::string& file) {
  if (errors.empty() && result.parties.size() < 2)
    error(ErrorCode::kSchema, fmt::format("a domain needs at least two parties; {} found", result.parties.size()), "",
          {file, 0, 0});
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return std::move(result);
}

bool usable_name(std::string_view name) {
  if (name.empty() || name.size() > 400) return false;
  for (std::size_t i = 0; i < name.size();) {
    const std::size_t length = utf8_length(name, i);
    const auto c = static_cast<unsigned char>(name[i]);
    if (length == 0 || c < 0x20 || c == 0x7F) return false;
    i += length;
  }
  return true;
}

Number number(Rational value, Provenance from, Where where) {
  Number result;
  result.value = std::move(value);
  result.from = from;
  result.where = std::move(where);
  return result;
}

std::string source_title(std::string_view file, std::string_view format) {
  return fmt::format("{} ({})", file, format);
}

}  // namespace parley::formats
