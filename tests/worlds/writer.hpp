// What writes a script: choices, the people in it, and the steps so far. Inner part of script.cpp and stories.cpp.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "tests/worlds/script.hpp"

namespace parley::worlds {

inline constexpr std::int64_t kSlot = 180;

struct Writer {
  Dice dice;
  Script script;
  std::string
      own;  // the viewer's party; of a helper, the party whose caucus it sits in; otherwise any but the secret one
  std::string third;
  std::int64_t now = 0, next = 0;
  int made = 0;
  bool suspended = false;
  std::vector<std::string> groups;
  int drafts = 0;  // of the single text, so far
  explicit Writer(std::uint64_t seed) : dice(seed) { script.seed = seed; }

  std::string label(const char* kind) { return fmt::format("{}{}", kind, made++); }
  // Before the lead only what stays in the secret party's own room may differ: all else happens as in the first world.
  void step(std::int64_t at, const std::string& who, const std::string& act, Json with = nullptr,
            const std::string& name = {}, int world = 0) {
    if (world != 0 && lead_views() && world == 2) return;
    script.steps.push_back({at, who, act, std::move(with), name, lead_views() ? 0 : world, dice.draw()});
  }
  // What nobody but the secret party learns of.
  void in_room(std::int64_t at, const std::string& who, const std::string& act, Json with, int world) {
    script.steps.push_back({at, who, act, std::move(with), "", world, dice.draw()});
  }
  std::int64_t between() { return dice.between(now + 5, next - 5); }
  std::string sentence() { return dice.word() + " " + dice.word() + " " + dice.word(); }
  bool viewer_of_party() const { return script.viewer.starts_with("head:") || script.viewer.starts_with("delegate:"); }
  bool lead_views() const { return script.viewer == "lead"; }
  // Who acts for the viewer's party: the viewer itself more often than not, so that its acts after the worlds have parted
  // are compared too.
  std::string mine() { return viewer_of_party() && dice.chance(70) ? script.viewer : "head:" + own; }
  std::string of(const std::string& party) { return party == own ? mine() : "head:" + party; }
  bool helper_views() const { return script.viewer.starts_with("helper"); }
  std::string any_secret_member() { return (dice.chance(60) ? "head:" : "delegate:") + script.secret; }
  std::string secret_room(const char* kind) const { return std::string(kind) + ":" + script.secret; }

  // Any operation by its name (Player::operate); nothing happens while the contract has no such operation.
  void doing(std::int64_t at, const std::string& who, const char* operation, Json path, Json body,
             const std::string& name = {}, int world = 0) {
    step(at, who, "do", {{"operation", operation}, {"path", std::move(path)}, {"body", std::move(body)}}, name, world);
  }
  static std::string time_of(std::int64_t at) { return to_text(Time{kOpening + at}); }

  void choose_people(const std::string& viewer);
  void secret_act(int world);
  void passing_delegate(int world);
  void act_in_room(int world);
  void secrets();
  void same_object_other_content();
  void released();
  void readout();
  void group();
  void spoken_to_all();
  void state();
  void others();
  void newcomer();
  void consents(const std::string& party, std::int64_t at, int world);
  // stories.cpp: longer courses of events, one of them begun at each call.
  void story();
  void text();
  void share_draft(std::int64_t at);
  void edit_unshared(std::int64_t at, int world);
  void agreement();
  void rests_on(const std::string& agreement, const std::string& owes, const std::string& other, std::int64_t at,
                int world);
  std::string edit(std::int64_t at, int world);
  void work_on_draft(std::int64_t from);
  void round();
  void round_of_others();
  void suggestion();
  void answers(const Json& path, const char* means, const std::string& other, std::int64_t from, std::int64_t until,
               bool accepted);
  void record();
  void secret_entry(const std::string& name, Json entry, Json earlier, int world);
  void commitment();
  void preferences();
  void look(std::int64_t at);
  void common_act();
  void end();
};

}  // namespace parley::worlds
