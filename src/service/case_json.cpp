#include "service/case_json.hpp"

#include <algorithm>

#include "service/numbers.hpp"

namespace parley::service {
namespace {

std::string_view role_name(Role role) {
  switch (role) {
    case Role::kPrincipal: return "principal";
    case Role::kMediator: return "mediator";
    case Role::kGuarantor: return "guarantor";
    case Role::kAlly: return "ally";
    case Role::kObserver: return "observer";
  }
  return "unknown";
}

Json points_or_null(const agreement::Extreme& extreme, const Integer& scale) {
  return extreme.proved && extreme.value ? Json(ratio(*extreme.value, scale)) : Json(nullptr);
}

Json issue_json(const Issue& issue) {
  Json json{{"id", issue.id}, {"title", issue.title}};
  switch (issue.kind) {
    case IssueKind::kChoice: {
      json["kind"] = "choice";
      Json options = Json::array();
      for (const Option& option : issue.options) options.push_back(Json{{"id", option.id}, {"title", option.title}});
      json["options"] = std::move(options);
      break;
    }
    case IssueKind::kAmount:
      json["kind"] = "amount";
      json["from"] = to_double(issue.from);
      json["to"] = to_double(issue.to);
      json["step"] = to_double(issue.step);
      json["unit"] = issue.unit;
      break;
    case IssueKind::kDivisible: json["kind"] = "divisible"; break;
  }
  return json;
}

Json statement_json(const Case& subject, const Rule& rule) {
  return Json{{"id", rule.id},     {"title", rule.title},          {"text", rule.text},
              {"firm", rule.firm}, {"assumed", rule.from.assumed}, {"source", provenance_source(subject, rule.from)}};
}

}  // namespace

void add_case(Json& document, const Case& subject) {
  document["case"] = subject.id;
  document["title"] = subject.title;
  document["about"] = subject.about;
  if (!subject.reading.empty()) document["reading"] = subject.reading;
  if (subject.quantum) document["quantum"] = to_double(*subject.quantum);
}

Json party_json(const Party& party) {
  return Json{{"id", party.id},
              {"name", party.name},
              {"role", role_name(party.role)},
              {"delegates", party.delegates},
              {"reservation", party.reservation ? Json(to_double(party.reservation->value)) : Json(nullptr)}};
}

Json parties_json(const Analysis& a) {
  Json parties = Json::array();
  for (PartyIndex i = 0; i < a.subject->parties.size(); ++i) {
    Json json = party_json(a.subject->parties[i]);
    json["objective"] = a.problem.parties[i].objective;
    const auto& score = a.problem.parties[i].score;
    const auto divided = std::ranges::find(a.objectives, i);
    if (a.divisible && a.divisible->range && divided != a.objectives.end()) {
      const auto k = static_cast<std::size_t>(divided - a.objectives.begin());
      json["best_feasible"] = to_double(a.divisible->range->best[k]);
      json["least_feasible"] = to_double(a.divisible->range->least[k]);
    } else if (score && i < a.extents.size()) {
      const Integer& scale = a.problem.functions[*score].scale;
      json["best_feasible"] = points_or_null(a.extents[i].best, scale);
      json["least_feasible"] = points_or_null(a.extents[i].least, scale);
    } else {
      json["best_feasible"] = nullptr;
      json["least_feasible"] = nullptr;
    }
    parties.push_back(std::move(json));
  }
  return parties;
}

void add_statements(Json& document, const Case& subject) {
  Json issues = Json::array(), rules = Json::array(), red_lines = Json::array(), sources = Json::array();
  for (const Issue& issue : subject.issues) issues.push_back(issue_json(issue));
  for (const Rule& rule : subject.rules) rules.push_back(statement_json(subject, rule));
  for (const Party& party : subject.parties)
    for (const Rule& line : party.red_lines) {
      Json json{{"party", party.id}};
      json.update(statement_json(subject, line));
      json.erase("firm");
      red_lines.push_back(std::move(json));
    }
  for (const Source& source : subject.sources)
    sources.push_back(Json{{"id", source.id}, {"title", source.title}, {"url", source.url}});
  document["issues"] = std::move(issues);
  document["rules"] = std::move(rules);
  document["red_lines"] = std::move(red_lines);
  document["sources"] = std::move(sources);
  const NumberCounts numbers = count_numbers(subject);
  document["assumed_numbers"] = numbers.assumed;
  document["sourced_numbers"] = numbers.sourced;
  document["decision"] = subject.decision_text.empty() ? "everybody" : subject.decision_text;
}

}  // namespace parley::service
