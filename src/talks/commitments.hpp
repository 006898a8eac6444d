// Commitments: what was agreed, as obligations that can be followed: who owes what, how much, until when or on what
// trigger, who verifies it by what evidence, and how far it is, with its whole history.
//
// Projection  Commitments folds the plenary, or the group whose agreement it rests on
// In force    once every party named has confirmed it; before that the lead may take it back, afterwards nobody can
// Status      set by the verifier named, or by the lead; every setting stays, with who, when and on what evidence
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "talks/author.hpp"
#include "talks/fields.hpp"
#include "talks/time.hpp"

namespace parley::talks {

struct Stamp;

enum class Fulfilment { kNotBegun, kMinimal, kIntermediate, kFull };
template <>
struct Names<Fulfilment> {
  static constexpr std::array<std::pair<Fulfilment, std::string_view>, 4> kList{
      {{Fulfilment::kNotBegun, "not_begun"},
       {Fulfilment::kMinimal, "minimal"},
       {Fulfilment::kIntermediate, "intermediate"},
       {Fulfilment::kFull, "full"}}};
};

struct CommitmentMade {
  static constexpr const char* kKind = "commitment.made";
  std::string commitment, obligation, who;  // who: a party's id
  std::string quantity, unit;               // quantity: a decimal number as text, or empty
  std::optional<Time> due;
  std::string trigger;  // what must happen first; empty: nothing
  std::string verifier, evidence;  // verifier: an organisation's id, empty for the mediator team
  std::string text, clause;        // ids of a signed agreement of the same room and of its clause; or both empty
  std::vector<std::string> parties;  // who must confirm it; `who` is one of them
  static constexpr auto fields() {
    using E = CommitmentMade;
    return std::tuple{field("commitment", &E::commitment),
                      field("obligation", &E::obligation),
                      field("who", &E::who),
                      field("quantity", &E::quantity),
                      field("unit", &E::unit),
                      field("due", &E::due),
                      field("trigger", &E::trigger),
                      field("verifier", &E::verifier),
                      field("evidence", &E::evidence),
                      field("text", &E::text),
                      field("clause", &E::clause),
                      field("parties", &E::parties)};
  }
};
struct CommitmentWithdrawn {
  static constexpr const char* kKind = "commitment.withdrawn";
  std::string commitment;
  static constexpr auto fields() { return std::tuple{field("commitment", &CommitmentWithdrawn::commitment)}; }
};
struct CommitmentConfirmed {
  static constexpr const char* kKind = "commitment.confirmed";
  std::string commitment, party;
  static constexpr auto fields() {
    return std::tuple{field("commitment", &CommitmentConfirmed::commitment),
                      field("party", &CommitmentConfirmed::party)};
  }
};
// The trigger has come about; from now on there may be a date.
struct CommitmentTriggered {
  static constexpr const char* kKind = "commitment.triggered";
  std::string commitment, words;
  std::optional<Time> due;
  static constexpr auto fields() {
    using E = CommitmentTriggered;
    return std::tuple{field("commitment", &E::commitment), field("words", &E::words), field("due", &E::due)};
  }
};
struct StatusSet {
  static constexpr const char* kKind = "commitment.status";
  std::string commitment, evidence;
  Fulfilment status = Fulfilment::kNotBegun;
  static constexpr auto fields() {
    using E = StatusSet;
    return std::tuple{field("commitment", &E::commitment), field("evidence", &E::evidence),
                      field("status", &E::status)};
  }
};

struct Commitment {
  struct Confirmation {
    std::string party;
    Author author;
    Time time;
  };
  struct Triggered {
    CommitmentTriggered event;
    Author author;
    Time time;
  };
  struct Status {
    StatusSet event;
    Author author;
    Time time;
  };
  CommitmentMade made;
  Time time, changed;
  std::size_t changes = 0;  // after it was made
  bool withdrawn = false;
  std::vector<Confirmation> confirmations;
  std::optional<Triggered> triggered;
  std::vector<Status> history;

  bool confirmed_by(const std::string& party) const;
  bool in_force() const;  // every party named has confirmed
  Fulfilment status() const { return history.empty() ? Fulfilment::kNotBegun : history.back().event.status; }
  // None while it waits for its trigger, or where no date was agreed.
  std::optional<Time> due() const;
  bool waits_for_trigger() const { return !made.trigger.empty() && !triggered; }
};

struct Commitments {
  std::vector<Commitment> list;  // in the order of the room

  void apply(const Stamp& stamp, const CommitmentMade& event);
  void apply(const Stamp& stamp, const CommitmentWithdrawn& event);
  void apply(const Stamp& stamp, const CommitmentConfirmed& event);
  void apply(const Stamp& stamp, const CommitmentTriggered& event);
  void apply(const Stamp& stamp, const StatusSet& event);

  const Commitment* find(const std::string& id) const;

 private:
  Commitment& changed(const std::string& id, const Stamp& stamp);
};

}  // namespace parley::talks
