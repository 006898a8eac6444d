#include "agreement/box_search.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

#include "agreement/box_corners.hpp"
#include "agreement/box_filter.hpp"

namespace parley::agreement::boxes {
namespace {

using Word = std::uint64_t;

void add(Lane& a, const Lane& b) {
  for (std::size_t k = 0; k < kLanes; ++k) a[k] += b[k];
}

void subtract(Lane& a, const Lane& b) {
  for (std::size_t k = 0; k < kLanes; ++k) a[k] -= b[k];
}

bool has(std::span<const Word> set, std::size_t i) { return ((set[i / 64] >> (i % 64)) & 1U) != 0; }
void put(std::span<Word> set, std::size_t i) { set[i / 64] |= Word{1} << (i % 64); }

std::size_t index_of(const Message& m, std::span<const Word> chosen) {
  std::size_t index = 0;
  for (std::size_t i = 0; i < m.scope.size(); ++i)
    if (has(chosen, m.scope[i])) index += m.offset[i];
  return index;
}

// What the bound of a state becomes when `vertex` is left out or taken; `taken` excludes the vertex's own weight and
// means nothing unless the vertex is open: a table has no entry for a choice with a conflict.
struct Step {
  Lane left, taken;
};

Step step(const Bounds& bounds, std::uint32_t vertex, bool open, const Lane& pending, std::span<const Word> chosen) {
  Step s{pending, pending};
  for (std::uint32_t id : bounds.sent[vertex]) {
    const Message& m = bounds.messages[id];
    subtract(s.left, m.table[index_of(m, chosen)]);
  }
  s.taken = s.left;
  for (std::uint32_t id : bounds.received[vertex]) {
    const Message& m = bounds.messages[id];
    const std::size_t index = index_of(m, chosen);
    add(s.left, m.table[index]);
    if (open) add(s.taken, m.table[index + m.offset.back()]);  // a message is received at the last vertex of its scope
  }
  return s;
}

// States of one layer with their labels, side by side.
template <class S>
struct Chunk {
  std::uint32_t vertex = 0;  // the next to be decided
  std::vector<Word> blocked, chosen;  // per state; `chosen` is one choice that leads to the state
  std::vector<Lane> pending;  // per state: bound of what later vertices add
  std::vector<std::uint32_t> first{0};  // per state: its first label; one more at the end
  std::vector<S> value;  // per label and objective
  std::vector<Lane> sum;  // per label: rounded-up weights
  std::vector<Word> taken;  // per label
  std::vector<std::uint32_t> witness;  // per label: the corner that kept it

  std::size_t states() const { return pending.size(); }
  std::size_t labels() const { return sum.size(); }
};

template <class S>
class Searcher {
 public:
  Searcher(const Graph<S>& graph, const Directions<S>& directions, const Bounds& bounds, Archive<S>& archive,
           std::uint64_t& nodes, Work& work)
      : graph_(graph),
        directions_(directions),
        bounds_(bounds),
        archive_(archive),
        nodes_(nodes),
        work_(work),
        words_(graph.conflicts.words()),
        objectives_(graph.objectives),
        filter_(graph.objectives) {}

  // One descent with at most `width` labels a layer, the rest dropped. True when nothing had to be dropped.
  bool beam(std::size_t width) {
    bool whole = true;
    Chunk<S> chunk = root();
    while (chunk.vertex < graph_.size && chunk.states() > 0) {
      if (!work_.keep_going() || !work_.memory_left(bytes(chunk) * 3)) return false;
      if (chunk.labels() > width) {
        chunk = thinned(chunk, width);
        whole = false;
      }
      chunk = expand(chunk);
    }
    collect(chunk);
    return whole && work_.ended() == Ended::kNo;
  }

  bool run(std::size_t width) {
    std::vector<Chunk<S>> stack;
    stack.push_back(root());
    while (!stack.empty()) {
      Chunk<S> chunk = std::move(stack.back());
      stack.pop_back();
      while (chunk.vertex < graph_.size && chunk.states() > 0) {
        if (!work_.keep_going() || !work_.memory_left(bytes(chunk) * (stack.size() + 2))) return false;
        if (chunk.labels() > width && chunk.states() > 1) stack.push_back(cut(chunk, width));
        chunk = expand(chunk);
      }
      collect(chunk);
    }
    return work_.ended() == Ended::kNo;
  }

 private:
  struct Fragment {
    std::uint32_t state;
    std::uint32_t next;  // in the child's list, kNone at its end
    bool taken;
  };
  struct Candidate {
    std::uint32_t label, witness;
    bool taken;
  };
  static constexpr std::uint32_t kNone = Corners::kNone;

  std::size_t bytes(const Chunk<S>& c) const {
    return c.states() * (2 * words_ * sizeof(Word) + sizeof(Lane)) +
           c.labels() * (objectives_ * sizeof(S) + sizeof(Lane) + words_ * sizeof(Word) + 4);
  }

  Chunk<S> root() const {
    Chunk<S> c;
    c.blocked.assign(words_, 0);
    c.chosen.assign(words_, 0);
    c.pending.push_back(bounds_.best);
    c.value.assign(objectives_, S{0});
    c.sum.push_back(Lane{});
    c.taken.assign(words_, 0);
    c.witness.push_back(0);
    c.first.push_back(1);
    return c;
  }

  void collect(const Chunk<S>& chunk) {
    for (std::size_t i = 0; i < chunk.labels(); ++i)
      archive_.add({chunk.value.data() + i * objectives_, objectives_}, {chunk.taken.data() + i * words_, words_});
  }

  // The `width` most promising labels, corner by corner in turn so that no part of the frontier is forgotten.
  Chunk<S> thinned(const Chunk<S>& chunk, std::size_t width) {
    refresh_corners();
    struct Rank {
      std::uint32_t corner;
      std::int32_t reach;
      std::uint32_t label, turn;
    };
    std::vector<Rank> ranks;
    for (std::uint32_t s = 0; s < chunk.states(); ++s)
      for (std::uint32_t i = chunk.first[s]; i < chunk.first[s + 1]; ++i) {
        Lane bound = chunk.pending[s];
        add(bound, chunk.sum[i]);
        const auto [reach, corner] = corners_.reach(bound);
        ranks.push_back({corner, reach, i, 0});
      }
    std::ranges::sort(ranks, [](const Rank& a, const Rank& b) {
      if (a.corner != b.corner) return a.corner < b.corner;
      return a.reach != b.reach ? a.reach > b.reach : a.label < b.label;
    });
    for (std::size_t i = 1; i < ranks.size(); ++i)
      if (ranks[i].corner == ranks[i - 1].corner) ranks[i].turn = ranks[i - 1].turn + 1;
    std::ranges::stable_sort(ranks, {}, &Rank::turn);
    std::vector<bool> keep(chunk.labels());
    for (std::size_t i = 0; i < std::min(width, ranks.size()); ++i) keep[ranks[i].label] = true;
    Chunk<S> kept;
    kept.vertex = chunk.vertex;
    for (std::uint32_t s = 0; s < chunk.states(); ++s) copy_state(chunk, s, kept, &keep);
    return kept;
  }

  void refresh_corners() {
    if (fresh_ && version_ == archive_.version()) return;
    fresh_ = true;
    version_ = archive_.version();
    corners_.read(archive_.corners(), directions_);
  }

  Chunk<S> expand(const Chunk<S>& chunk) {
    refresh_corners();
    Chunk<S> next;
    next.vertex = chunk.vertex + 1;
    fragments_.clear();
    heads_.clear();
    slots_.assign(std::bit_ceil(chunk.states() * 4 + 16), kNone);
    for (std::uint32_t s = 0; s < chunk.states(); ++s) branch(chunk, s, next);
    Chunk<S> result;
    result.vertex = next.vertex;
    for (std::uint32_t s = 0; s < next.states() && work_.keep_going(); ++s) fill(chunk, next, s, result);
    nodes_ += result.labels();
    return result;
  }

  void branch(const Chunk<S>& chunk, std::uint32_t s, Chunk<S>& next) {
    const std::uint32_t v = chunk.vertex;
    scratch_.assign(chunk.chosen.begin() + s * words_, chunk.chosen.begin() + (s + 1) * words_);
    std::span<const Word> blocked{chunk.blocked.data() + s * words_, words_};
    const bool open = !has(blocked, v);
    const Step st = step(bounds_, v, open, chunk.pending[s], scratch_);
    if (!open || !worth_taking(v, blocked)) link(next, blocked, v, s, false, st.left);
    if (open) link(next, blocked, v, s, true, st.taken);
  }

  // True when v is worth at least what all open later neighbours are worth together.
  bool worth_taking(std::uint32_t v, std::span<const Word> blocked) {
    lost_.assign(objectives_, S{0});
    auto row = graph_.conflicts.row(v);
    for (std::size_t w = v / 64; w < words_; ++w) {
      Word open = row[w] & ~blocked[w];
      if (w == v / 64) open &= ~Word{0} << (v % 64);
      for (; open != 0; open &= open - 1) {
        auto weight = graph_.weight_of(w * 64 + static_cast<std::size_t>(std::countr_zero(open)));
        for (std::size_t j = 0; j < objectives_; ++j) lost_[j] += weight[j];
      }
    }
    return at_least_as_good(graph_.weight_of(v).data(), lost_.data(), objectives_);
  }

  // Finds or makes the child state and hangs the parent onto it.
  void link(Chunk<S>& next, std::span<const Word> blocked, std::uint32_t v, std::uint32_t s, bool taken,
            const Lane& pending) {
    key_.assign(blocked.begin(), blocked.end());
    if (taken)
      for (std::size_t w = 0; w < words_; ++w) key_[w] |= graph_.conflicts.row(v)[w];
    for (std::size_t w = 0; w < (v + 1) / 64; ++w) key_[w] = 0;
    if ((v + 1) / 64 < words_) key_[(v + 1) / 64] &= ~Word{0} << ((v + 1) % 64);
    Word hash = 0x9E3779B97F4A7C15U;
    for (Word w : key_) hash = (hash ^ w) * 0xD6E8FEB86659FD93U, hash ^= hash >> 32;
    std::size_t slot = hash & (slots_.size() - 1);
    while (slots_[slot] != kNone && !std::equal(key_.begin(), key_.end(), next.blocked.begin() + slots_[slot] * words_))
      slot = (slot + 1) & (slots_.size() - 1);
    if (slots_[slot] == kNone) {
      slots_[slot] = static_cast<std::uint32_t>(next.states());
      next.blocked.insert(next.blocked.end(), key_.begin(), key_.end());
      next.chosen.insert(next.chosen.end(), scratch_.begin(), scratch_.end());
      if (taken) put({next.chosen.data() + next.states() * words_, words_}, v);
      next.pending.push_back(pending);
      heads_.push_back(kNone);
    }
    fragments_.push_back({s, heads_[slots_[slot]], taken});
    heads_[slots_[slot]] = static_cast<std::uint32_t>(fragments_.size() - 1);
  }

  // Gathers the labels of a child state from its parents, prunes them and keeps the nondominated ones.
  void fill(const Chunk<S>& chunk, const Chunk<S>& next, std::uint32_t state, Chunk<S>& result) {
    const std::uint32_t v = chunk.vertex;
    auto weight = graph_.weight_of(v);
    candidates_.clear();
    values_.clear();
    for (std::uint32_t f = heads_[state]; f != kNone; f = fragments_[f].next) {
      const Fragment& fragment = fragments_[f];
      Lane rest = next.pending[state];
      if (fragment.taken) add(rest, bounds_.weight[v]);
      for (std::uint32_t i = chunk.first[fragment.state]; i < chunk.first[fragment.state + 1]; ++i) {
        Lane bound = rest;
        add(bound, chunk.sum[i]);
        if ((++tested_ & 63U) == 0 && !work_.keep_going()) return;
        const std::uint32_t witness = corners_.reached(bound, chunk.witness[i]);
        if (witness == kNone) continue;
        candidates_.push_back({i, witness, fragment.taken});
        for (std::size_t j = 0; j < objectives_; ++j)
          values_.push_back(chunk.value[i * objectives_ + j] + (fragment.taken ? weight[j] : S{0}));
      }
    }
    if (candidates_.empty()) return;
    if (!filter_.run(values_, work_)) return;
    for (std::uint32_t c : filter_.kept()) {
      const Candidate& from = candidates_[c];
      result.value.insert(result.value.end(), values_.begin() + c * objectives_,
                          values_.begin() + (c + 1) * objectives_);
      result.sum.push_back(chunk.sum[from.label]);
      if (from.taken) add(result.sum.back(), bounds_.weight[v]);
      result.taken.insert(result.taken.end(), chunk.taken.begin() + from.label * words_,
                          chunk.taken.begin() + (from.label + 1) * words_);
      if (from.taken) put({result.taken.data() + (result.labels() - 1) * words_, words_}, v);
      result.witness.push_back(from.witness);
    }
    result.first.push_back(static_cast<std::uint32_t>(result.labels()));
    result.pending.push_back(next.pending[state]);
    result.blocked.insert(result.blocked.end(), next.blocked.begin() + state * words_,
                          next.blocked.begin() + (state + 1) * words_);
    result.chosen.insert(result.chosen.end(), next.chosen.begin() + state * words_,
                         next.chosen.begin() + (state + 1) * words_);
  }

  // How far the best label of a state reaches beyond a corner.
  std::int64_t promise(const Chunk<S>& chunk, std::uint32_t s) const {
    std::int64_t best = std::numeric_limits<std::int64_t>::min();
    for (std::uint32_t i = chunk.first[s]; i < chunk.first[s + 1]; ++i) {
      Lane bound = chunk.pending[s];
      add(bound, chunk.sum[i]);
      best = std::max<std::int64_t>(best, corners_.reach(bound).first);
    }
    return best;
  }

  // Adds a state to `to` with all its labels, or with those that `keep` marks, if any.
  void copy_state(const Chunk<S>& from, std::uint32_t s, Chunk<S>& to, const std::vector<bool>* keep) const {
    auto copy = [](const auto& source, auto& target, std::size_t begin, std::size_t end) {
      target.insert(target.end(), source.begin() + static_cast<std::ptrdiff_t>(begin),
                    source.begin() + static_cast<std::ptrdiff_t>(end));
    };
    const std::size_t before = to.labels();
    for (std::size_t i = from.first[s]; i < from.first[s + 1]; ++i) {
      if (keep != nullptr && !(*keep)[i]) continue;
      copy(from.value, to.value, i * objectives_, (i + 1) * objectives_);
      copy(from.sum, to.sum, i, i + 1);
      copy(from.taken, to.taken, i * words_, (i + 1) * words_);
      copy(from.witness, to.witness, i, i + 1);
    }
    if (to.labels() == before) return;
    copy(from.blocked, to.blocked, s * words_, (s + 1) * words_);
    copy(from.chosen, to.chosen, s * words_, (s + 1) * words_);
    copy(from.pending, to.pending, s, s + 1);
    to.first.push_back(static_cast<std::uint32_t>(to.labels()));
  }

  // Keeps the most promising states up to `width` labels and returns the others.
  Chunk<S> cut(Chunk<S>& chunk, std::size_t width) {
    refresh_corners();
    std::vector<std::pair<std::int64_t, std::uint32_t>> ranked;
    for (std::uint32_t s = 0; s < chunk.states(); ++s) ranked.emplace_back(-promise(chunk, s), s);
    std::sort(ranked.begin(), ranked.end());
    Chunk<S> kept, rest;
    kept.vertex = rest.vertex = chunk.vertex;
    for (const auto& [rank, s] : ranked) {
      const bool fits = kept.labels() + (chunk.first[s + 1] - chunk.first[s]) <= width;
      copy_state(chunk, s, kept.labels() == 0 || (fits && rest.labels() == 0) ? kept : rest, nullptr);
    }
    chunk = std::move(kept);
    return rest;
  }

  const Graph<S>& graph_;
  const Directions<S>& directions_;
  const Bounds& bounds_;
  Archive<S>& archive_;
  std::uint64_t& nodes_;
  Work& work_;
  std::size_t words_, objectives_;
  std::uint32_t version_ = 0;
  std::uint32_t tested_ = 0;
  bool fresh_ = false;
  Corners corners_;
  std::vector<Fragment> fragments_;
  std::vector<std::uint32_t> heads_, slots_;
  Filter<S> filter_;
  std::vector<Word> scratch_, key_;
  std::vector<S> lost_, values_;
  std::vector<Candidate> candidates_;
};

}  // namespace

template <class S>
void dive(const Graph<S>& graph, const Bounds& bounds, Archive<S>& archive) {
  const std::size_t words = graph.conflicts.words();
  for (std::size_t k = 0; k < kLanes; ++k) {
    std::vector<Word> chosen(words), blocked(words);
    std::vector<S> value(graph.objectives, S{0});
    Lane pending = bounds.best;
    for (std::uint32_t v = 0; v < graph.size; ++v) {
      const bool open = !has(blocked, v);
      const Step s = step(bounds, v, open, pending, chosen);
      const bool take = open && s.taken[k] + bounds.weight[v][k] >= s.left[k];
      pending = take ? s.taken : s.left;
      if (!take) continue;
      put(chosen, v);
      for (std::size_t w = 0; w < words; ++w) blocked[w] |= graph.conflicts.row(v)[w];
      for (std::size_t j = 0; j < graph.objectives; ++j) value[j] += graph.weight_of(v)[j];
    }
    archive.add(value, chosen);
  }
}

template <class S>
bool beam(const Graph<S>& graph, const Directions<S>& directions, const Bounds& bounds, std::size_t width,
          Archive<S>& archive, std::uint64_t& nodes, Work& work) {
  return Searcher<S>(graph, directions, bounds, archive, nodes, work).beam(width);
}

template <class S>
bool search(const Graph<S>& graph, const Directions<S>& directions, const Bounds& bounds, std::size_t width,
            Archive<S>& archive, std::uint64_t& nodes, Work& work) {
  return Searcher<S>(graph, directions, bounds, archive, nodes, work).run(width);
}

template void dive(const Graph<std::int64_t>&, const Bounds&, Archive<std::int64_t>&);
template void dive(const Graph<Wide>&, const Bounds&, Archive<Wide>&);
template bool beam(const Graph<std::int64_t>&, const Directions<std::int64_t>&, const Bounds&, std::size_t,
                   Archive<std::int64_t>&, std::uint64_t&, Work&);
template bool beam(const Graph<Wide>&, const Directions<Wide>&, const Bounds&, std::size_t, Archive<Wide>&,
                   std::uint64_t&, Work&);
template bool search(const Graph<std::int64_t>&, const Directions<std::int64_t>&, const Bounds&, std::size_t,
                     Archive<std::int64_t>&, std::uint64_t&, Work&);
template bool search(const Graph<Wide>&, const Directions<Wide>&, const Bounds&, std::size_t, Archive<Wide>&,
                     std::uint64_t&, Work&);

}  // namespace parley::agreement::boxes
