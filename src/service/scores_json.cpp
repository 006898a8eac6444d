#include "service/scores_json.hpp"

namespace parley::service {

const std::string& ScoresJson::party_id(std::size_t objective) const {
  return a_.subject->parties[a_.objectives[objective]].id;
}

Json ScoresJson::scores(std::span<const Integer> values) const {
  Json::object_t object;
  for (std::size_t i = 0; i < values.size(); ++i) append(object, party_id(i), ratio(values[i], a_.function(i).scale));
  return object;
}

Json ScoresJson::points(std::span<const Rational> values) const {
  Json::object_t object;
  for (std::size_t i = 0; i < values.size(); ++i) append(object, party_id(i), to_double(values[i]));
  return object;
}

Json ScoresJson::optional_scores(const std::vector<std::optional<Integer>>& values) const {
  Json::object_t object;
  for (std::size_t i = 0; i < values.size(); ++i)
    append(object, party_id(i), values[i] ? Json(ratio(*values[i], a_.function(i).scale)) : Json(nullptr));
  return object;
}

Json ScoresJson::package(const Package& package) const {
  std::vector<Integer> values;
  for (std::size_t i = 0; i < a_.objectives.size(); ++i) values.push_back(agreement::value(a_.function(i), package));
  return Json{{"scores", scores(values)}, {"package", package_json(*a_.subject, package)}};
}

Json ScoresJson::packages(const std::vector<Package>& packages) const {
  Json list = Json::array();
  for (const Package& each : packages) list.push_back(package(each));
  return list;
}

Json ScoresJson::with_shares(const Package& each) const {
  Json json = package(each);
  json["shares"] = shares(agreement::explain(*a_.subject, a_.problem, each));
  return json;
}

Json ScoresJson::shares(const agreement::Account& account) const {
  Json::object_t object;
  for (std::size_t i = 0; i < a_.objectives.size(); ++i) {
    const agreement::PartyAccount& party = account.parties[a_.objectives[i]];
    Json::object_t lines;
    for (const agreement::ScoreLine& line : party.lines)
      append(lines, agreement::label(*a_.subject, line.issues), to_double(line.value));
    if (party.cut != 0) append(lines, "cap", to_double(party.cut));
    append(object, party_id(i), std::move(lines));
  }
  return object;
}

}  // namespace parley::service
