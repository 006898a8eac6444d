#include "text/draft.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"

namespace parley::text {
namespace {

bool letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool forbidden(std::string_view character, bool lines) {
  const auto lead = static_cast<unsigned char>(character[0]);
  if (lead < 0x20) return lead != '\t' && !(lines && lead == '\n');
  if (lead == 0x7F) return true;
  if (lead == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0) return true;  // C1 controls
  return character == "\xE2\x80\xAD" || character == "\xE2\x80\xAE" || character == "\xEF\xBF\xBE" ||
         character == "\xEF\xBF\xBF";
}

}  // namespace

std::string_view name_of(Standing standing) { return standing == Standing::kAuthentic ? "authentic" : "translation"; }

std::optional<std::size_t> Draft::language(std::string_view tag) const {
  for (std::size_t i = 0; i < languages.size(); ++i)
    if (languages[i].tag == tag) return i;
  return std::nullopt;
}

std::optional<std::size_t> Draft::clause(std::string_view id) const {
  for (std::size_t i = 0; i < clauses.size(); ++i)
    if (clauses[i].id == id) return i;
  return std::nullopt;
}

bool check_text(std::string_view text, std::size_t limit, bool lines) {
  if (text.size() > limit) return false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text, i);
    if (length == 0 || forbidden(text.substr(i, length), lines)) return false;
    i += length;
  }
  return true;
}

bool valid_tag(std::string_view tag) {
  if (tag.size() < 2 || tag.size() > 35 || tag.front() == '-' || tag.back() == '-') return false;
  return tag.find("--") == std::string_view::npos &&
         std::all_of(tag.begin(), tag.end(), [](char c) { return letter_or_digit(c) || c == '-'; });
}

bool valid_clause_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 &&
         std::all_of(id.begin(), id.end(), [](char c) { return letter_or_digit(c) || c == '-' || c == '_'; });
}

Errors hinders_freezing(const Draft& draft) {
  Errors errors;
  const auto reason = [&](std::string message, std::string hint) {
    errors.push_back({ErrorCode::kValue, std::move(message), std::move(hint), {}});
  };
  const auto authentic = [](const Language& language) { return language.standing == Standing::kAuthentic; };
  if (std::none_of(draft.languages.begin(), draft.languages.end(), authentic))
    reason("no language of the text is authentic", "say in which languages the text is agreed");
  if (draft.clauses.empty()) reason("the text has no clause", "");
  for (std::size_t i = 0; i < draft.clauses.size(); ++i)
    for (std::size_t l = 0; l < draft.languages.size(); ++l)
      if (authentic(draft.languages[l]) && draft.clauses[i].versions[l].stale)
        reason(fmt::format("clause {} is stale in the authentic language {}", i + 1, draft.languages[l].tag),
               "change it there, or confirm that it still says the same");
  return errors;
}

Draft authentic_text(const Draft& draft) {
  Draft text;
  text.title = draft.title;
  for (const Language& language : draft.languages)
    if (language.standing == Standing::kAuthentic) text.languages.push_back(language);
  for (const Clause& clause : draft.clauses) {
    Clause kept{clause.id, {}, clause.bindings};
    for (std::size_t l = 0; l < draft.languages.size(); ++l)
      if (draft.languages[l].standing == Standing::kAuthentic) kept.versions.push_back(clause.versions[l]);
    text.clauses.push_back(std::move(kept));
  }
  return text;
}

}  // namespace parley::text
