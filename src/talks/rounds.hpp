// Blind rounds: the mediator asks parties whether they accept a frozen text or a package; each answers unseen, and at the
// deadline all of them learn whether everybody accepted, and nothing else.
//
//   asking ──every party asked has opted in──► begun ──deadline──► all accepted, or no agreement
//     └──opt-in deadline, or the mediator──► not begun, withdrawn
//
// Suggestion  a round may be opened without a package: the engine's, which is made only once it has begun, from what the parties
//             asked have stated, and only if the mediator sends it; otherwise it ends as not suggested
// Answers     lie in slots outside every chain (store/log.hpp) from the beginning to the deadline; no event, number or hash
//             depends on them, and silence, a rejection and a late answer are the same
// Projection  Rounds folds the table (every round) and a caucus (the rounds that its party is asked in)
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "talks/author.hpp"
#include "talks/fields.hpp"
#include "talks/items.hpp"
#include "talks/people.hpp"
#include "talks/time.hpp"

namespace parley::talks {

// What a yes means.
enum class RoundMeans { kFinal, kReferendum };
template <>
struct Names<RoundMeans> {
  static constexpr std::array<std::pair<RoundMeans, std::string_view>, 2> kList{
      {{RoundMeans::kFinal, "final"}, {RoundMeans::kReferendum, "ad_referendum"}}};
};

enum class RoundOutcome { kAllAccepted, kNoAgreement, kNotBegun, kWithdrawn, kNotSuggested, kLost };
template <>
struct Names<RoundOutcome> {
  static constexpr std::array<std::pair<RoundOutcome, std::string_view>, 6> kList{
      {{RoundOutcome::kAllAccepted, "all_accepted"},
       {RoundOutcome::kNoAgreement, "no_agreement"},
       {RoundOutcome::kNotBegun, "not_begun"},
       {RoundOutcome::kWithdrawn, "withdrawn"},
       {RoundOutcome::kNotSuggested, "not_suggested"},  // the mediator did not send the engine's suggestion
       {RoundOutcome::kLost, "lost"}}};  // the log came out of a backup, and backups hold no answers
};

// The table, and the caucus of every party asked.
struct RoundOpened {
  static constexpr const char* kKind = "round.opened";
  std::string round, title, note;
  std::string sha256;  // hex, of a frozen text that every party asked can read; empty: a package
  PackageNames package;  // empty as well: the engine's suggestion, once it is sent
  std::vector<std::string> parties;  // in the order of their slots
  RoundMeans means = RoundMeans::kFinal;
  Time opt_in_until, answer_until;

  bool by_engine() const { return sha256.empty() && package.empty(); }
  static constexpr auto fields() {
    using E = RoundOpened;
    return std::tuple{field("round", &E::round),
                      field("title", &E::title),
                      field("note", &E::note),
                      field("sha256", &E::sha256),
                      field("package", &E::package),
                      field("parties", &E::parties),
                      field("means", &E::means),
                      field("opt_in_until", &E::opt_in_until),
                      field("answer_until", &E::answer_until)};
  }
};
// The party's caucus. The last one before the beginning counts.
struct RoundOptIn {
  static constexpr const char* kKind = "round.opt_in";
  std::string round;
  bool opt_in = false;
  static constexpr auto fields() {
    return std::tuple{field("round", &RoundOptIn::round), field("opt_in", &RoundOptIn::opt_in)};
  }
};
// The server, where the round was opened: everybody asked has opted in.
struct RoundBegun {
  static constexpr const char* kKind = "round.begun";
  std::string round;
  static constexpr auto fields() { return std::tuple{field("round", &RoundBegun::round)}; }
};
// The mediator, where the round was opened: what the engine suggests, by this principle and nobody else's words.
struct RoundSuggested {
  static constexpr const char* kKind = "round.suggested";
  std::string round, principle;
  PackageNames package;
  static constexpr auto fields() {
    using E = RoundSuggested;
    return std::tuple{field("round", &E::round), field("principle", &E::principle), field("package", &E::package)};
  }
};
// The table: the mediator does not send what the engine suggests.
struct RoundForgone {
  static constexpr const char* kKind = "round.forgone";
  std::string round;
  static constexpr auto fields() { return std::tuple{field("round", &RoundForgone::round)}; }
};
// The server, or the mediator who withdraws a round that has not begun; where it was opened.
struct RoundEnded {
  static constexpr const char* kKind = "round.ended";
  std::string round;
  RoundOutcome outcome = RoundOutcome::kNoAgreement;
  static constexpr auto fields() {
    return std::tuple{field("round", &RoundEnded::round), field("outcome", &RoundEnded::outcome)};
  }
};
// The party's caucus: what it accepted ad referendum has been approved at home, and it accepts finally.
struct RoundConfirmed {
  static constexpr const char* kKind = "round.confirmed";
  std::string round;
  static constexpr auto fields() { return std::tuple{field("round", &RoundConfirmed::round)}; }
};

struct Rounds {
  struct Said {
    bool opt_in = false;
    Time time;
    Author author;
  };
  struct Confirmation {
    Time time;
    Author author;
  };
  struct Round {
    RoundOpened opened;
    Time time;
    Author author;
    std::optional<Said> said;  // in a caucus: its party's last word on opting in
    std::optional<Time> begun, suggested, forgone, ended;
    PackageNames suggestion;  // once suggested
    RoundOutcome outcome = RoundOutcome::kNoAgreement;  // once ended
    std::optional<Confirmation> confirmation;  // in a caucus

    bool asking() const { return !begun && !ended; }
    bool under_way() const { return begun && !ended; }
    // Begun, and the mediator has neither sent the engine's suggestion nor decided against it.
    bool awaits_suggestion() const { return under_way() && opened.by_engine() && !suggested && !forgone; }
    bool has_subject() const { return !opened.by_engine() || suggested; }
    const PackageNames& package() const { return opened.by_engine() ? suggestion : opened.package; }
  };
  std::vector<Round> list;  // oldest first

  void apply(const Stamp& stamp, const RoundOpened& event);
  void apply(const Stamp& stamp, const RoundOptIn& event);
  void apply(const Stamp& stamp, const RoundBegun& event);
  void apply(const Stamp& stamp, const RoundSuggested& event);
  void apply(const Stamp& stamp, const RoundForgone& event);
  void apply(const Stamp& stamp, const RoundEnded& event);
  void apply(const Stamp& stamp, const RoundConfirmed& event);

  const Round* find(const std::string& id) const;
  // In a caucus: whether its party's preferences are locked now, because a round has begun and has no result yet.
  bool lock_preferences() const;
  // At the table: rounds that count against the number agreed at the opening: those that began or still may, but
  // not those in which there was nothing to answer.
  int used() const;

 private:
  Round& get(const std::string& id);
};

// The mandates that allow a party's answer; any of them does.
std::vector<Mandate> mandates_for(RoundMeans means);

// A slot's bytes. Whatever is not exactly an acceptance is none.
std::string slot_of(bool accepts);
bool accepts(const std::string& slot);

}  // namespace parley::talks
