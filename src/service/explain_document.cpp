#include "service/case_json.hpp"
#include "service/documents.hpp"
#include "service/scores_json.hpp"

namespace parley::service {
namespace {

Json broken(const std::vector<Rule>& statements, const std::vector<bool>& holds) {
  Json list = Json::array();
  for (std::size_t i = 0; i < statements.size(); ++i)
    if (!holds[i]) list.push_back(statements[i].id);
  return list;
}

Json account_json(const Analysis& a, const agreement::Account& account) {
  const Case& subject = *a.subject;
  Json json = ScoresJson(a).package(account.package);
  json["shares"] = ScoresJson(a).shares(account);
  json["feasible"] = account.feasible;
  json["in_zone"] = account.in_zone;
  json["broken_rules"] = broken(subject.rules, account.rules);
  Json accepted = Json::array(), lines = Json::object();
  for (std::size_t i = 0; i < account.parties.size(); ++i) {
    if (account.parties[i].accepts) accepted.push_back(subject.parties[i].id);
    Json crossed = broken(subject.parties[i].red_lines, account.parties[i].red_lines);
    if (!crossed.empty()) lines[subject.parties[i].id] = std::move(crossed);
  }
  json["accepted_by"] = std::move(accepted);
  json["crossed_red_lines"] = std::move(lines);
  return json;
}

}  // namespace

std::string explain_document(const Analysis& a, const std::vector<agreement::Account>& accounts) {
  Json document;
  document["parley"] = 1;
  document["command"] = "explain";
  add_case(document, *a.subject);
  Json list = Json::array();
  for (const auto& account : accounts) list.push_back(account_json(a, account));
  document["packages"] = std::move(list);
  if (accounts.size() == 2) {
    Json::object_t changes;
    for (std::size_t i = 0; i < a.objectives.size(); ++i) {
      const PartyIndex party = a.objectives[i];
      append(changes, a.subject->parties[party].id,
             to_double(accounts[1].parties[party].score - accounts[0].parties[party].score));
    }
    document["changes"] = std::move(changes);
  }
  return dump(document);
}

}  // namespace parley::service
