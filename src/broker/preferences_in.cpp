#include "broker/preferences_in.hpp"

#include <algorithm>
#include <stdexcept>

#include "broker/preferences_json.hpp"
#include "case/names.hpp"
#include "case/read.hpp"
#include "elicitation/fit.hpp"

namespace parley::broker {
namespace {

bool has_preferences(const Party& party) {
  return party.scored() || party.reservation.has_value() || !party.red_lines.empty();
}

void come_from(Party& party, const Provenance& from) {
  for (auto& term : party.terms) {
    auto& table = std::get<TableTerm>(term);
    table.weight.from = from;
    for (auto& value : table.values) value.from = from;
  }
  if (party.reservation) party.reservation->from = from;
  for (auto& line : party.red_lines) line.from = from;
}

Provenance provenance_of(Case& subject, const Party& party, const PreferencesIn& in) {
  if (in.basis != PreferenceBasis::kStated) return {std::nullopt, true};
  std::unordered_set<std::string> used;
  for (const auto& source : subject.sources) used.insert(source.id);
  const auto& name = party.name.empty() ? party.id : party.name;
  subject.sources.push_back({make_id("stated-" + party.id, used),
                             "Stated by " + name + " (" + in.author.name + "), " + to_text(in.time), ""});
  return {static_cast<std::uint32_t>(subject.sources.size() - 1), false};
}

}  // namespace

std::string_view name_of(PreferenceBasis basis) {
  switch (basis) {
    case PreferenceBasis::kNone: return "none";
    case PreferenceBasis::kEstimated: return "estimated";
    case PreferenceBasis::kStated: return "stated";
  }
  return "";
}

PreferencesIn preferences_in(const talks::View& view, const std::string& party) {
  PreferencesIn in;
  in.party = party;
  const auto* caucus = view.find(talks::caucus_of(party));
  const auto* desk = view.find(talks::desk_of(party));
  if (caucus == nullptr || desk == nullptr || caucus->opening.withdrawn) return in;
  const auto* stated = caucus->preferences.newest();
  const auto* newest = stated != nullptr ? stated : desk->preferences.newest();
  if (newest == nullptr) return in;
  in.basis = stated != nullptr ? PreferenceBasis::kStated : PreferenceBasis::kEstimated;
  in.author = newest->author;
  in.time = newest->time;
  in.answers = newest->answers;
  return in;
}

void put_preferences(Case& subject, const PreferencesIn& in) {
  if (!in.answers) return;
  const auto party = std::ranges::find(subject.parties, in.party, &Party::id);
  if (party == subject.parties.end()) return;
  auto fitted = elicitation::fit(stored_answers(*in.answers, subject), subject);
  if (!fitted) throw std::logic_error("answers that cannot be fitted were taken in");
  *party = elicitation::with_fit(std::move(*party), *std::move(fitted));
  come_from(*party, provenance_of(subject, *party, in));
}

std::vector<InTalks> in_talks(const talks::View& view) {
  std::vector<InTalks> parties;
  for (const auto& party : view.subject()->parties) {
    if (!talks::has_room(party)) continue;
    const auto* caucus = view.find(talks::caucus_of(party.id));
    parties.push_back({preferences_in(view, party.id), caucus != nullptr && !caucus->opening.withdrawn});
  }
  return parties;
}

void add_estimates(std::vector<InTalks>& parties, const std::string& case_file, Time opened) {
  const auto read = read_case(case_file, "case");
  if (!read) throw std::logic_error("the case that the talks were opened on cannot be read");
  for (auto& [in, counts] : parties) {
    const auto party = std::ranges::find(read->parties, in.party, &Party::id);
    if (!counts || in.answers || party == read->parties.end() || !has_preferences(*party)) continue;
    in.basis = PreferenceBasis::kEstimated;
    in.time = opened;
  }
}

}  // namespace parley::broker
