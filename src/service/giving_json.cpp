#include "service/giving_json.hpp"

#include "service/elements.hpp"

namespace parley::service {
namespace {

Json concessions_json(const Analysis& a) {
  const ScoresJson scored(a);
  Json list = Json::array();
  for (const agreement::ConcessionSet& set : a.concessions->sets) {
    Json json;
    Json elements = Json::array();
    for (const auto& element : set.elements) elements.push_back(element_json(*a.subject, element));
    json["elements"] = std::move(elements);
    if (set.veto_of) json["veto_of"] = a.subject->parties[*set.veto_of].id;
    json.update(set.package ? scored.with_shares(*set.package) : Json{{"scores", nullptr}, {"package", nullptr}});
    json["minimal"] = set.verified;
    list.push_back(std::move(json));
  }
  return list;
}

Json equal_cut_json(const Analysis& a) {
  const agreement::EqualCut& cut = *a.equal_cut;
  if (!cut.share) return nullptr;
  Json json{{"share", to_double(*cut.share)}};
  json.update(ScoresJson(a).with_shares(cut.package));
  Json::object_t pays;
  for (const auto& payment : cut.payments) append(pays, a.subject->parties[payment.party].id, to_double(payment.pays));
  json["pays"] = std::move(pays);
  json["proved"] = cut.proved;
  return json;
}

Json prices_json(const Analysis& a) {
  Json list = Json::array();
  for (const agreement::Price& price : a.prices->prices) {
    Json::object_t by_party;
    for (std::size_t i = 0; i < price.by_party.size(); ++i)
      append(by_party, a.subject->parties[a.objectives[i]].id,
             price.by_party[i] ? Json(to_double(*price.by_party[i])) : Json(nullptr));
    list.push_back(Json{{"element", element_json(*a.subject, price.element)}, {"price", std::move(by_party)}});
  }
  return list;
}

}  // namespace

Json element_json(const Case& subject, const agreement::Element& element) {
  Json json{{"kind", element_kind(element)}};
  if (element.kind != agreement::Element::Kind::kRule) json["party"] = subject.parties[element.party].id;
  json["id"] = element_id(subject, element);
  json["title"] = element_title(subject, element);
  return json;
}

void add_giving(Json& document, const Analysis& a) {
  document["concessions"] = a.concessions ? concessions_json(a) : Json::array();
  document["concessions_complete"] = a.concessions ? a.concessions->complete : a.zone_empty == false;
  if (a.divisible && a.zone_empty == true)
    document["concessions_note"] =
        "what must give is not worked out where issues are divided; --grid makes amounts of them";
  if (a.concessions && !a.concessions->note.empty()) document["concessions_note"] = a.concessions->note;
  document["equal_cut"] = a.equal_cut ? equal_cut_json(a) : Json(nullptr);
  if (a.equal_cut && !a.equal_cut->reason.empty()) document["equal_cut_note"] = a.equal_cut->reason;
  document["prices"] = a.prices ? prices_json(a) : Json::array();
}

}  // namespace parley::service
