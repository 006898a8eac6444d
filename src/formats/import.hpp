// What all importers share: the options of an import, and the parts of a case that do not depend on the format.
//
// Provenance  every number of an imported case cites a source entry that names the file it was read from
// Names       parties are named after their files; ids are made of the names (case/names.hpp), issues keep the foreign
//             name as their title, options keep the foreign text as their id
// Guards      at most 1,000 issues, 100 parties, 4,000,000 options of all issues together, 64,000,000 of them times the parties,
//             1,000,000 table cells that no file spells out, 1,000 errors
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "base/error.hpp"
#include "base/number.hpp"
#include "case/model.hpp"
#include "formats/documents.hpp"

namespace parley::formats {

enum class Reading { kGenius, kRaw };  // GENIUS XML only: what its own software computes, or the numbers as they stand

struct ImportOptions {
  Reading reading = Reading::kGenius;
  std::optional<Rational> grid;  // step of amounts on a continuous interval; none: a default that the case states
};

inline constexpr std::size_t kMaxIssues = 1000;
inline constexpr std::size_t kMaxParties = 100;
inline constexpr std::size_t kMaxImportedOptions = 4'000'000;
inline constexpr std::size_t kMaxComputedCells = 1'000'000;
inline constexpr std::size_t kMaxScores = 64'000'000;  // options times parties
inline constexpr std::size_t kMaxErrors = 1000;  // that are listed

// Collects the case and its errors while the files are read one after the other.
class Import {
 public:
  Case result;
  Errors errors;

  // Case id and title from the domain's file: the folder it lies in, or else its name.
  void name_case(const Document& domain, std::string_view name);
  // A new source entry for the file.
  Provenance source(const Document& document, std::string_view format);
  // A new party named after the file; it lives in `result`.
  Party& party(const Document& document, Provenance from);
  // Takes the issue in under the foreign name. False (with an error) if the name is unusable or already there.
  bool issue(Issue issue, std::string_view name);

  void error(ErrorCode code, std::string message, std::string hint, Where where);
  // False, with one error, once the guards are passed.
  bool options_fit(const Integer& count, const Where& where);
  bool cells_fit(std::size_t cells, const Where& where);
  bool parties_fit(std::size_t parties, const std::string& file);

  // The case, or every error found; fewer than two parties is one.
  Checked<Case> finish(const std::string& file);

 private:
  std::unordered_set<std::string> case_ids_, source_ids_, party_ids_, issue_ids_, issue_names_;
  Integer options_ = 0;
  std::size_t cells_ = 0;
  bool issues_full_ = false;
};

// A name that an option, issue or party may have: not empty, one line of UTF-8, at most 400 bytes.
bool usable_name(std::string_view name);

Number number(Rational value, Provenance from, Where where);

// What the source entry of an imported file is called; an exporter uses it to see that nothing else is cited.
std::string source_title(std::string_view file, std::string_view format);

}  // namespace parley::formats
