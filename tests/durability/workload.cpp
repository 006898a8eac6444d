#include "tests/durability/workload.hpp"

#include <algorithm>
#include <cstdlib>
#include <random>
#include <utility>

#include "store/verify.hpp"

namespace parley::durability {
namespace {

constexpr std::size_t kRooms = 5;
constexpr std::size_t kSlots = 3;

std::string padded(std::string answer) {
  answer.resize(store::Log::kSlotBytes, '\0');
  return answer;
}

class Maker {
 public:
  Maker(unsigned seed, std::size_t longest) : random_(seed), longest_(longest) {}

  Step next() {
    const auto roll = below(20);
    if (roll == 0 && shredded_ < 40) return {Step::Kind::kDestroy, {}, "scratch:" + std::to_string(shredded_++), 0, ""};
    if (roll <= 4 && open_.empty()) {
      open_ = "round:" + std::to_string(++rounds_);
      return {Step::Kind::kOpen, entries(), open_, 0, ""};
    }
    if (roll <= 4) return {Step::Kind::kAnswer, {}, open_, below(kSlots), "answer " + std::to_string(random_())};
    if (roll == 5 && !open_.empty()) return {Step::Kind::kClose, entries(), std::exchange(open_, ""), 0, ""};
    return {Step::Kind::kAppend, entries(), "", 0, ""};
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }
  std::vector<store::Entry> entries() {
    std::vector<store::Entry> made;
    for (std::size_t i = 0; i <= below(3); ++i) {
      const auto room = below(kRooms);
      auto name = room == 0 ? "scratch:" + std::to_string(shredded_) : "room:" + std::to_string(room);
      std::string payload = std::to_string(random_()) + std::string(below(longest_), static_cast<char>('a' + room));
      made.push_back({std::move(name), std::move(payload)});
    }
    return made;
  }

  std::mt19937 random_;
  std::size_t longest_;
  int shredded_ = 0, rounds_ = 0;
  std::string open_;
};

}  // namespace

std::vector<Step> make_steps(unsigned seed, std::size_t count, std::size_t longest_payload) {
  Maker maker(seed, longest_payload);
  std::vector<Step> steps;
  for (std::size_t i = 0; i < count; ++i) steps.push_back(maker.next());
  return steps;
}

Result<void> perform(store::Log& log, const Step& step) {
  switch (step.kind) {
    case Step::Kind::kDestroy: return log.destroy_key(step.name);
    case Step::Kind::kOpen: return log.open_round(step.name, kSlots, step.entries);
    case Step::Kind::kAnswer: return log.write_slot(step.name, step.slot, step.answer);
    case Step::Kind::kClose: return log.close_round(step.name, [&](const auto&) { return step.entries; });
    case Step::Kind::kAppend: break;
  }
  const auto done = log.append(step.entries);
  if (!done) return std::unexpected(done.error());
  return {};
}

void perform(State& state, const Step& step) {
  state.entries.insert(state.entries.end(), step.entries.begin(), step.entries.end());
  if (step.kind == Step::Kind::kDestroy) state.shredded.insert(step.name);
  if (step.kind == Step::Kind::kOpen) state.rounds[step.name].assign(kSlots, padded(""));
  if (step.kind == Step::Kind::kAnswer) state.rounds[step.name][step.slot] = padded(step.answer);
  if (step.kind == Step::Kind::kClose) state.rounds.erase(step.name);
}

State state_after(const std::vector<Step>& steps, std::size_t count) {
  State state;
  for (std::size_t i = 0; i < count && i < steps.size(); ++i) perform(state, steps[i]);
  return state;
}

Seen look(store::Log& log) {
  Seen seen;
  std::map<std::string, std::uint64_t> counted;
  const auto read = log.replay([&](const store::Stored& stored) {
    seen.entries.push_back(stored);
    if (stored.n != ++counted[stored.audience]) seen.fault = "a number is missing";
  });
  if (!read) seen.fault = "replay: " + read.error().message;
  for (const auto& [audience, n] : counted) {
    const auto chain = log.export_chain(audience);
    if (!chain) {
      seen.fault = "export: " + chain.error().message;
      continue;
    }
    const auto verified = store::verify_export(*chain);
    if (!verified.faults.empty() || verified.entries != n) seen.fault = "a chain does not verify";
  }
  return seen;
}

bool same_entries(const Seen& seen, const State& state) {
  return std::ranges::equal(seen.entries, state.entries, [&](const store::Stored& a, const store::Entry& b) {
    if (a.audience != b.audience) return false;
    return state.shredded.contains(b.audience) ? !a.payload : a.payload == b.payload;
  });
}

bool same_rounds(store::Log& log, const State& state) {
  for (const auto& [name, slots] : state.rounds) {
    bool same = false;
    const auto closed = log.close_round(name, [&](const std::vector<std::string>& read) {
      same = read == slots;
      return std::vector<store::Entry>{};
    });
    if (!closed || !same) return false;
  }
  return true;
}

Verdict judge(store::Log& log, const std::vector<Step>& steps, std::size_t done, bool consume) {
  const auto seen = look(log);
  if (!seen.fault.empty()) return {seen.fault, done};
  const auto before = state_after(steps, done);
  const auto after = state_after(steps, done + 1);
  const bool is_before = same_entries(seen, before);
  const bool is_after = same_entries(seen, after);
  if (!is_before && !is_after)
    return {seen.entries.size() < before.entries.size() ? "acknowledged entries are lost" : "the entries differ", done};
  if (!consume) return {"", is_before ? done : done + 1};
  // Entries alone do not tell the two states apart when the step was an answer.
  const auto rounds_of = [&](const State& state) { return same_rounds(log, state); };
  if (before.rounds == after.rounds || !is_after) return {rounds_of(before) ? "" : "a blind round differs", done};
  if (!is_before) return {rounds_of(after) ? "" : "a blind round differs", done + 1};
  for (const auto& [name, slots] : before.rounds) {
    std::vector<std::string> read;
    if (!log.close_round(name, [&](const auto& given) { return read = given, std::vector<store::Entry>{}; }))
      return {"a blind round is lost", done};
    const auto at = after.rounds.find(name);
    if (read != slots && (at == after.rounds.end() || read != at->second)) return {"a blind round differs", done};
  }
  return {"", done};
}

store::Unlock test_key() { return *store::Unlock::key(std::string(32, 'k')); }

int count_from(const char* variable, int usual) {
  const char* text = std::getenv(variable);
  return text == nullptr ? usual : std::atoi(text);
}

}  // namespace parley::durability
