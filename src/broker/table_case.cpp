#include "broker/table_case.hpp"

#include <algorithm>
#include <stdexcept>

#include "agreement/case_numbers.hpp"
#include "case/read.hpp"
#include "case/sources.hpp"

namespace parley::broker {
namespace {

// Whoever leads the talks has handed in the case file.
talks::Author lead_of(const talks::View& view) {
  for (const auto& member : view.get(talks::kTable).people.members)
    if (member.person.role == talks::MemberRole::kLead) return {member.person.name, ""};
  return {};
}

bool has_preferences(const Party& party) {
  return party.scored() || party.reservation.has_value() || !party.red_lines.empty();
}

std::string_view rests_on(const std::vector<PartyBasis>& parties) {
  const auto any = [&](PreferenceBasis basis) {
    return std::ranges::any_of(parties, [&](const PartyBasis& p) { return p.in.basis == basis; });
  };
  const bool stated = any(PreferenceBasis::kStated);
  if (any(PreferenceBasis::kEstimated)) return stated ? "both" : "estimates";
  return stated ? "statements" : "nothing";
}

PartyBasis* find(std::vector<PartyBasis>& parties, const std::string& id) {
  const auto found = std::ranges::find_if(parties, [&](const PartyBasis& p) { return p.in.party == id; });
  return found == parties.end() ? nullptr : &*found;
}

void measure(const Case& subject, std::vector<PartyBasis>& parties) {
  for (const auto& number : agreement::numbers(subject)) {
    auto* basis = find(parties, subject.parties[number.party].id);
    if (basis == nullptr || number.role == agreement::CaseNumber::Role::kUnused) continue;
    ++basis->numbers;
    if (number.number->from.assumed) ++basis->assumed;
    if (!number.number->ranged()) continue;
    ++basis->ranges;
    const Rational width = *number.number->high - *number.number->low;
    if (!basis->widest || width > *basis->widest) basis->widest = width;
  }
}

}  // namespace

TableInput table_input(const talks::View& view) {
  TableInput input{view.get(talks::kTable).opening.full_case, lead_of(view), *view.opening().opened, {}};
  for (const auto& party : view.subject()->parties) {
    PartyBasis basis;
    basis.in.party = party.id;
    if (talks::has_room(party)) {
      const auto* caucus = view.find(talks::caucus_of(party.id));
      basis.assigned = caucus != nullptr;
      basis.withdrawn = caucus != nullptr && caucus->opening.withdrawn.has_value();
      basis.in = preferences_in(view, party.id);
    }
    input.parties.push_back(std::move(basis));
  }
  return input;
}

TableCase table_case(TableInput input) {
  auto read = read_case(input.case_file, "case");
  if (!read) throw std::logic_error("the case that the talks were opened on cannot be read");
  TableCase table{std::move(*read), std::move(input.parties)};
  bool forgotten = false;
  for (auto& party : table.subject.parties) {
    auto* basis = find(table.parties, party.id);
    if (basis == nullptr || !basis->counts()) {
      forget_preferences(party);
      forgotten = true;
    } else if (basis->in.answers) {
      put_preferences(table.subject, basis->in);
    } else if (has_preferences(party)) {
      basis->in.basis = PreferenceBasis::kEstimated;
      basis->in.author = input.by;
      basis->in.time = input.opened;
    }
  }
  if (forgotten) forget_sources(table.subject);
  measure(table.subject, table.parties);
  // Mediators and observers seldom have preferences: they are named only if they do.
  std::erase_if(table.parties, [&](const PartyBasis& basis) {
    const auto party = std::ranges::find(table.subject.parties, basis.in.party, &Party::id);
    return !talks::has_room(*party) && basis.in.basis == PreferenceBasis::kNone;
  });
  return table;
}

Json basis_json(const std::vector<PartyBasis>& parties) {
  auto list = Json::array();
  for (const auto& p : parties) {
    const bool in = p.in.basis != PreferenceBasis::kNone;
    list.push_back({{"party", p.in.party},
                    {"assigned", p.assigned},
                    {"withdrawn", p.withdrawn},
                    {"basis", name_of(p.in.basis)},
                    {"by", in ? Json(p.in.author) : Json(nullptr)},
                    {"since", in ? Json(p.in.time) : Json(nullptr)},
                    {"numbers", p.numbers},
                    {"ranges", p.ranges},
                    {"assumed", p.assumed},
                    {"widest", p.widest ? Json(to_double(*p.widest)) : Json(nullptr)}});
  }
  return {{"rests_on", rests_on(parties)}, {"parties", std::move(list)}};
}

}  // namespace parley::broker
