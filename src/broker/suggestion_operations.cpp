// The engine's suggestion in a round that was opened for one: what it is, what it tells each party asked about the others, and
// that the mediator sends it or does not.
//
// Rests on   what the parties asked have stated, and nothing else: no estimate, nobody's preferences who is not asked. They
//            are locked from the beginning of the round to its end, so that what was looked at is what is sent
// Seen first sending takes the hash of what the mediator was shown; the server reckons it again
#include <algorithm>

#include "broker/caucuses.hpp"
#include "broker/drafts.hpp"
#include "broker/home.hpp"
#include "broker/operations.hpp"
#include "broker/preferences_in.hpp"
#include "elicitation/disclosure.hpp"

namespace parley::broker {
namespace {

using Round = talks::Rounds::Round;
using Found = std::expected<Json, Failure>;
using elicitation::Package;

constexpr auto kRule = elicitation::SuggestionRule::kNash;
constexpr const char* kPrinciple = "nash";

// Why the caller has no suggestion to look at or decide about now.
std::optional<Failure> unready(const Call& call, const Round* round) {
  if (round == nullptr) return not_found();
  if (!sits_with_all(call, round->opened.parties))
    return refused("you do not sit in the caucus of every party asked", "");
  if (!round->opened.by_engine()) return conflict("this round is not about a suggestion of the engine", "");
  if (round->asking())
    return conflict("this round has not begun", "the engine suggests nothing before everybody asked has opted in");
  if (!round->awaits_suggestion())
    return conflict("the suggestion of this round has been sent, or the round is over", "there is one in a round");
  return std::nullopt;
}

std::optional<Failure> unmakeable(const Call& call, const Round* round) {
  if (auto failure = unready(call, round)) return failure;
  if (call.view.opening().state != talks::TalksState::kOpen) return conflict("the talks are not open", "");
  for (const auto& party : round->opened.parties)
    if (call.view.get(talks::caucus_of(party)).opening.withdrawn)
      return conflict("a party asked has withdrawn from the talks", "end the round without a suggestion");
  return std::nullopt;
}

const Round* round_of(const Call& call) { return call.view.get(talks::kTable).rounds.find(call.parameter("round")); }

struct Input {
  Case subject;  // without anybody's preferences
  std::vector<PreferencesIn> stated;
};

std::expected<Input, Failure> input_of(const Call& call, const Round& round) {
  Input input{*call.view.subject(), {}};
  for (const auto& party : round.opened.parties) {
    input.stated.push_back(preferences_in(call.view, party));
    if (input.stated.back().basis != PreferenceBasis::kStated)
      return std::unexpected(conflict("a party asked has stated no preferences", "the engine uses no estimates here"));
  }
  return input;
}

Json guess_json(const elicitation::Guess& guess, const Case& subject) {
  return {{"party", subject.parties[guess.party].id},
          {"top_issue_before", guess.top_issue_before},
          {"top_issue_after", guess.top_issue_after},
          {"favourite_before", guess.favourite_before},
          {"favourite_after", guess.favourite_after}};
}

Json figure_json(const elicitation::Disclosure& d, elicitation::Prior prior, const Case& subject) {
  auto guesses = Json::array();
  for (const auto& guess : d.guesses) guesses.push_back(guess_json(guess, subject));
  return {{"prior", prior == elicitation::Prior::kOrders ? "orders" : "directions"},
          {"assumed", d.prior},
          {"words", d.words},
          {"exact", d.exact},
          {"bits", d.bits},
          {"at_least", d.at_least},
          {"at_most", d.at_most},
          {"candidates", d.candidates.get_str()},
          {"tried", d.tried},
          {"fit", d.fit},
          {"guesses", std::move(guesses)}};
}

// What each party asked would learn about the others, under both priors.
std::expected<Json, Failure> readers_json(const Case& subject, const Package& package) {
  auto readers = Json::array();
  for (PartyIndex p = 0; p < subject.parties.size(); ++p) {
    if (!subject.parties[p].scored()) continue;
    auto figures = Json::array();
    for (const auto prior : {elicitation::Prior::kOrders, elicitation::Prior::kDirections}) {
      const auto given = elicitation::disclosure(subject, p, package, kRule, prior);
      if (!given) return std::unexpected(wrong(given.error()));
      figures.push_back(figure_json(*given, prior, subject));
    }
    readers.push_back({{"party", subject.parties[p].id}, {"figures", std::move(figures)}});
  }
  return readers;
}

Json package_json(const Case& subject, const Package& package) {
  Json out = Json::object();
  for (std::size_t i = 0; i < package.size(); ++i) out[subject.issues[i].id] = subject.issues[i].option_id(package[i]);
  return out;
}

// Takes seconds where candidates are drawn.
Found preview_of(Input input, Kept& kept) {
  auto statements = Json::array(), readers = Json::array();
  for (const auto& in : input.stated) {
    put_preferences(input.subject, in);
    statements.push_back({{"party", in.party}, {"by", in.author}, {"since", in.time}});
  }
  auto key = Kept::key_of(statements.dump(), input.subject);
  if (auto known = kept.find(key)) return Json::parse(*known);
  const auto package = elicitation::suggestion(input.subject, kRule);
  if (!package) return std::unexpected(wrong(package.error()));
  if (*package) {
    auto all = readers_json(input.subject, **package);
    if (!all) return std::unexpected(all.error());
    readers = *std::move(all);
  }
  Json preview{{"principle", kPrinciple},
               {"package", *package ? package_json(input.subject, **package) : Json(nullptr)},
               {"statements", std::move(statements)},
               {"readers", std::move(readers)}};
  preview["seen"] = sha256_hex(preview.dump());
  kept.add(std::move(key), preview.dump());
  return preview;
}

using Finish = Outcome (*)(Call&, const Round&, const Json& preview);

// The preview is reckoned beside the lock; what is done with it, on the round as it is by then.
Outcome with_preview(Call& call, Finish finish) {
  const auto* round = round_of(call);
  if (auto failure = unmakeable(call, round)) return *failure;
  auto input = input_of(call, *round);
  if (!input) return input.error();
  return Later{[input = *std::move(input), kept = call.kept()]() mutable -> std::any {
                 return preview_of(std::move(input), *kept);
               },
               [finish](Call& later, std::any result) -> Outcome {
                 const auto* same = round_of(later);
                 if (auto failure = unmakeable(later, same)) return *failure;
                 const auto& found = std::any_cast<const Found&>(result);
                 if (!found) return found.error();
                 return finish(later, *same, *found);
               }};
}

Outcome send(Call& call, const Round& round, const Json& preview) {
  if (preview["package"].is_null())
    return conflict("the engine has nothing to suggest", "end the round without a suggestion");
  if (call.body["seen"] != preview["seen"])
    return wrong("/seen", "this is not what the suggestion gives away", "look at it again before you send it");
  const talks::RoundSuggested event{round.opened.round, kPrinciple, preview["package"].get<talks::PackageNames>()};
  for (const auto& party : round.opened.parties) call.changes.append(call.view.get(talks::caucus_of(party)), event);
  call.changes.append(call.view.get(talks::kTable), event);
  return Json::object();
}

}  // namespace

Outcome preview_suggestion(Call& call) {
  return with_preview(call, [](Call&, const Round&, const Json& preview) -> Outcome { return preview; });
}

Outcome send_suggestion(Call& call) { return with_preview(call, send); }

Outcome forgo_suggestion(Call& call) {
  const auto* round = round_of(call);
  if (auto failure = unready(call, round)) return *failure;
  call.changes.append(call.view.get(talks::kTable), talks::RoundForgone{round->opened.round});
  return Json::object();
}

bool may_suggest(const Call& call, const Round& round) {
  return call.viewer.on_the_team() && round.awaits_suggestion() && sits_with_all(call, round.opened.parties);
}

void waiting_suggestions(const Call& call, std::vector<Waiting>& waiting) {
  if (!call.viewer.on_the_team()) return;
  for (const auto& round : call.view.get(talks::kTable).rounds.list)
    if (may_suggest(call, round))
      waiting.push_back({"suggestion", "Everybody asked has opted in: decide about the engine's suggestion", "",
                         *round.begun, round.opened.answer_until, to_text(talks::kTable), round.opened.round});
}

}  // namespace parley::broker
