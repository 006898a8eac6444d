#include "broker/preferences_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/number.hpp"
#include "case/names.hpp"
#include "elicitation/contradictions.hpp"
#include "elicitation/fit.hpp"
#include "elicitation/words.hpp"

namespace parley::broker {
namespace {

using elicitation::Answers;
using elicitation::Change;
using elicitation::Contradiction;
using elicitation::Judgement;

class Reader {
 public:
  Reader(const Case& subject, const std::string& at)
      : case_(subject), names_(subject), answers_(elicitation::blank(subject)), at_(at) {}

  std::expected<Answers, Failure> run(const Json& in) {
    for (const auto& line : in.at("red_lines"))
      answers_.red_lines.push_back({line.at("id"), line.at("title"), line.at("text")});
    each(in.at("excluded"), at_ + "/excluded", [&](const Json& one, const std::string& at) {
      const auto issue = this->issue(one, at);
      const auto option = issue ? this->option(*issue, one.at("option"), at + "/option") : std::nullopt;
      if (option) answers_.excluded.push_back({*issue, *option});
    });
    each(in.at("issues"), at_ + "/issues", [&](const Json& one, const std::string& at) { read_issue(one, at); });
    each(in.at("packages"), at_ + "/packages", [&](const Json& one, const std::string& at) { package(one, at); });
    if (!in.at("no_deal").is_null()) answers_.no_deal = in.at("no_deal").get<std::uint32_t>();
    if (failure_.problems.empty())
      for (const Error& error : elicitation::check(answers_, case_))
        failure_.problems.push_back({std::string(name_of(error.code)), error.message, error.hint, at_});
    if (!failure_.problems.empty()) return std::unexpected(std::move(failure_));
    return std::move(answers_);
  }

 private:
  template <class Do>
  static void each(const Json& list, const std::string& at, Do act) {
    for (std::size_t k = 0; k < list.size(); ++k) act(list[k], at + "/" + std::to_string(k));
  }

  void fail(const Error& error, const std::string& at) {
    failure_.problems.push_back({std::string(name_of(error.code)), error.message, error.hint, at});
  }

  std::optional<IssueIndex> issue(const Json& one, const std::string& at) {
    const auto& id = one.at("issue").get_ref<const std::string&>();
    const auto found = names_.issue(id);
    if (!found) fail(names_.no_such_issue(id), at + "/issue");
    return found;
  }

  std::optional<OptionIndex> option(IssueIndex issue, const std::string& id, const std::string& at) {
    const auto found = names_.option(issue, id);
    if (!found) fail(names_.no_such_option(issue, id), at);
    return found;
  }

  std::optional<Rational> number(const Json& in, const std::string& at) {
    auto value = parse_number(in.get_ref<const std::string&>());
    if (value) return *std::move(value);
    fail(value.error(), at);
    return std::nullopt;
  }

  std::optional<Judgement> judgement(const Json& in, const std::string& at) {
    if (in.is_null()) return std::nullopt;
    const auto likely = number(in.at("likely"), at + "/likely");
    Judgement j;
    if (likely) j.likely = *likely;
    if (!in.at("low").is_null()) j.low = number(in.at("low"), at + "/low");
    if (!in.at("high").is_null()) j.high = number(in.at("high"), at + "/high");
    return j;
  }

  void read_issue(const Json& one, const std::string& at) {
    const auto index = issue(one, at);
    if (!index) return;
    const auto levels = elicitation::levels_of(case_.issues[*index]);
    auto& answer = answers_.issues[*index];
    answer.swing = judgement(one.at("swing"), at + "/swing");
    each(one.at("options"), at + "/options", [&](const Json& rated, const std::string& where) {
      const auto k = option(*index, rated.at("option"), where + "/option");
      if (!k) return;
      const auto level = std::ranges::find(levels, *k);
      if (level == levels.end()) {
        fail({ErrorCode::kName, "this amount is not among those that are ordered and rated", "", {}},
             where + "/option");
        return;
      }
      auto& rating = answer.levels[static_cast<std::size_t>(level - levels.begin())];
      rating.place = rated.at("place");
      rating.value = judgement(rated.at("value"), where + "/value");
    });
  }

  void package(const Json& one, const std::string& at) {
    elicitation::RankedPackage ranked;
    ranked.place = one.at("place");
    for (IssueIndex i = 0; i < case_.issues.size(); ++i) {
      const auto& id = case_.issues[i].id;
      const auto chosen = one.at("package").find(id);
      const auto where = fmt::format("{}/package/{}", at, id);
      if (chosen == one.at("package").end()) {
        fail({ErrorCode::kValue, "this issue has no option yet", "", {}}, where);
        continue;
      }
      ranked.options.push_back(option(i, *chosen, where).value_or(0));
    }
    if (one.at("package").size() > case_.issues.size())
      fail({ErrorCode::kName, "the case has not so many issues", "", {}}, at + "/package");
    answers_.packages.push_back(std::move(ranked));
  }

  const Case& case_;
  Names names_;
  Answers answers_;
  std::string at_;
  Failure failure_{422, {}};
};

Json bar_json(const std::optional<Judgement>& j) {
  if (!j) return nullptr;
  const auto end = [](const std::optional<Rational>& x) { return x ? Json(to_text(*x)) : Json(nullptr); };
  return {{"likely", to_text(j->likely)}, {"low", end(j->low)}, {"high", end(j->high)}};
}

Json package_json(const Case& subject, const elicitation::Package& package) {
  auto out = Json::object();
  for (IssueIndex i = 0; i < package.size(); ++i) out[subject.issues[i].id] = subject.issues[i].option_id(package[i]);
  return out;
}

Json change_json(const Change& change, const Case& subject) {
  const auto& issue = subject.issues[change.issue];
  const bool swap = change.kind == Change::Kind::kSwap;
  return {{"kind", swap                                  ? "swap"
                   : change.kind == Change::Kind::kSwing ? "swing"
                                                         : "value"},
          {"issue", swap ? "" : issue.id},
          {"option", change.kind == Change::Kind::kValue ? issue.option_id(change.option) : ""},
          {"from", change.from},
          {"to", change.to},
          {"words", elicitation::in_words(change, subject)}};
}

Json changes_json(const std::vector<Change>& changes, const Case& subject) {
  auto list = Json::array();
  for (const Change& change : changes) list.push_back(change_json(change, subject));
  return list;
}

Json contradiction_json(const Contradiction& one, const Case& subject) {
  Json out{{"words", one.words},
           {"firm", one.firm},
           {"issue", ""},
           {"packages", Json::array()},
           {"changes", changes_json(one.changes, subject)}};
  switch (one.kind) {
    case Contradiction::Kind::kOrder:
      out["kind"] = "order";
      out["issue"] = subject.issues[one.issue].id;
      break;
    case Contradiction::Kind::kRanking:
      out["kind"] = "ranking";
      out["packages"] = {one.preferred, one.other};
      break;
    case Contradiction::Kind::kRedLine:
      out["kind"] = "red_line";
      out["packages"] = {one.preferred};
      break;
  }
  return out;
}

Json fit_json(const Answers& answers, const Case& subject) {
  const auto fitted = elicitation::fit(answers, subject);
  if (!fitted) return nullptr;
  Json out{{"packages", Json::array()}, {"reservation", nullptr}};
  for (const Rational& score : fitted->ranked) out["packages"].push_back(to_double(score));
  if (const auto& r = fitted->reservation)
    out["reservation"] = {{"low", to_double(r->low.value_or(r->value))},
                          {"likely", to_double(r->value)},
                          {"high", to_double(r->high.value_or(r->value))}};
  return out;
}

}  // namespace

std::expected<Answers, Failure> read_answers(const Json& in, const Case& subject, const std::string& at) {
  if (const Errors errors = elicitation::supported(subject); !errors.empty())
    return std::unexpected(conflict(errors.front().message, errors.front().hint));
  return Reader(subject, at).run(in);
}

Answers stored_answers(const Json& in, const Case& subject) {
  auto answers = read_answers(in, subject, "");
  if (!answers) throw std::logic_error("stored answers do not fit the case");
  return *std::move(answers);
}

Json answers_json(const Answers& answers, const Case& subject) {
  Json out{{"red_lines", Json::array()},
           {"excluded", Json::array()},
           {"issues", Json::array()},
           {"packages", Json::array()},
           {"no_deal", answers.no_deal ? Json(*answers.no_deal) : Json(nullptr)}};
  for (const auto& line : answers.red_lines)
    out["red_lines"].push_back({{"id", line.id}, {"title", line.title}, {"text", line.text}});
  for (const auto& e : answers.excluded)
    out["excluded"].push_back(
        {{"issue", subject.issues[e.issue].id}, {"option", subject.issues[e.issue].option_id(e.option)}});
  for (IssueIndex i = 0; i < answers.issues.size(); ++i) {
    const auto levels = elicitation::levels_of(subject.issues[i]);
    auto options = Json::array();
    for (std::size_t k = 0; k < answers.issues[i].levels.size(); ++k) {
      const auto& rating = answers.issues[i].levels[k];
      options.push_back({{"option", subject.issues[i].option_id(levels[k])},
                         {"place", rating.place},
                         {"value", bar_json(rating.value)}});
    }
    out["issues"].push_back({{"issue", subject.issues[i].id},
                             {"options", std::move(options)},
                             {"swing", bar_json(answers.issues[i].swing)}});
  }
  for (const auto& p : answers.packages)
    out["packages"].push_back({{"package", package_json(subject, p.options)}, {"place", p.place}});
  return out;
}

Json assessment_json(const Answers& answers, const Case& subject) {
  const auto all = elicitation::contradictions(answers, subject);
  Json out{{"missing", elicitation::missing(answers, subject)},
           {"words", elicitation::in_words(answers, subject)},
           {"contradictions", Json::array()},
           {"for_all", changes_json(all.for_all, subject)},
           {"implied", all.implied},
           {"fit", fit_json(answers, subject)}};
  for (const auto& one : all.found) out["contradictions"].push_back(contradiction_json(one, subject));
  return out;
}

}  // namespace parley::broker
