// Everything that can happen, as one variant, and its bytes in the log.
//
// A new kind of event is a struct with kKind and fields() beside the projection that it changes, and a line here.
// Bytes      {"author":{...},"body":{...},"kind":"...","time":"..."}: JSON, keys sorted, no white space
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "talks/agreements.hpp"
#include "talks/author.hpp"
#include "talks/commitments.hpp"
#include "talks/items.hpp"
#include "talks/opening.hpp"
#include "talks/people.hpp"
#include "talks/preferences.hpp"
#include "talks/readouts.hpp"
#include "talks/record.hpp"
#include "talks/rounds.hpp"
#include "talks/single_text.hpp"
#include "talks/time.hpp"

namespace parley::talks {

using EventBody =
    std::variant<AccountOpened, PasswordChanged, TotpBegun, TotpEnrolled, CodeUsed, SessionOpened, SessionEnded,
                 SessionConfirmed, AccountClosed,  // account
                 InvitationMade, InvitationWithdrawn, InvitationAccepted, MemberJoined, MemberLeft, MandatesGranted,
                 CaucusesAssigned,  // people
                 TalksOpened, CaseLoaded, StateChanged, PartyWithdrew, GroupMade, KeysDestroyed,  // opening
                 ItemPosted, ItemTagged, ItemSent, Consented, Released,  // items
                 ReadoutLogged, ReadoutConfirmed, ReadoutAgreed,  // readouts
                 PreferencesSaved, PreferencesSent, PreferencesStated, EstimateSaved,  // preferences
                 RoundOpened, RoundOptIn, RoundBegun, RoundSuggested, RoundForgone, RoundEnded,
                 RoundConfirmed,  // blind rounds
                 AgreementOpened, AgreementSigned,  // agreements
                 TextEdited, DraftShareLogged, DraftShared, CommentPosted, CommentSent,  // single text
                 EntryMade, EntryAmended, EntryTagged, EntriesLinked, EntrySent, EntryReleased,  // record
                 CommitmentMade, CommitmentWithdrawn, CommitmentConfirmed, CommitmentTriggered,
                 StatusSet>;  // commitments

struct Stamp {
  Time time;
  Author author;  // who appended it
};

struct Event {
  Stamp stamp;
  EventBody body;
};

std::string to_bytes(const Event& event);
// Throws when the bytes are not those of an event: the log is checked before it is read.
Event parse_event(std::string_view bytes);
std::string_view kind_of(const EventBody& body);

}  // namespace parley::talks
