#include "tests/worlds/pairs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "tests/worlds/policy.hpp"

namespace parley::worlds {
namespace {

std::string around(const std::string& a, const std::string& b) {
  const auto at = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  const auto from = at < 60 ? 0 : at - 60;
  return fmt::format("byte {}: ...{}... and ...{}...", at, a.substr(from, 140), b.substr(from, 140));
}

std::optional<std::string> compare(const std::vector<Received>& a, const std::vector<Received>& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    if (a[i].bytes != b[i].bytes)
      return fmt::format("{} / {}: {}", a[i].what, b[i].what, around(a[i].bytes, b[i].bytes));
  if (a.size() == b.size()) return std::nullopt;
  const auto& more = a.size() > b.size() ? a : b;
  const auto& extra = more[std::min(a.size(), b.size())];
  return fmt::format("{} arrived in one world only: {}", extra.what, extra.bytes.substr(0, 200));
}

void add(std::map<std::string, std::size_t>& into, const std::map<std::string, std::size_t>& more) {
  for (const auto& [key, count] : more) into[key] += count;
}

const std::vector<Declassification>& rows() {
  static const auto kRows = read_declassifications();
  return kRows;
}

// Several rows are made of the same kind of event; how an item or entry came, and how a round ended, tells them apart.
bool is_of(const Declassification& row, const Written& w) {
  if (!row.events.contains(w.kind) || !row.rooms.contains(w.audience.substr(0, w.audience.find(':')))) return false;
  if (w.kind == "round.ended") {
    const auto outcome = w.body.value("outcome", "");
    if (row.id == "round") return outcome == "withdrawn";
    if (row.id == "begun") return outcome == "not_begun";
    return outcome == "all_accepted" || outcome == "no_agreement" || outcome == "not_suggested";
  }
  if (w.kind != "item.posted" && w.kind != "record.made") return true;
  const auto origin = w.body.value("origin", "");
  const bool open = w.audience == "public";
  if (row.id == "publish") return open && origin == "written";
  if (row.id == "speak" || row.id == "record") return !open && origin == "written";
  if (row.id == "send" || row.id == "record send") return origin == "sent";
  return origin == "conveyed" || origin == "unattributed" || origin == "consented";
}

// Operations in which no viewer need succeed.
constexpr std::size_t kLeastSuccesses = 2;  // of the viewers in each operation, over a run
constexpr std::pair<std::string_view, std::string_view> kNotByViewers[] = {
    {"openTalks", "talks are opened once, before there is anything that could be told"},
    {"enterDemo", "demonstrations are another server"},
};

bool is_not_by_viewers(const std::string& operation) {
  return std::ranges::any_of(kNotByViewers, [&](const auto& one) { return one.first == operation; });
}

void count_crossings(Tally& tally, const std::vector<Written>& crossed) {
  for (const auto& w : crossed) {
    bool listed = false;
    for (const auto& row : rows())
      if (is_of(row, w)) {
        ++tally.crossings[row.id];
        listed = true;
      }
    const auto kind = w.kind + " in " + w.audience.substr(0, w.audience.find(':'));
    if (!listed && std::ranges::count(tally.unlisted, kind) == 0) tally.unlisted.push_back(kind);
  }
}

}  // namespace

Pair run_pair(std::uint64_t seed, const PlantedLeak* leak, bool wire) {
  const auto script = make_script(seed);
  const auto make = [&] { return leak == nullptr ? nullptr : leak->make(); };
  auto one = play(script, 1, make(), wire), two = play(script, 2, make(), wire);
  Pair pair{seed,
            script.viewer,
            script.secret,
            one.insider != two.insider,
            compare(one.received, two.received),
            std::move(one.faults),
            std::move(one.viewer_calls),
            std::move(one.viewer_successes),
            std::move(one.successes),
            one.received.size(),
            0,
            std::move(one.crossed)};
  for (const auto& received : one.received) pair.bytes += received.bytes.size();
  pair.faults.insert(pair.faults.end(), two.faults.begin(), two.faults.end());
  pair.crossed.insert(pair.crossed.end(), two.crossed.begin(), two.crossed.end());
  add(pair.successes, two.successes);
  const auto [a, b] = std::ranges::mismatch(one.common, two.common);
  if (a != one.common.end() || b != two.common.end())
    pair.faults.push_back(fmt::format("what happens in both worlds went differently: {} / {}",
                                      a == one.common.end() ? "nothing" : *a, b == two.common.end() ? "nothing" : *b));
  return pair;
}

void take(Tally& tally, const Pair& pair) {
  ++tally.pairs;
  count_crossings(tally, pair.crossed);
  const auto report = [&](const std::string& what) {
    if (tally.reports.size() < 20) tally.reports.push_back(fmt::format("seed {}{}", pair.seed, what));
  };
  if (pair.difference) {
    ++tally.different;
    report(fmt::format(", {} about {}: {}", pair.viewer, pair.secret, *pair.difference));
  }
  if (!pair.faults.empty()) {
    ++tally.faulty;
    report(": " + pair.faults.front());
    return;
  }
  add(tally.viewer_calls, pair.viewer_calls);
  add(tally.viewer_successes, pair.viewer_successes);
  add(tally.successes, pair.successes);
  tally.answers += pair.answers;
  tally.bytes += pair.bytes;
  if (!pair.counts) return;
  ++tally.counted;
  ++tally.viewers[pair.viewer.substr(0, pair.viewer.find(':'))];
}

Tally run_pairs(std::uint64_t first, std::size_t wanted, std::size_t jobs, bool wire) {
  Tally tally;
  std::mutex mutex;
  std::atomic<std::uint64_t> next{first};
  const auto work = [&] {
    for (;;) {
      {
        const std::lock_guard lock(mutex);
        if (tally.counted >= wanted || tally.pairs >= 2 * wanted + 10) return;
      }
      const auto pair = run_pair(next++, nullptr, wire);
      const std::lock_guard lock(mutex);
      take(tally, pair);
    }
  };
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < jobs; ++i) threads.emplace_back(work);
  threads.clear();
  return tally;
}

std::vector<std::string> shortcomings(const Tally& tally, std::size_t least_calls) {
  std::vector<std::string> wrong;
  const auto count = [](const auto& map, const std::string& key) { return map.contains(key) ? map.at(key) : 0; };
  for (const auto& operation : broker::Contract::get().operations()) {
    const auto& id = operation.id;
    if (count(tally.viewer_calls, id) < least_calls)
      wrong.push_back(fmt::format("the viewers called {} only {} times", id, count(tally.viewer_calls, id)));
    // A refusal says little: what an operation answers when it succeeds has to be compared as well.
    if (count(tally.viewer_successes, id) < kLeastSuccesses && !is_not_by_viewers(id))
      wrong.push_back(fmt::format("the viewers succeeded in {} only {} times", id, count(tally.viewer_successes, id)));
    if (count(tally.successes, id) == 0 && id != "enterDemo")
      wrong.push_back(id +
                      " never succeeded for anybody: say in tests/worlds/drives.cpp or stories.cpp how it is used");
  }
  for (const auto& row : rows())
    if (count(tally.crossings, row.id) == 0) wrong.push_back("docs/declassification.md: " + row.id + " never happened");
  for (const auto& kind : tally.unlisted)
    wrong.push_back("an event crosses that docs/declassification.md does not list: " + kind);
  if (tally.different > 0) wrong.push_back(fmt::format("{} pairs differ for the viewer", tally.different));
  if (tally.faulty * 100 > tally.pairs) wrong.push_back(fmt::format("{} scripts are at fault", tally.faulty));
  return wrong;
}

std::string table(const Tally& tally) {
  std::string out = fmt::format("{:<22} {:>9} {:>9} {:>9}\n", "operation", "viewer", "succeeded", "anybody's");
  using Least = std::pair<std::size_t, std::string>;
  Least called{std::string::npos, ""}, succeeded = called;
  for (const auto& operation : broker::Contract::get().operations()) {
    const auto& id = operation.id;
    const auto in = [&](const auto& counts) { return counts.contains(id) ? counts.at(id) : 0; };
    out += fmt::format("{:<22} {:>9} {:>9} {:>9}\n", id, in(tally.viewer_calls), in(tally.viewer_successes),
                       in(tally.successes));
    called = std::min(called, Least{in(tally.viewer_calls), id});
    if (!is_not_by_viewers(id)) succeeded = std::min(succeeded, Least{in(tally.viewer_successes), id});
  }
  out += fmt::format("least called by the viewers: {}, {} times; they succeeded least in {}, {} times\n", called.second,
                     called.first, succeeded.second, succeeded.first);
  out += fmt::format("\n{:<22} {:>9}\n", "declassification", "events");
  for (const auto& row : rows())
    out += fmt::format("{:<22} {:>9}\n", row.id, tally.crossings.contains(row.id) ? tally.crossings.at(row.id) : 0);
  out += fmt::format("\n{:<22} {:>9}\n", "viewer", "pairs");
  for (const auto& [viewer, pairs] : tally.viewers) out += fmt::format("{:<22} {:>9}\n", viewer, pairs);
  out += fmt::format(
      "\n{} pairs, {} of them count (the mediator's bytes differ), {} scripts at fault; {} answers and frames, {} "
      "bytes compared\n"
      "{} pairs differ for the viewer\n",
      tally.pairs, tally.counted, tally.faulty, tally.answers, tally.bytes, tally.different);
  return out;
}

}  // namespace parley::worlds
