// A random but reproducible stretch of talks, and the state that a log must be in after any number of its steps.
//
// Steps append to several audiences at once, destroy keys, and open, answer and close blind rounds. After a crash the log
// must be in the state of the last acknowledged step or of the one that was under way, and in no other: nothing that was
// acknowledged is lost, nothing is there by half.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "store/sqlite_log.hpp"

namespace parley::durability {

struct Step {
  enum class Kind { kAppend, kDestroy, kOpen, kAnswer, kClose };
  Kind kind = Kind::kAppend;
  std::vector<store::Entry> entries;
  std::string name;  // of the audience or the round
  std::size_t slot = 0;
  std::string answer;
};

struct State {
  std::vector<store::Entry> entries;
  std::set<std::string> shredded;
  std::map<std::string, std::vector<std::string>> rounds;
};

std::vector<Step> make_steps(unsigned seed, std::size_t count, std::size_t longest_payload);
Result<void> perform(store::Log& log, const Step& step);
void perform(State& state, const Step& step);
State state_after(const std::vector<Step>& steps, std::size_t count);

// What was read back: everything, chains verified. Blind rounds are not read; `same_rounds` does, and ends them.
struct Seen {
  std::vector<store::Stored> entries;
  std::string fault;  // the first thing that is wrong with the log in itself
};
Seen look(store::Log& log);
bool same_entries(const Seen& seen, const State& state);
bool same_rounds(store::Log& log, const State& state);

// "" when the log is as it must be after `done` acknowledged steps; else what is wrong. `consume` also checks the blind
// rounds, after which the log is of no more use.
struct Verdict {
  std::string wrong;
  std::size_t done = 0;  // steps that are in the log
};
Verdict judge(store::Log& log, const std::vector<Step>& steps, std::size_t done, bool consume);

store::Unlock test_key();
// The number in an environment variable, or what is usual.
int count_from(const char* variable, int usual);

}  // namespace parley::durability
