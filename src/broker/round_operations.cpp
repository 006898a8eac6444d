// Blind rounds: the mediator opens one, parties opt in and answer. The answers are written to slots, never to a chain.
#include <algorithm>

#include "broker/caucuses.hpp"
#include "broker/frozen_texts.hpp"
#include "broker/home.hpp"
#include "broker/operations.hpp"
#include "broker/rooms.hpp"
#include "elicitation/package_gains.hpp"

namespace parley::broker {
namespace {

using Round = talks::Rounds::Round;

bool has_mandate(const talks::Viewer& viewer, const Round& round) {
  const auto mandates = talks::mandates_for(round.opened.means);
  return viewer.of_a_party() && std::ranges::any_of(mandates, [&](auto m) { return viewer.has(m); });
}

std::string state_of(const Round& round) {
  if (round.ended) return std::string(name_of(round.outcome));
  return round.begun ? "begun" : "asking";
}

bool awaits_confirmation(const Round& round) {
  return round.ended && round.outcome == talks::RoundOutcome::kAllAccepted &&
         round.opened.means == talks::RoundMeans::kReferendum && !round.confirmation;
}

const talks::Hall& own_caucus(const Call& call) { return call.view.get(talks::caucus_of(call.viewer.organisation())); }

// What the operations themselves would let the caller do; while the talks are not open, nothing.
Json allowed(const Call& call, const Round& round) {
  auto may = Json::array();
  if (call.view.opening().state != talks::TalksState::kOpen) return may;
  if (round.asking() && call.viewer.on_the_team() && sits_with_all(call, round.opened.parties))
    may.push_back("withdraw");
  if (may_suggest(call, round)) may.push_back("suggest");
  if (!has_mandate(call.viewer, round) || own_caucus(call).opening.withdrawn) return may;
  if (round.asking()) may.push_back("opt_in");
  if (round.under_way() && round.has_subject()) may.push_back("answer");
  if (awaits_confirmation(round) && call.viewer.has(talks::Mandate::kAcceptFinal)) may.push_back("confirm");
  return may;
}

Json round_json(const Call& call, const Round& round) {
  const auto& o = round.opened;
  auto opt_ins = Json::array(), confirmed = Json::array();
  for (const auto& party : o.parties) {
    const auto* caucus = call.view.find(talks::caucus_of(party));
    const auto* same = caucus == nullptr ? nullptr : caucus->rounds.find(o.round);
    if (same == nullptr) continue;
    if (same->said)
      opt_ins.push_back({{"party", party},
                         {"opt_in", same->said->opt_in},
                         {"author", same->said->author},
                         {"time", same->said->time}});
    if (same->confirmation) confirmed.push_back(party);
  }
  return {{"id", o.round},
          {"title", o.title},
          {"note", o.note},
          {"sha256", o.sha256},
          {"package", o.sha256.empty() && round.has_subject() ? Json(round.package()) : Json(nullptr)},
          {"suggestion", o.by_engine() ? Json("nash") : Json(nullptr)},
          {"parties", o.parties},
          {"means", o.means},
          {"opened", round.time},
          {"opt_in_until", o.opt_in_until},
          {"answer_until", o.answer_until},
          {"begun", round.begun},
          {"suggested", round.suggested},
          {"ended", round.ended},
          {"state", state_of(round)},
          {"opt_ins", std::move(opt_ins)},
          {"confirmed", std::move(confirmed)},
          {"may", allowed(call, round)}};
}

// The hall that holds every round which the caller knows of.
const talks::Hall& home_of_rounds(const Call& call) {
  return call.viewer.on_the_team() ? call.view.get(talks::kTable) : own_caucus(call);
}

std::optional<Failure> read_parties(const Call& call, talks::RoundOpened& event) {
  event.parties = call.body["parties"].get<std::vector<std::string>>();
  for (std::size_t i = 0; i < event.parties.size(); ++i) {
    const auto* caucus = call.view.find(talks::caucus_of(event.parties[i]));
    if (caucus == nullptr || std::ranges::count(event.parties, event.parties[i]) > 1)
      return wrong("/parties/" + std::to_string(i), "you sit in no caucus with such a party, or it is named twice", "");
    if (caucus->opening.withdrawn) return conflict("a party that you name has withdrawn", "");
  }
  return std::nullopt;
}

std::optional<Failure> read_times(const Call& call, talks::RoundOpened& event) {
  event.opt_in_until = call.body["opt_in_until"].get<Time>();
  event.answer_until = call.body["answer_until"].get<Time>();
  Failure failure{422, {}};
  if (event.opt_in_until <= call.now)
    failure.problems.push_back({"value", "this has passed already", "choose a later time", "/opt_in_until"});
  if (event.answer_until <= event.opt_in_until)
    failure.problems.push_back(
        {"value", "answers end after opting in has ended", "choose a later time", "/answer_until"});
  if (call.view.opening().keep_until && event.answer_until >= *call.view.opening().keep_until)
    failure.problems.push_back({"value", "the rooms' keys are destroyed before that", "", "/answer_until"});
  if (failure.problems.empty()) return std::nullopt;
  return failure;
}

// Better now than once everybody has opted in.
std::optional<Failure> cannot_suggest(const Case& subject) {
  auto errors = elicitation::supported(subject);
  if (!errors.empty()) return wrong(errors.front(), "/suggestion");
  Integer packages = 1;
  for (const auto& issue : subject.issues) packages *= issue.count();
  if (packages > elicitation::kMostPackages)
    return wrong("/suggestion", "this case has too many packages for a suggestion whose disclosure is known", "");
  return std::nullopt;
}

std::optional<Failure> read_subject(const Call& call, talks::RoundOpened& event) {
  const bool by_engine = call.body.contains("suggestion");
  if (call.body.contains("package") + call.body.contains("sha256") + by_engine != 1)
    return wrong("/package", "a round is about a package, a frozen text or a suggestion, one of them", "");
  if (call.body.contains("sha256")) {
    event.sha256 = call.body["sha256"];
    for (const auto& party : event.parties) {
      const auto* text = frozen_text(call.view, party, event.sha256);
      if (text == nullptr)
        return wrong("/sha256", "not every party asked can read a frozen text with this hash",
                     "freeze the draft for them first");
      event.title = call.body.value("title", text->event.label);
    }
    return std::nullopt;
  }
  if (by_engine) {
    if (auto failure = cannot_suggest(*call.view.subject())) return failure;
  } else {
    auto package = read_package(*call.view.subject(), call.body["package"], "/package");
    if (!package) return package.error();
    event.package = std::move(*package);
  }
  event.title = call.body.value("title", "");
  if (event.title.empty()) return wrong("/title", "the parties know a round by its title", "write one");
  return std::nullopt;
}

}  // namespace

Outcome list_rounds(Call& call) {
  const auto& hall = home_of_rounds(call);
  auto list = Json::array();
  for (const auto& round : hall.rounds.list) list.push_back(round_json(call, round));
  Json left = nullptr;  // a party is not told in how many rounds others were asked
  if (call.viewer.on_the_team()) left = std::max(0, call.view.opening().rounds - hall.rounds.used());
  return Json{{"rounds", std::move(list)}, {"left", std::move(left)}};
}

Outcome open_round(Call& call) {
  const auto& table = call.view.get(talks::kTable);
  if (std::ranges::any_of(table.rounds.list, [](const Round& r) { return !r.ended; }))
    return conflict("a round is open already", "wait for its end, or withdraw it before it begins");
  if (table.rounds.used() >= call.view.opening().rounds)
    return conflict("the rounds agreed at the opening are used up", "");
  talks::RoundOpened event;
  event.means = call.body["means"].get<talks::RoundMeans>();
  event.note = call.body.value("note", "");
  if (auto failure = read_parties(call, event)) return *failure;
  if (auto failure = read_times(call, event)) return *failure;
  if (auto failure = read_subject(call, event)) return *failure;
  // Drawn from a stream of exactly those who will see it.
  std::string readers = "round";
  for (const auto& party : event.parties) readers += '\n' + party;
  event.round = call.entropy.id(readers);
  for (const auto& party : event.parties) call.changes.append(call.view.get(talks::caucus_of(party)), event);
  Json made{{"id", event.round}};
  call.changes.append(table, std::move(event));
  return made;
}

Outcome withdraw_round(Call& call) {
  const auto& table = call.view.get(talks::kTable);
  const auto* round = table.rounds.find(call.parameter("round"));
  if (round == nullptr) return not_found();
  if (!round->asking()) return conflict("this round has begun or is over", "what has begun runs to its deadline");
  const talks::RoundEnded event{round->opened.round, talks::RoundOutcome::kWithdrawn};
  for (const auto& party : round->opened.parties) {
    const auto* caucus = call.view.find(talks::caucus_of(party));
    if (caucus == nullptr) return refused("you do not sit in the caucus of every party asked", "");
    call.changes.append(*caucus, event);
  }
  call.changes.append(table, event);
  return Json::object();
}

Outcome opt_in(Call& call) {
  const auto& caucus = own_caucus(call);
  const auto* round = caucus.rounds.find(call.parameter("round"));
  if (round == nullptr) return not_found();
  if (!has_mandate(call.viewer, *round))
    return refused("you do not hold the mandate that the answer will need", "your head can grant it");
  if (!round->asking()) return conflict("this round has begun or is over", "");
  if (round->opened.by_engine() && call.body["opt_in"].get<bool>() && caucus.preferences.newest() == nullptr)
    return conflict("the engine suggests from what your party has stated, and it has stated nothing",
                    "send your preferences to the mediator first");
  call.changes.append(caucus, talks::RoundOptIn{round->opened.round, call.body["opt_in"].get<bool>()});
  return Json::object();
}

// Neither the reply nor any event depends on the answer, or on whether there was one before.
Outcome answer_round(Call& call) {
  const auto* round = own_caucus(call).rounds.find(call.parameter("round"));
  if (round == nullptr) return not_found();
  if (!has_mandate(call.viewer, *round))
    return refused("you do not hold the mandate for such an answer", "your head can grant it");
  if (!round->begun) return conflict("this round has not begun", "it begins once everybody asked has opted in");
  if (round->under_way() && !round->has_subject()) return conflict("there is no suggestion to answer yet", "");
  if (round->ended || call.now >= round->opened.answer_until) return conflict("this round is over", "");
  if (call.body["means"].get<talks::RoundMeans>() != round->opened.means)
    return wrong("/means", "in this round a yes means something else", "read it again");
  const auto& parties = round->opened.parties;
  const auto slot = std::ranges::find(parties, call.viewer.organisation()) - parties.begin();
  call.changes.write_slot(round->opened.round, static_cast<std::size_t>(slot),
                          talks::slot_of(call.body["answer"] == "accept"));
  return Json::object();
}

Outcome confirm_referendum(Call& call) {
  const auto& caucus = own_caucus(call);
  const auto* round = caucus.rounds.find(call.parameter("round"));
  if (round == nullptr) return not_found();
  if (!awaits_confirmation(*round)) return conflict("there is nothing to confirm in this round", "");
  call.changes.append(caucus, talks::RoundConfirmed{round->opened.round});
  return Json::object();
}

void waiting_rounds(const Call& call, std::vector<Waiting>& waiting) {
  const auto state = call.view.opening().state;
  if (!call.viewer.of_a_party() || state == talks::TalksState::kEnded) return;
  const auto& caucus = own_caucus(call);
  if (caucus.opening.withdrawn) return;
  const bool suspended = state == talks::TalksState::kSuspended;
  for (const auto& round : caucus.rounds.list) {
    if (!has_mandate(call.viewer, round)) continue;
    const auto add = [&](const char* kind, std::string text, Time since, std::optional<Time> until) {
      if (suspended) text += ", once the talks go on: they are suspended";
      waiting.push_back({kind, std::move(text), "", since, until, to_text(caucus.audience), round.opened.round});
    };
    if (round.asking() && !round.said)
      add("opt_in", "Say whether your party takes part in a blind round", round.time, round.opened.opt_in_until);
    // It stays until the deadline: nobody can see whether an answer lies in the slot.
    if (round.under_way() && round.has_subject())
      add("round", "A blind round is under way: your party may answer until the deadline",
          round.suggested.value_or(*round.begun), round.opened.answer_until);
    if (awaits_confirmation(round) && call.viewer.has(talks::Mandate::kAcceptFinal))
      add("round", "Confirm what your party accepted ad referendum", *round.ended, std::nullopt);
  }
}

}  // namespace parley::broker
