#include "agreement/box_bounds.hpp"

#include <algorithm>
#include <bit>

namespace parley::agreement::boxes {
namespace {

constexpr std::size_t kMaxScope = 63;  // a scope's vertices are bits of one word

void raise(Lane& a, const Lane& b) {
  for (std::size_t k = 0; k < kLanes; ++k) a[k] = std::max(a[k], b[k]);
}

void add(Lane& a, const Lane& b) {
  for (std::size_t k = 0; k < kLanes; ++k) a[k] += b[k];
}

// A cover of a scope by cliques of the conflict graph and the offsets that it gives.
struct Digits {
  std::vector<std::vector<std::uint32_t>> cliques;  // positions in the scope
  std::vector<std::uint32_t> offset;                // per position
  std::size_t entries = 1;
};

Digits cover(const BitMatrix& conflicts, std::span<const std::uint32_t> scope) {
  Digits d;
  for (std::uint32_t i = 0; i < scope.size(); ++i) {
    auto fits = [&](const std::vector<std::uint32_t>& clique) {
      return std::ranges::all_of(clique, [&](std::uint32_t j) { return conflicts.test(scope[i], scope[j]); });
    };
    auto home = std::ranges::find_if(d.cliques, fits);
    if (home == d.cliques.end()) home = d.cliques.insert(d.cliques.end(), std::vector<std::uint32_t>{});
    home->push_back(i);
  }
  d.offset.resize(scope.size());
  for (const auto& clique : d.cliques) {
    for (std::size_t i = 0; i < clique.size(); ++i)
      d.offset[clique[i]] = static_cast<std::uint32_t>(d.entries * (i + 1));
    if (d.entries < (std::size_t{1} << 32)) d.entries *= clique.size() + 1;
  }
  return d;
}

std::size_t entries(const BitMatrix& conflicts, std::span<const std::uint32_t> scope) {
  return scope.size() > kMaxScope ? std::size_t{1} << 32 : cover(conflicts, scope).entries;
}

std::vector<std::uint32_t> united(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
                                  std::uint32_t without) {
  std::vector<std::uint32_t> all;
  std::ranges::set_union(a, b, std::back_inserter(all));
  std::erase(all, without);
  return all;
}

// One mini-bucket: the messages that are maximised over `vertex` together.
struct Bucket {
  std::uint32_t vertex = 0;
  bool pays = false;  // the vertex's own weight counts here
  std::vector<std::uint32_t> scope;
  std::vector<std::uint32_t> members;
};

// Fills one message by walking the independent sets of its scope clique by clique.
class Filler {
 public:
  Filler(const BitMatrix& conflicts, Bounds& bounds, const Bucket& bucket, Work& work)
      : conflicts_(conflicts), bucket_(bucket), work_(work), digits_(cover(conflicts, bucket.scope)) {
    for (std::uint32_t id : bucket.members) members_.push_back(&bounds.messages[id]);
    own_.fill(0);
    if (bucket.pays) own_ = bounds.weight[bucket.vertex];
    const std::size_t size = bucket.scope.size();
    clash_.resize(size);
    step_.assign(size * members_.size(), 0);
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t j = 0; j < size; ++j)
        if (conflicts.test(bucket.scope[i], bucket.scope[j])) clash_[i] |= std::uint64_t{1} << j;
      if (conflicts.test(bucket.scope[i], bucket.vertex)) clash_[i] |= kVertexBit;
      for (std::size_t c = 0; c < members_.size(); ++c) step_[i * members_.size() + c] = offset_in(c, bucket.scope[i]);
    }
    for (std::size_t c = 0; c < members_.size(); ++c) vertex_step_.push_back(offset_in(c, bucket.vertex));
  }

  bool fill(Message& out) {
    out.scope = bucket_.scope;
    out.offset = digits_.offset;
    out.table.resize(digits_.entries);
    out_ = out.table.data();
    at_.assign((digits_.cliques.size() + 1) * members_.size(), 0);
    walk(0, 0, 0);
    return !stopped_;
  }

 private:
  static constexpr std::uint64_t kVertexBit = std::uint64_t{1} << 63;

  std::uint32_t offset_in(std::size_t member, std::uint32_t vertex) const {
    const Message& m = *members_[member];
    auto found = std::ranges::lower_bound(m.scope, vertex);
    return found != m.scope.end() && *found == vertex ? m.offset[static_cast<std::size_t>(found - m.scope.begin())] : 0;
  }

  void walk(std::size_t depth, std::size_t index, std::uint64_t blocked) {
    const std::size_t width = members_.size();
    const std::uint32_t* here = at_.data() + depth * width;
    if (depth == digits_.cliques.size()) return leaf(here, index, blocked);
    std::uint32_t* next = at_.data() + (depth + 1) * width;
    std::copy_n(here, width, next);
    walk(depth + 1, index, blocked);
    for (std::uint32_t i : digits_.cliques[depth]) {
      if (((blocked >> i) & 1U) != 0 || stopped_) continue;
      for (std::size_t c = 0; c < width; ++c) next[c] = here[c] + step_[i * width + c];
      walk(depth + 1, index + digits_.offset[i], blocked | clash_[i]);
    }
  }

  void leaf(const std::uint32_t* at, std::size_t index, std::uint64_t blocked) {
    if ((++leaves_ & 4095U) == 0 && !work_.keep_going()) stopped_ = true;
    Lane out{};
    for (std::size_t c = 0; c < members_.size(); ++c) add(out, members_[c]->table[at[c]]);
    if ((blocked & kVertexBit) == 0) {
      Lane in = own_;
      for (std::size_t c = 0; c < members_.size(); ++c) add(in, members_[c]->table[at[c] + vertex_step_[c]]);
      raise(out, in);
    }
    out_[index] = out;
  }

  const BitMatrix& conflicts_;
  const Bucket& bucket_;
  Work& work_;
  Digits digits_;
  std::vector<const Message*> members_;
  Lane own_;
  std::vector<std::uint64_t> clash_;
  std::vector<std::uint32_t> step_, vertex_step_, at_;
  Lane* out_ = nullptr;
  std::uint32_t leaves_ = 0;
  bool stopped_ = false;
};

// Large messages first, each into the first bucket where it fits; then the vertex's own neighbours to the bucket
// that has most of them, as far as they fit.
std::vector<Bucket> split(const BitMatrix& conflicts, Bounds& bounds, std::uint32_t vertex, std::size_t table_limit) {
  std::vector<std::uint32_t> ids = bounds.received[vertex];
  std::ranges::stable_sort(ids, std::ranges::greater{},
                           [&](std::uint32_t id) { return bounds.messages[id].table.size(); });
  std::vector<Bucket> buckets;
  for (std::uint32_t id : ids) {
    const Message& m = bounds.messages[id];
    auto home = std::ranges::find_if(
        buckets, [&](const Bucket& b) { return entries(conflicts, united(b.scope, m.scope, vertex)) <= table_limit; });
    if (home == buckets.end()) home = buckets.insert(buckets.end(), Bucket{vertex, false, {}, {}});
    home->scope = united(home->scope, m.scope, vertex);
    home->members.push_back(id);
  }
  if (buckets.empty()) buckets.push_back({vertex, false, {}, {}});
  bounds.exact &= buckets.size() == 1;
  Bucket& paying = *std::ranges::max_element(buckets, {}, [&](const Bucket& b) {
    return std::ranges::count_if(b.scope, [&](std::uint32_t u) { return conflicts.test(u, vertex); });
  });
  paying.pays = true;
  for (std::uint32_t u = 0; u < vertex; ++u) {
    if (!conflicts.test(u, vertex) || std::ranges::binary_search(paying.scope, u)) continue;
    const std::uint32_t one[] = {u};
    auto wider = united(paying.scope, one, vertex);
    if (entries(conflicts, wider) <= table_limit) paying.scope = std::move(wider);
    else bounds.exact = false;
  }
  return buckets;
}

template <class S>
Lane rounded_up(std::span<const S> weight, const Directions<S>& d) {
  Lane lane{};
  for (std::size_t k = 0; k < kLanes; ++k) {
    S sum = 0;
    for (std::size_t j = 0; j < weight.size(); ++j) sum += d.factor[k][j] * weight[j];
    lane[k] = static_cast<std::int32_t>((sum + d.quantum[k] - 1) / d.quantum[k]);
  }
  return lane;
}

}  // namespace

template <class S>
Bounds make_bounds(const Graph<S>& graph, const Directions<S>& directions, std::size_t table_limit, std::size_t bytes,
                   Work& work) {
  Bounds bounds;
  bounds.received.resize(graph.size);
  bounds.sent.resize(graph.size);
  for (std::size_t v = 0; v < graph.size; ++v) bounds.weight.push_back(rounded_up(graph.weight_of(v), directions));
  for (std::size_t i = graph.size; i-- > 0 && !bounds.ended;) {
    const auto vertex = static_cast<std::uint32_t>(i);
    for (const Bucket& bucket : split(graph.conflicts, bounds, vertex, table_limit)) {
      bounds.entries += entries(graph.conflicts, bucket.scope);
      Message message;
      if (bounds.entries * sizeof(Lane) > bytes || !work.keep_going() ||
          !Filler(graph.conflicts, bounds, bucket, work).fill(message)) {
        bounds.ended = true;
        break;
      }
      const auto id = static_cast<std::uint32_t>(bounds.messages.size());
      if (message.scope.empty()) add(bounds.best, message.table[0]);
      else bounds.received[message.scope.back()].push_back(id);
      bounds.sent[vertex].push_back(id);
      bounds.messages.push_back(std::move(message));
    }
  }
  return bounds;
}

template Bounds make_bounds(const Graph<std::int64_t>&, const Directions<std::int64_t>&, std::size_t, std::size_t,
                            Work&);
template Bounds make_bounds(const Graph<Wide>&, const Directions<Wide>&, std::size_t, std::size_t, Work&);

}  // namespace parley::agreement::boxes
