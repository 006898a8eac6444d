#include "broker/signed_clauses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "text/canonical.hpp"
#include "text/script.hpp"

namespace parley::broker {

const text::Draft& SignedClauses::text(const talks::Agreements::Agreement& agreement) {
  const auto& opened = agreement.opened;
  if (const auto known = read_.find(opened.agreement); known != read_.end()) return known->second;
  auto draft = text::read_bytes(opened.text);
  if (!draft) throw std::logic_error("an agreement whose text cannot be read");
  return read_.emplace(opened.agreement, std::move(*draft)).first->second;
}

std::expected<SignedClauses::Found, Failure> SignedClauses::find(const std::string& agreement,
                                                                 const std::string& clause) {
  Found found;
  for (const auto* hall : view_->halls())
    if (const auto* one = hall->agreements.find(agreement)) found = {hall, one};
  if (found.agreement == nullptr) return std::unexpected(wrong("/agreement", "there is no such agreement", ""));
  if (!found.agreement->complete())
    return std::unexpected(wrong("/agreement", "not every party named has signed it yet",
                                 "a commitment rests on a text that is signed, or on none"));
  if (!text(*found.agreement).clause(clause))
    return std::unexpected(wrong("/clause", "the text that was signed has no such clause", ""));
  return found;
}

Json SignedClauses::json(const talks::Hall& hall, const talks::CommitmentMade& made) {
  if (made.text.empty()) return nullptr;
  const auto* agreement = hall.agreements.find(made.text);
  if (agreement == nullptr) throw std::logic_error("a commitment on an agreement that its room does not have");
  const auto& draft = text(*agreement);
  const auto place = draft.clause(made.clause).value();
  const auto& versions = draft.clauses[place].versions;
  const auto headed =
      std::ranges::find_if(versions, [](const text::Version& version) { return !version.wording.heading.empty(); });
  const auto& version = headed == versions.end() ? versions.front() : *headed;
  const auto& language = draft.languages[static_cast<std::size_t>(&version - versions.data())].tag;
  return {{"agreement", made.text},
          {"title", agreement->opened.title},
          {"clause", made.clause},
          {"number", place + 1},
          {"heading", version.wording.heading},
          {"language", language},
          {"rtl", text::right_to_left(language)}};
}

std::string SignedClauses::words(const talks::Hall& hall, const talks::CommitmentMade& made) {
  const auto clause = json(hall, made);
  if (clause.is_null()) return "";
  const auto& heading = clause["heading"].get_ref<const std::string&>();
  return fmt::format("Clause {}{}{}, of {}", clause["number"].get<std::size_t>(), heading.empty() ? "" : ", ", heading,
                     clause["title"].get_ref<const std::string&>());
}

}  // namespace parley::broker
