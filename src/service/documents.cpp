#include "service/documents.hpp"

#include <algorithm>

#include "service/case_json.hpp"
#include "service/divisible_json.hpp"
#include "service/giving_json.hpp"
#include "service/rests_on_json.hpp"
#include "service/scores_json.hpp"

namespace parley::service {
namespace {

class Writer {
 public:
  Writer(const Analysis& analysis, const DocumentOptions& options)
      : a_(analysis), options_(options), scored_(analysis) {}

  std::string write() {
    doc_["parley"] = 1;
    doc_["command"] = "analyze";
    add_case(doc_, *a_.subject);
    doc_["parties"] = parties_json(a_);
    add_statements(doc_, *a_.subject);
    if (a_.divisible) add_divisible(doc_, a_, options_.points);
    else add_answer();
    add_giving(doc_, a_);
    add_rests_on(doc_, a_);
    doc_["ended"] = ended();
    if (options_.elapsed) doc_["elapsed_s"] = a_.elapsed_s;
    return dump(doc_);
  }

 private:
  const Case& subject() const { return *a_.subject; }

  void add_answer() {
    add_counts();
    doc_["frontier"] = frontier();
    doc_["disagreement"] = scored_.optional_scores(a_.disagreement);
    add_settlements();
    doc_["opposition"] = a_.opposition ? Json(*a_.opposition) : Json(nullptr);
    add_reference();
    add_distances();
  }

  void add_counts() {
    doc_["packages"] = a_.packages.get_str();
    add_count(doc_, "feasible", a_.feasible);
    Json accepts = Json::object();
    for (std::size_t i = 0; i < a_.accepts.size(); ++i) {
      if (!a_.accepts[i]) accepts[subject().parties[i].id] = a_.packages.get_str();
      else
        accepts[subject().parties[i].id] = a_.accepts[i]->count ? Json(a_.accepts[i]->count->get_str()) : Json(nullptr);
    }
    doc_["accepts"] = std::move(accepts);
    add_count(doc_, "zone", a_.zone);
    doc_["zone_empty"] = a_.zone_empty ? Json(*a_.zone_empty) : Json(nullptr);
    doc_["zone_examples"] = scored_.packages(a_.zone_examples);
    if (!a_.zone_sample.empty()) doc_["zone_sample"] = scored_.packages(a_.zone_sample);
  }

  Json point(std::size_t index, bool shares) const {
    const auto& point = a_.frontier.set.points[index];
    Json json{{"scores", scored_.scores(point.values)}, {"package", package_json(subject(), point.package)}};
    if (shares) json["shares"] = scored_.shares(agreement::explain(subject(), a_.problem, point.package));
    if (!a_.frontier.all.empty()) {
      Json packages = Json::array();
      for (const Package& package : a_.frontier.all[index].packages)
        packages.push_back(package_json(subject(), package));
      json["packages"] = std::move(packages);
      json["packages_complete"] = a_.frontier.all[index].complete;
    }
    return json;
  }

  Json frontier() const {
    const Frontier& f = a_.frontier;
    Json json{{"within", name_of(f.within)},
              {"size", f.set.points.size()},
              {"complete", f.set.complete && !f.shown},
              {"method", f.set.method}};
    if (f.shown)
      json["coverage"] = Json{{"points", f.shown->size()},
                              {"of", f.set.points.size()},
                              {"within", to_double(f.covered_within)},
                              {"all_found", f.set.complete}};
    json["ideal"] = scored_.scores(f.set.ideal);
    if (!options_.points) return json;
    Json points = Json::array();
    const auto add = [&](std::size_t index) {
      points.push_back(point(index, points.size() < options_.points_with_shares));
    };
    if (f.shown) std::ranges::for_each(*f.shown, add);
    else
      for (std::size_t index = 0; index < f.set.points.size(); ++index) add(index);
    json["points"] = std::move(points);
    return json;
  }

  // Position among the points that the document lists.
  std::optional<std::size_t> listed(std::size_t index) const {
    if (!a_.frontier.shown) return index;
    const auto& shown = *a_.frontier.shown;
    const auto at = std::lower_bound(shown.begin(), shown.end(), index);
    if (at == shown.end() || *at != index) return std::nullopt;
    return static_cast<std::size_t>(at - shown.begin());
  }

  void add_settlements() {
    Json settlements = Json::object(), notes = Json::object();
    for (const SettlementResult& result : a_.settlements) {
      const std::string id(result.method->info.id);
      const auto& points = result.settlement.points;
      if (!result.settlement.reason.empty()) notes[id] = result.settlement.reason;
      else if (!result.settlement.warning.empty()) notes[id] = result.settlement.warning;
      if (points.empty()) {
        settlements[id] = nullptr;
        continue;
      }
      Json json = point(points.front(), true);
      if (options_.points) {
        Json ties = Json::array();
        for (std::size_t index : points)
          if (const auto at = listed(index)) ties.push_back(*at);
        json["point"] = listed(points.front()) ? Json(*listed(points.front())) : Json(nullptr);
        json["ties"] = std::move(ties);
      }
      json["tied"] = points.size();
      settlements[id] = std::move(json);
    }
    doc_["settlements"] = std::move(settlements);
    doc_["settlement_notes"] = std::move(notes);
  }

  void add_reference() {
    if (!subject().reference) {
      doc_["reference"] = nullptr;
      return;
    }
    const agreement::Account account = agreement::explain(subject(), a_.problem, *subject().reference);
    Json json = scored_.package(*subject().reference);
    json["shares"] = scored_.shares(account);
    Json accepted_by = Json::array();
    for (std::size_t i = 0; i < account.parties.size(); ++i)
      if (account.parties[i].accepts) accepted_by.push_back(subject().parties[i].id);
    json["accepted_by"] = std::move(accepted_by);
    json["feasible"] = account.feasible;
    if (a_.better_than_reference) {
      const agreement::Count& better = *a_.better_than_reference;
      json["better_for_all"] = better.count ? Json(better.count->get_str()) : Json(nullptr);
      if (!better.count)
        json["better_bounds"] = Json{{"at_least", better.at_least.get_str()}, {"at_most", better.at_most.get_str()}};
    }
    doc_["reference"] = std::move(json);
  }

  // How far each party is from its best: on the frontier as a whole, and at each settlement.
  void add_distances() {
    Json::object_t distances;
    for (std::size_t i = 0; i < a_.extents.size() && i < a_.objectives.size(); ++i) {
      const agreement::Extreme& best = a_.extent(i).best;
      if (!best.proved || !best.value) continue;
      const Integer& scale = a_.function(i).scale;
      Json::object_t lacks;
      for (const SettlementResult& result : a_.settlements) {
        if (result.settlement.points.empty()) continue;
        const auto& point = a_.frontier.set.points[result.settlement.points.front()];
        append(lacks, result.method->info.id, ratio(*best.value - point.values[i], scale));
      }
      append(distances, subject().parties[a_.objectives[i]].id,
             Json{{"best", ratio(*best.value, scale)}, {"settlements", std::move(lacks)}});
    }
    doc_["distance_from_best"] = std::move(distances);
  }

  Json ended() const {
    switch (a_.ended) {
      case Ended::kNo: return nullptr;
      case Ended::kStopped: return "stopped";
      case Ended::kTime: return "time";
      case Ended::kMemory: return "memory";
    }
    return nullptr;
  }

  const Analysis& a_;
  const DocumentOptions& options_;
  ScoresJson scored_;
  Json doc_;
};

}  // namespace

std::string analysis_document(const Analysis& analysis, const DocumentOptions& options) {
  return Writer(analysis, options).write();
}

std::string check_document(const Case& subject) {
  Json document;
  document["parley"] = 1;
  document["command"] = "check";
  add_case(document, subject);
  Integer packages = 1;
  Json parties = Json::array();
  for (const Issue& issue : subject.issues)
    if (issue.kind != IssueKind::kDivisible) packages *= issue.count();
  for (const Party& party : subject.parties) parties.push_back(party_json(party));
  document["parties"] = std::move(parties);
  add_statements(document, subject);
  document["packages"] = packages.get_str();
  document["errors"] = Json::array();
  return dump(document);
}

std::string error_document(const std::string& file, const Errors& errors) {
  Json list = Json::array();
  for (const Error& error : errors)
    list.push_back(Json{{"code", name_of(error.code)},
                        {"message", error.message},
                        {"hint", error.hint},
                        {"file", error.where.file},
                        {"line", error.where.line},
                        {"column", error.where.column}});
  Json document;
  document["parley"] = 1;
  document["file"] = file;
  document["errors"] = std::move(list);
  return dump(document);
}

std::string safe_in_script(const std::string& json) {
  std::string result;
  result.reserve(json.size() + json.size() / 16);
  for (std::size_t i = 0; i < json.size(); ++i) {
    const std::string_view rest = std::string_view(json).substr(i);
    if (json[i] == '<') result += "\\u003c";
    else if (json[i] == '>') result += "\\u003e";
    else if (json[i] == '&') result += "\\u0026";
    else if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9")) {
      result += json[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else result += json[i];
  }
  return result;
}

}  // namespace parley::service
