#include "service/divisible_json.hpp"

namespace parley::service {
namespace {

Json scores_of(const Analysis& a, const std::array<Rational, 2>& scores) { return ScoresJson(a).points(scores); }

Json frontier_json(const Analysis& a, bool points) {
  const DivisibleAnswer& d = *a.divisible;
  const auto corners = agreement::vertices(d.frontier);
  Json json{{"within", name_of(a.frontier.within)},
            {"size", corners.size()},
            {"complete", d.frontier.complete},
            {"method", d.frontier.method}};
  if (!corners.empty()) json["ideal"] = scores_of(a, {corners.back().scores[0], corners.front().scores[1]});
  else json["ideal"] = Json::object();
  if (points) {
    Json list = Json::array();
    for (const auto& corner : corners) list.push_back(divided_package(a, corner, false));
    json["points"] = std::move(list);
  }
  json["packages"] = nullptr;
  json["divisible"] = true;
  if (!points) return json;
  Json segments = Json::array();
  for (const auto& segment : agreement::segments(d.frontier))
    segments.push_back(Json{{"from", divided_package(a, segment.from, false)},
                            {"to", divided_package(a, segment.to, false)},
                            {"from_open", segment.from_open},
                            {"to_open", segment.to_open}});
  json["segments"] = std::move(segments);
  return json;
}

void add_settlements(Json& document, const Analysis& a) {
  Json settlements = Json::object(), notes = Json::object();
  for (const auto& settled : a.divisible->settlements) {
    const std::string id(settled.method->info.id);
    const std::string& note =
        settled.settlement.reason.empty() ? settled.settlement.warning : settled.settlement.reason;
    if (!note.empty()) notes[id] = note;
    if (settled.settlement.points.empty()) {
      settlements[id] = nullptr;
      continue;
    }
    settlements[id] = divided_package(a, settled.settlement.points.front(), true);
    settlements[id]["tied"] = settled.settlement.points.size();
  }
  document["settlements"] = std::move(settlements);
  document["settlement_notes"] = std::move(notes);
}

Json adjusted_winner_json(const Analysis& a) {
  const auto& winner = a.divisible->adjusted_winner;
  if (!winner) return nullptr;
  const Case& subject = *a.subject;
  Json transfers = Json::array();
  for (const auto& transfer : winner->transfers)
    transfers.push_back(Json{{"issue", subject.issues[transfer.issue].id},
                             {"from", subject.parties[winner->parties[transfer.from]].id},
                             {"share", to_double(transfer.share)}});
  return Json{{"before", scores_of(a, winner->before.scores)},
              {"after", scores_of(a, winner->after.scores)},
              {"transfers", std::move(transfers)},
              {"equitable", winner->equitable}};
}

}  // namespace

Json divided_package(const Analysis& a, const agreement::DivisiblePoint& point, bool shares) {
  Json::object_t package;
  for (std::size_t i = 0; i < a.subject->issues.size(); ++i) {
    const Issue& issue = a.subject->issues[i];
    append(
        package, issue.id,
        issue.kind == IssueKind::kDivisible ? Json(to_double(point.shares[i])) : option_json(issue, point.package[i]));
  }
  Json json{{"scores", scores_of(a, point.scores)}, {"package", std::move(package)}};
  if (shares)
    json["shares"] = ScoresJson(a).shares(agreement::explain(*a.subject, a.problem, point.package, point.shares));
  return json;
}

void add_divisible(Json& document, const Analysis& a, bool points) {
  document["packages"] = nullptr;
  document["feasible"] = nullptr;
  document["accepts"] = Json::object();
  document["zone"] = nullptr;
  document["zone_empty"] = a.zone_empty ? Json(*a.zone_empty) : Json(nullptr);
  document["zone_examples"] = Json::array();
  document["frontier"] = frontier_json(a, points);
  Json::object_t disagreement;
  for (std::size_t i = 0; i < 2; ++i)
    append(disagreement, a.subject->parties[a.objectives[i]].id,
           a.divisible->disagreement[i] ? Json(to_double(*a.divisible->disagreement[i])) : Json(nullptr));
  document["disagreement"] = std::move(disagreement);
  add_settlements(document, a);
  document["adjusted_winner"] = adjusted_winner_json(a);
  document["reference"] = nullptr;
}

}  // namespace parley::service
