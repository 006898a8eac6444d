// A party states its preferences in its own room, unaided, and sends them when its head agrees; the mediator estimates.
#include <algorithm>
#include <functional>
#include <memory>

#include "broker/home.hpp"
#include "broker/operations.hpp"
#include "broker/preferences_in.hpp"
#include "broker/preferences_json.hpp"
#include "elicitation/answers_csv.hpp"
#include "elicitation/fit.hpp"
#include "elicitation/questions.hpp"
#include "elicitation/words.hpp"

namespace parley::broker {
namespace {

using elicitation::Answers;
using talks::Preferences;

const talks::Hall& own_room(const Call& call) { return call.view.get(talks::room_of(call.viewer.organisation())); }
const talks::Hall& own_caucus(const Call& call) { return call.view.get(talks::caucus_of(call.viewer.organisation())); }

// A round that has begun and has no result yet locks the preferences of its parties.
bool locked(const Call& call) { return own_caucus(call).rounds.lock_preferences(); }

// Preferences are asked about the case at the table; other cases are refused in words.
std::optional<Failure> unasked(const Call& call) {
  if (call.view.subject() == nullptr) return conflict("the talks are not open yet", "");
  if (const Errors errors = elicitation::supported(*call.view.subject()); !errors.empty())
    return conflict(errors.front().message, errors.front().hint);
  return std::nullopt;
}

Answers newest_answers(const Preferences& preferences, const Case& subject) {
  const auto* newest = preferences.newest();
  return newest == nullptr ? elicitation::blank(subject) : stored_answers(newest->answers, subject);
}

Json versions_json(const Preferences& preferences) {
  auto list = Json::array();
  for (const auto& v : preferences.list)
    list.push_back({{"id", v.id}, {"time", v.time}, {"author", v.author}, {"sent", v.sent}});
  return list;
}

Json in_words_json(const Preferences::Version& version) {
  return {{"answers", version.answers}, {"words", version.words}};
}

Outcome csv_of(const Preferences& preferences, const Case& subject, std::string name) {
  return Answer{.download = Download{"text/csv; charset=utf-8", std::move(name),
                                     elicitation::write_answers(newest_answers(preferences, subject), subject)}};
}

Json newest_id(const Preferences& preferences) {
  const auto* newest = preferences.newest();
  return newest == nullptr ? Json(nullptr) : Json(newest->id);
}

std::optional<Failure> overtaken(const Preferences& preferences, const Json& based_on) {
  if (newest_id(preferences) == based_on) return std::nullopt;
  return conflict("somebody has saved another version meanwhile", "look at it, then save again");
}

// Answers of the body, which is about the case at the table.
std::expected<Answers, Failure> answers_of(const Call& call) {
  if (auto failure = unasked(call)) return std::unexpected(std::move(*failure));
  return read_answers(call.body["answers"], *call.view.subject(), "/answers");
}

// What takes long on a large case runs beside the lock, on copies; what follows sees the state as it is by then.
template <class Found>
Outcome beside(const Call& call, Answers answers, Found (*work)(const Answers&, const Case&),
               std::function<Outcome(Call&, const Found&)> finish) {
  return Later{[answers = std::move(answers), subject = call.view.opening().subject, work]() -> std::any {
                 return work(answers, *subject);
               },
               [finish = std::move(finish)](Call& later, std::any result) -> Outcome {
                 if (auto failure = unasked(later)) return *failure;
                 return finish(later, *std::any_cast<Found>(&result));
               },
               {}};
}

using Words = std::vector<std::string>;

// An older version is opened to be read: in the words that were confirmed, or in those that say the same.
Outcome opened(const Call& call, const Preferences::Version& version, bool (*reads)(const Call&)) {
  auto out = in_words_json(version);
  if (!version.words.empty()) return out;
  const auto answers = stored_answers(version.answers, *call.view.subject());
  return beside<Words>(call, answers, elicitation::in_words, [out, reads](Call& later, const Words& words) -> Outcome {
    if (!reads(later)) return not_found();
    auto said = out;
    said["words"] = words;
    return said;
  });
}

using Ranked = std::expected<Json, Failure>;
Ranked ranked(const Answers& answers, const Case& subject) {
  const auto packages = elicitation::packages_to_rank(answers, subject);
  if (!packages) return std::unexpected(conflict(packages.error().message, packages.error().hint));
  auto list = Json::array();
  for (const auto& package : *packages) {
    auto one = Json::object();
    for (IssueIndex i = 0; i < package.size(); ++i) one[subject.issues[i].id] = subject.issues[i].option_id(package[i]);
    list.push_back(std::move(one));
  }
  return Json{{"packages", std::move(list)}};
}

using Unfitted = std::optional<Failure>;
Unfitted unfitted(const Answers& answers, const Case& subject) {
  const auto fitted = elicitation::fit(answers, subject);
  return fitted ? Unfitted{} : conflict(fitted.error().message, "");
}

// The words of answers that can be fitted.
using Worded = std::expected<Words, Failure>;
Worded worded(const Answers& answers, const Case& subject) {
  if (auto failure = unfitted(answers, subject)) return std::unexpected(*std::move(failure));
  return elicitation::in_words(answers, subject);
}

Json in_json(const PreferencesIn& in) {
  const bool any = in.basis != PreferenceBasis::kNone;
  return {{"party", in.party},
          {"basis", name_of(in.basis)},
          {"by", any ? Json(in.author) : Json(nullptr)},
          {"since", any ? Json(in.time) : Json(nullptr)}};
}

// The mediators assigned to the party and the lead have its desk; for others it does not exist.
const talks::Hall* desk(const Call& call) { return call.view.find(talks::desk_of(call.parameter("party"))); }

}  // namespace

Outcome get_preferences(Call& call) {
  if (auto failure = unasked(call)) return *failure;
  const auto assessed = newest_answers(own_room(call).preferences, *call.view.subject());
  return beside<Json>(call, assessed, assessment_json, [assessed](Call& later, const Json& assessment) -> Outcome {
    const auto& mine = own_room(later).preferences;
    const auto answers = newest_answers(mine, *later.view.subject());
    if (answers != assessed) return get_preferences(later);  // saved meanwhile
    return Json{{"answers", answers_json(answers, *later.view.subject())},
                {"version", newest_id(mine)},
                {"locked", locked(later)},
                {"versions", versions_json(mine)},
                {"assessment", assessment}};
  });
}

Outcome save_preferences(Call& call) {
  const auto answers = answers_of(call);
  if (!answers) return answers.error();
  const auto& room = own_room(call);
  if (locked(call)) return conflict("a round is under way", "wait for its result");
  if (auto failure = overtaken(room.preferences, call.body["based_on"])) return *failure;
  const auto version = call.new_id(room.audience);
  call.changes.append(room, talks::PreferencesSaved{version, answers_json(*answers, *call.view.subject())});
  return Json{{"id", version}};
}

Outcome assess_preferences(Call& call) {
  const auto answers = answers_of(call);
  if (!answers) return answers.error();
  return beside<Json>(call, *answers, assessment_json, [](Call&, const Json& assessment) { return assessment; });
}

Outcome packages_to_rank(Call& call) {
  const auto answers = answers_of(call);
  if (!answers) return answers.error();
  return beside<Ranked>(call, *answers, ranked, [](Call&, const Ranked& found) -> Outcome {
    if (!found) return found.error();
    return *found;
  });
}

namespace {

// Sends the newest version once its words are there, and with them that it can be fitted.
Outcome send_newest(Call& call, const Words* words) {
  if (auto failure = unasked(call)) return *failure;
  const auto &room = own_room(call), &caucus = own_caucus(call);
  if (locked(call)) return conflict("a round is under way", "wait for its result");
  const auto* newest = room.preferences.newest();
  if (newest == nullptr || call.body["version"] != newest->id)
    return conflict("this is not the newest version", "read the newest one and confirm it");
  const auto& subject = *call.view.subject();
  const auto answers = stored_answers(newest->answers, subject);
  if (const auto left = elicitation::missing(answers, subject); !left.empty())
    return conflict("the answers are not complete yet", left.front());
  if (words == nullptr)
    return beside<Worded>(call, answers, worded, [answers](Call& later, const Worded& found) -> Outcome {
      if (!found) return found.error();
      const bool same = newest_answers(own_room(later).preferences, *later.view.subject()) == answers;
      return send_newest(later, same ? &*found : nullptr);
    });
  if (call.body["words"] != Json(*words))
    return wrong("/words", "these are not the words of that version", "read them again and confirm them as they are");
  const auto statement = call.new_id(caucus.audience);
  call.changes.append(room, talks::PreferencesSent{newest->id, statement});
  call.changes.append(caucus, talks::PreferencesStated{statement, newest->answers, *words});
  return Json{{"id", statement}};
}

}  // namespace

Outcome send_preferences(Call& call) { return send_newest(call, nullptr); }

Outcome get_preferences_version(Call& call) {
  const auto* version = own_room(call).preferences.find(call.parameter("version"));
  if (version == nullptr) return not_found();
  return opened(call, *version, [](const Call&) { return true; });
}

Outcome export_preferences(Call& call) {
  if (auto failure = unasked(call)) return *failure;
  return csv_of(own_room(call).preferences, *call.view.subject(), "preferences.csv");
}

Outcome read_preferences(Call& call) {
  if (auto failure = unasked(call)) return *failure;
  const auto& subject = *call.view.subject();
  const auto answers = elicitation::read_answers(call.body["csv"].get_ref<const std::string&>(), subject);
  if (!answers) return wrong(answers.error());
  return Json{{"answers", answers_json(*answers, subject)}};
}

Outcome list_estimates(Call& call) {
  if (call.view.subject() == nullptr) return Json{{"parties", Json::array()}};
  return Later{[parties = in_talks(call.view), file = call.view.get(talks::kTable).opening.full_case,
                opened = *call.view.opening().opened]() mutable -> std::any {
                 add_estimates(parties, file, opened);
                 return std::move(parties);
               },
               [](Call& later, std::any result) -> Outcome {
                 auto list = Json::array();
                 for (const auto& [in, counts] : std::any_cast<const std::vector<InTalks>&>(result))
                   if (later.view.find(talks::desk_of(in.party)) != nullptr) list.push_back(in_json(in));
                 return Json{{"parties", std::move(list)}};
               },
               {}};
}

namespace {

// What one estimate is shown by, as it stood when it was asked for.
struct EstimateInput {
  std::vector<InTalks> parties;
  std::string party, case_file;
  Time opened;
  Preferences preferences;
  Json statements, stated;
  std::shared_ptr<const Case> subject;
};

Json estimate_json(EstimateInput input) {
  add_estimates(input.parties, input.case_file, input.opened);
  const auto in = std::ranges::find(input.parties, input.party, [](const InTalks& one) { return one.in.party; })->in;
  const auto answers = newest_answers(input.preferences, *input.subject);
  return {{"party", in_json(in)},
          {"stated", std::move(input.stated)},
          {"statements", std::move(input.statements)},
          {"answers", answers_json(answers, *input.subject)},
          {"version", newest_id(input.preferences)},
          {"versions", versions_json(input.preferences)},
          {"assessment", assessment_json(answers, *input.subject)},
          {"from_case_file", in.basis == PreferenceBasis::kEstimated && !in.answers}};
}

}  // namespace

Outcome get_estimate(Call& call) {
  const auto* hall = desk(call);
  if (hall == nullptr || call.view.subject() == nullptr) return not_found();
  if (auto failure = unasked(call)) return *failure;
  const auto& statements = call.view.get(talks::caucus_of(hall->audience.of)).preferences;
  EstimateInput input{in_talks(call.view),
                      hall->audience.of,
                      call.view.get(talks::kTable).opening.full_case,
                      *call.view.opening().opened,
                      hall->preferences,
                      versions_json(statements),
                      nullptr,
                      call.view.opening().subject};
  const auto in = std::ranges::find(input.parties, input.party, [](const InTalks& one) { return one.in.party; });
  if (in == input.parties.end()) return not_found();
  if (in->in.basis == PreferenceBasis::kStated) input.stated = in_words_json(*statements.newest());
  return Later{[input = std::move(input)]() mutable -> std::any { return estimate_json(std::move(input)); },
               [](Call& later, std::any result) -> Outcome {
                 if (desk(later) == nullptr) return not_found();
                 return std::any_cast<Json>(std::move(result));
               },
               {}};
}

// An estimate at the desk or a statement in the caucus: the same people read both.
Outcome get_estimate_version(Call& call) {
  const auto* hall = desk(call);
  if (hall == nullptr) return not_found();
  const auto& id = call.parameter("version");
  const auto* version = hall->preferences.find(id);
  if (version == nullptr) version = call.view.get(talks::caucus_of(hall->audience.of)).preferences.find(id);
  if (version == nullptr) return not_found();
  return opened(call, *version, [](const Call& later) { return desk(later) != nullptr; });
}

Outcome export_estimate(Call& call) {
  const auto* hall = desk(call);
  if (hall == nullptr) return not_found();
  if (auto failure = unasked(call)) return *failure;
  return csv_of(hall->preferences, *call.view.subject(), "estimate-" + hall->audience.of + ".csv");
}

Outcome save_estimate(Call& call) {
  if (desk(call) == nullptr) return not_found();
  const auto answers = answers_of(call);
  if (!answers) return answers.error();
  // An estimate enters every calculation at once, so it is whole; a party may save half of its own answers.
  if (const auto left = elicitation::missing(*answers, *call.view.subject()); !left.empty())
    return conflict("the estimate is not complete yet", left.front());
  return beside<Unfitted>(
      call, *answers, unfitted, [answers = *answers](Call& later, const Unfitted& failure) -> Outcome {
        const auto* hall = desk(later);
        if (hall == nullptr) return not_found();
        if (failure) return *failure;
        if (auto older = overtaken(hall->preferences, later.body["based_on"])) return *older;
        const auto version = later.new_id(hall->audience);
        later.changes.append(*hall, talks::EstimateSaved{version, answers_json(answers, *later.view.subject())});
        return Json{{"id", version}};
      });
}

// What a party still has to say, for those who may say it.
void waiting_preferences(const Call& call, std::vector<Waiting>& waiting) {
  if (!call.viewer.of_a_party() || unasked(call)) return;
  const auto& room = own_room(call);
  const auto* newest = room.preferences.newest();
  const auto wait = [&](std::string text, Time since) {
    waiting.push_back(
        {"preferences", std::move(text), call.viewer.organisation(), since, std::nullopt, to_text(room.audience), ""});
  };
  if (newest == nullptr && call.viewer.has(talks::Mandate::kPreferences))
    wait("State what matters to your party; nobody else reads it until you send it", *call.view.opening().opened);
  if (newest != nullptr && !newest->sent && call.viewer.has(talks::Mandate::kConsent))
    wait("Your party's preferences are written down and not sent yet", newest->time);
}

}  // namespace parley::broker
