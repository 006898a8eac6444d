// Readouts: words that were spoken, logged by the mediator and confirmed, or not, by each party that they name.
#include <algorithm>

#include "broker/operations.hpp"

namespace parley::broker {
namespace {

using talks::Readouts;

// The same readout stands in several caucuses; a mediator sees it once, with every confirmation that is in its view.
Json readout_json(const talks::View& view, const Readouts::Readout& readout) {
  auto confirmations = Json::array();
  for (const auto* hall : view.halls()) {
    const auto* same = hall->readouts.find(readout.logged.readout);
    if (same == nullptr || !same->confirmation) continue;
    const auto& c = *same->confirmation;
    confirmations.push_back({{"party", c.event.party},
                             {"same", c.event.words == readout.logged.words},
                             {"words", c.event.words},
                             {"time", c.time}});
  }
  return {{"id", readout.logged.readout},
          {"words", readout.logged.words},
          {"parties", readout.logged.parties},
          {"spoken", readout.logged.spoken},
          {"logged", readout.time},
          {"agreed", readout.agreed ? "agreed" : "not_agreed"},
          {"confirmations", std::move(confirmations)}};
}

}  // namespace

Outcome list_readouts(Call& call) {
  auto list = Json::array();
  std::vector<std::string> seen;
  for (const auto* hall : call.view.halls())
    for (const auto& readout : hall->readouts.list) {
      if (std::ranges::count(seen, readout.logged.readout) > 0) continue;
      seen.push_back(readout.logged.readout);
      list.push_back(readout_json(call.view, readout));
    }
  return Json{{"readouts", std::move(list)}};
}

Outcome log_readout(Call& call) {
  talks::ReadoutLogged event{
      {}, call.body["words"], call.body["parties"].get<std::vector<std::string>>(), call.body["spoken"].get<Time>()};
  for (std::size_t i = 0; i < event.parties.size(); ++i)
    if (call.view.find(talks::caucus_of(event.parties[i])) == nullptr ||
        std::ranges::count(event.parties, event.parties[i]) > 1)
      return wrong("/parties/" + std::to_string(i), "you sit in no caucus with such a party, or it is named twice", "");
  if (event.spoken > call.now) return wrong("/spoken", "this lies in the future", "when was it said?");
  // Drawn from a stream of exactly those who will see it.
  std::string readers;
  for (const auto& party : event.parties) readers += to_text(talks::caucus_of(party)) + '\n';
  event.readout = call.entropy.id(readers);
  for (const auto& party : event.parties) call.changes.append(call.view.get(talks::caucus_of(party)), event);
  return Json{{"id", event.readout}};
}

Outcome confirm_readout(Call& call) {
  const auto& caucus = call.view.get(talks::caucus_of(call.viewer.organisation()));
  const auto* readout = caucus.readouts.find(call.parameter("readout"));
  if (readout == nullptr) return not_found();
  if (readout->agreed) return conflict("these words are agreed already", "");
  call.changes.append(caucus,
                      talks::ReadoutConfirmed{readout->logged.readout, call.viewer.organisation(), call.body["words"]});
  return Json::object();
}

}  // namespace parley::broker
