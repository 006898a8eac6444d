// Agreements: a text that everybody asked has accepted is opened for signature, signed, and handed out.
#include <algorithm>
#include <stdexcept>

#include "broker/agreement_page.hpp"
#include "broker/drafts.hpp"
#include "broker/frozen_texts.hpp"
#include "broker/home.hpp"
#include "broker/operations.hpp"
#include "broker/rooms.hpp"
#include "talks/signing.hpp"
#include "text/canonical.hpp"

namespace parley::broker {
namespace {

using talks::AudienceKind;
using talks::Rounds;
using Agreement = talks::Agreements::Agreement;

struct Found {
  const talks::Hall* hall = nullptr;
  const Agreement* agreement = nullptr;
};

Found find_agreement(const Call& call) {
  for (const auto* hall : call.view.halls())
    if (const auto* agreement = hall->agreements.find(call.parameter("agreement"))) return {hall, agreement};
  return {};
}

bool signs(const Call& call, const Agreement& agreement) {
  return call.viewer.of_a_party() && call.viewer.has(talks::Mandate::kSign) &&
         std::ranges::count(agreement.opened.parties, call.viewer.organisation()) > 0 &&
         agreement.of(call.viewer.organisation()) == nullptr;
}

Json agreement_json(const Call& call, const talks::Hall& hall, const Agreement& agreement) {
  auto out = agreement_document(agreement, call.view.subject());
  for (const char* key : {"parley", "document", "algorithm"}) out.erase(key);
  out["id"] = agreement.opened.agreement;
  out["room"] = to_text(hall.audience);
  out["round"] = agreement.opened.round;
  const auto draft = text::read_bytes(agreement.opened.text);
  if (!draft) throw std::logic_error("an agreement whose text cannot be read");
  out["text"] = draft_json(*draft);
  out["may_sign"] = signs(call, agreement);
  return out;
}

// Why a round's text cannot be signed yet.
std::optional<Failure> unready(const Call& call, const Rounds::Round& round) {
  if (!round.ended || round.outcome != talks::RoundOutcome::kAllAccepted)
    return conflict("not everybody asked has accepted in this round", "");
  if (round.opened.sha256.empty()) return conflict("a package is not signed", "write it into the text and freeze that");
  for (const auto& party : round.opened.parties) {
    const auto* caucus = call.view.find(talks::caucus_of(party));
    if (caucus == nullptr) return refused("you do not sit in the caucus of every party asked", "");
    const auto* same = caucus->rounds.find(round.opened.round);
    if (round.opened.means == talks::RoundMeans::kReferendum && (same == nullptr || !same->confirmation))
      return conflict("an acceptance ad referendum has not been confirmed yet", "wait until every party has confirmed");
  }
  for (const auto* hall : call.view.halls())
    for (const auto& agreement : hall->agreements.list)
      if (agreement.opened.round == round.opened.round) return conflict("this text is open for signature already", "");
  return std::nullopt;
}

// The plenary, or a group in which every signatory reads.
bool fits(const talks::Hall& hall, const std::vector<std::string>& parties) {
  if (hall.audience.kind == AudienceKind::kPlenary) return true;
  return hall.audience.kind == AudienceKind::kGroup && hall.opening.group &&
         std::ranges::all_of(parties,
                             [&](const auto& p) { return std::ranges::count(hall.opening.group->parties, p) > 0; });
}

}  // namespace

Outcome list_agreements(Call& call) {
  auto list = Json::array();
  for (const auto* hall : call.view.halls())
    for (const auto& agreement : hall->agreements.list) list.push_back(agreement_json(call, *hall, agreement));
  return Json{{"agreements", std::move(list)}};
}

Outcome open_agreement(Call& call) {
  const auto* round = call.view.get(talks::kTable).rounds.find(call.body["round"].get_ref<const std::string&>());
  if (round == nullptr) return wrong("/round", "there is no such round", "");
  if (auto failure = unready(call, *round)) return *failure;
  const auto* hall = call.hall(call.body["room"].get_ref<const std::string&>());
  if (hall == nullptr || !fits(*hall, round->opened.parties))
    return wrong("/room", "every signatory must read there", "choose the plenary, or a group of all signatories");
  const auto& parties = round->opened.parties;
  const auto* text = frozen_text(call.view, parties.front(), round->opened.sha256);
  if (text == nullptr) return conflict("the frozen text is not in your rooms", "");
  talks::AgreementOpened event{call.new_id(hall->audience),
                               text->draft.title,
                               text->event.text,
                               round->opened.sha256,
                               round->opened.round,
                               *round->ended,
                               round->opened.means == talks::RoundMeans::kReferendum,
                               parties};
  Json made{{"id", event.agreement}};
  call.changes.append(*hall, std::move(event));
  return made;
}

Outcome sign_agreement(Call& call) {
  const auto [hall, agreement] = find_agreement(call);
  if (agreement == nullptr) return not_found();
  const auto& opened = agreement->opened;
  const auto& party = call.viewer.organisation();
  if (std::ranges::count(opened.parties, party) == 0) return refused("your party is not one of the signatories", "");
  if (agreement->of(party) != nullptr) return conflict("your party has signed already", "");
  if (call.body["sha256"] != opened.sha256)
    return wrong("/sha256", "this is the hash of another text", "read it again");
  talks::AgreementSigned event{opened.agreement, party, call.body["public_key"], call.body["signature"],
                               call.body["made"].get<talks::SignatureMade>()};
  const auto key = talks::from_hex(event.public_key), signature = talks::from_hex(event.signature);
  if (!key || !signature || !talks::verify_signature(*key, *talks::from_hex(opened.sha256), *signature))
    return wrong("/signature", "this is no signature of that text under that key", "sign its SHA-256 with Ed25519");
  if (std::ranges::any_of(agreement->signatures, [&](const auto& s) { return s.event.public_key == event.public_key; }))
    return wrong("/public_key", "another party has signed with this key", "each signatory has a key of its own");
  call.changes.append(*hall, std::move(event));
  return Json::object();
}

Outcome export_agreement(Call& call) {
  const auto [hall, agreement] = find_agreement(call);
  if (agreement == nullptr) return not_found();
  const auto format = call.query_value("format");
  const auto* subject = call.view.subject();
  // Always a file to be saved, never something that the server's own origin shows.
  const auto file = [](const char* name, std::string bytes) {
    return Answer{.download = Download{"application/octet-stream", name, std::move(bytes)}};
  };
  if (format == "text") return file("agreement.txt", agreement->opened.text);
  if (format == "json") return file("agreement.json", agreement_document(*agreement, subject).dump(2) + "\n");
  if (format == "html") return file("agreement.html", agreement_page(*agreement, subject));
  return wrong("/format", "an agreement leaves as text, json or html", "");
}

// A party: what it has to sign. The team: what everybody has accepted, and confirmed where it was ad referendum.
void waiting_agreements(const Call& call, std::vector<Waiting>& waiting) {
  for (const auto* hall : call.view.halls())
    for (const auto& agreement : hall->agreements.list)
      if (signs(call, agreement))
        waiting.push_back({"signature", "An agreement waits for your party's signature", "", agreement.time,
                           std::nullopt, to_text(hall->audience), agreement.opened.agreement});
  if (!call.viewer.on_the_team()) return;
  for (const auto& round : call.view.get(talks::kTable).rounds.list)
    if (!unready(call, round))
      waiting.push_back({"signature", "Everybody accepted a text; open it for signature: " + round.opened.title, "",
                         *round.ended, std::nullopt, to_text(talks::kTable), round.opened.round});
}

}  // namespace parley::broker
