// Performs a script in one of its two worlds and keeps what the viewer received.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/worlds/script.hpp"
#include "tests/worlds/stage.hpp"

namespace parley::worlds {

struct Played {
  std::vector<Received> received;  // by the viewer
  std::string insider;  // everything that the lead sees at the end; where it is the viewer, the secret party's head
  std::vector<std::string> common;  // what happens in both worlds, and whether it was done
  std::vector<std::string> faults;  // where the script itself would carry a secret across
  std::map<std::string, std::size_t> viewer_calls, viewer_successes, successes;
  std::vector<Written> crossed;  // what was written where another organisation reads
};

// `wire`: through sockets and a real server.
Played play(const Script& script, int world, std::unique_ptr<Leak> leak = nullptr, bool wire = false);

// Lead, heads, delegates, helpers, observer; the talks opened.
void gather(Stage& stage);
// Lead and helpers alone; the talks are not open.
void gather_team(Stage& stage);

class Player {
 public:
  Player(const Script& script, int world, Stage& stage) : script_(script), world_(world), stage_(stage) {}
  void perform(const Step& step);
  // Calls what the viewer can call, and what it cannot: `share` percent of all operations.
  void probe(Person& viewer, Dice& dice, unsigned share, bool last);
  std::string crawl(Person& who);  // all rooms, home and readouts, as one text

  std::vector<std::string> common;
  std::vector<std::string> faults;
  std::vector<Written> crossed;

 private:
  int act(const Step& step, Person& who);
  int end_membership(const Step& step, Person& who);
  int anything(const Step& step, Person& who);
  int preferences(const Step& step, Person& who);
  int operate(const Step& step, Person& who);
  Json filled(const Json& in) const;
  int join(const Step& step, Person& who);
  int release(const Step& step, Person& who);
  int sign(const Step& step, Person& who);
  int suggest(const Step& step, Person& who);
  int take_along(Person& who);
  int comment(const Step& step, Person& who);
  void look_around(Person& viewer);
  void call_every_way(Person& viewer, Dice& dice, const broker::OperationSpec& operation);
  void elsewhere(Person& viewer, Dice& dice);
  std::string foreign(const Person& viewer, Dice& dice, const broker::OperationSpec& operation,
                      const std::string& parameter);
  void check(const Step& step, std::size_t before);
  void note_crossing(const Written& w);
  bool viewer_reads(const std::string& audience) const;
  std::string object(const std::string& label) const;
  int made(const Step& step, const Reply& reply);

  const Script& script_;
  int world_;
  Stage& stage_;
  std::map<std::string, std::string> objects_;
  std::map<std::string, std::set<std::string>> groups_;  // parties by audience
};

}  // namespace parley::worlds
