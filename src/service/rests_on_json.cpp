#include "service/rests_on_json.hpp"

#include <algorithm>

namespace parley::service {
namespace {

using agreement::Flip;
using agreement::Headline;

// The flip on one side that is nearest to the stated value.
Json nearest(const agreement::Dependence& dependence, bool below) {
  const Flip* best = nullptr;
  for (const Flip& flip : dependence.flips) {
    if (flip.below != below) continue;
    const bool nearer = best == nullptr || (below ? flip.edge.at > best->edge.at : flip.edge.at < best->edge.at);
    if (nearer) best = &flip;
  }
  return best == nullptr ? Json(nullptr) : Json(to_double(best->edge.at));
}

Json dependence_json(const Case& subject, const agreement::Dependence& dependence) {
  const agreement::CaseNumber& number = dependence.number;
  Json json{{"number", number.path}, {"party", subject.parties[number.party].id}};
  if (number.issue) json["issue"] = subject.issues[*number.issue].id;
  if (number.issue && number.option) json["option"] = subject.issues[*number.issue].option_id(*number.option);
  json["value"] = to_double(number.number->value);
  json["low"] = to_double(number.number->low.value_or(number.number->value));
  json["high"] = to_double(number.number->high.value_or(number.number->value));
  Json changes = Json::array();
  for (const Headline headline : {Headline::kZone, Headline::kNash, Headline::kWhoMustGive})
    if (std::ranges::any_of(dependence.flips, [&](const Flip& flip) { return flip.headline == headline; }))
      changes.push_back(headline_name(headline));
  json["changes"] = std::move(changes);
  json["flips_below"] = nearest(dependence, true);
  json["flips_above"] = nearest(dependence, false);
  return json;
}

}  // namespace

std::string_view headline_name(Headline headline) {
  switch (headline) {
    case Headline::kZone: return "zone";
    case Headline::kNash: return "nash";
    case Headline::kWhoMustGive: return "who-must-give";
  }
  return "unknown";
}

void add_rests_on(Json& document, const Analysis& a) {
  Json list = Json::array();
  if (!a.rests_on) {
    document["rests_on"] = std::move(list);
    document["rests_on_share"] = nullptr;
    document["rests_on_complete"] = false;
    return;
  }
  const agreement::RestsOn& found = *a.rests_on;
  for (const auto& dependence : found.matters) list.push_back(dependence_json(*a.subject, dependence));
  document["rests_on"] = std::move(list);
  const auto matter = found.matters.size(), open = found.undecided.size();
  document["rests_on_share"] = Json{{"assumptions", found.assumptions},
                                    {"with_a_range", found.movable},
                                    {"matter", matter},
                                    {"do_not_matter", found.assumptions - std::min(found.assumptions, matter + open)},
                                    {"undecided", open}};
  document["rests_on_complete"] = found.complete;
}

}  // namespace parley::service
