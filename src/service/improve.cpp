#include "service/improve.hpp"

#include "service/case_json.hpp"
#include "service/scores_json.hpp"

namespace parley::service {
namespace {

Json changes_json(const Case& subject, const std::vector<agreement::OptionChange>& changes) {
  Json list = Json::array();
  for (const auto& change : changes) {
    const Issue& issue = subject.issues[change.issue];
    list.push_back(
        Json{{"issue", issue.id}, {"from", option_json(issue, change.from)}, {"to", option_json(issue, change.to)}});
  }
  return list;
}

Json trades_json(const Analysis& a, const std::vector<agreement::Trade>& trades) {
  Json list = Json::array();
  for (const auto& trade : trades)
    list.push_back(Json{{"changes", changes_json(*a.subject, trade.changes)},
                        {"gains", ScoresJson(a).points(trade.gains)},
                        {"for_all", trade.for_all}});
  return list;
}

}  // namespace

Improving improve(const Analysis& a, const Package& table, std::size_t limit, Work& work) {
  Improving found;
  found.table = table;
  agreement::Logic within = agreement::zone(a.problem);
  if (agreement::find_package(a.problem, within, work).package) found.within = Within::kZone;
  else within = agreement::feasible(a.problem);
  found.table_within = agreement::holds(a.problem, within, table);
  found.improvements = agreement::improvements(a.problem, within, table, limit, work);
  found.trades = agreement::trades(a.problem, within, table, limit, work);
  return found;
}

std::string improve_document(const Analysis& a, const Improving& found) {
  const ScoresJson scored(a);
  Json document;
  document["parley"] = 1;
  document["command"] = "improve";
  add_case(document, *a.subject);
  document["within"] = name_of(found.within);
  document["table"] = scored.package(found.table);
  document["table_within"] = found.table_within;
  Json list = Json::array();
  for (const auto& improvement : found.improvements.list) {
    Json json = scored.package(improvement.package);
    json["gains"] = scored.points(improvement.gains);
    json["for_all"] = improvement.for_all;
    list.push_back(std::move(json));
  }
  document["improvements"] = std::move(list);
  document["total"] = found.improvements.total;
  document["for_all"] = found.improvements.for_all;
  document["complete"] = found.improvements.complete;
  document["trades"] = trades_json(a, found.trades.single);
  document["trades_total"] = found.trades.total_single;
  document["paired_trades"] = trades_json(a, found.trades.pairs);
  document["paired_trades_total"] = found.trades.total_pairs;
  document["trades_complete"] = found.trades.complete;
  return dump(document);
}

}  // namespace parley::service
