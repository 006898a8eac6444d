#include "agreement/envelope.hpp"

#include <algorithm>

namespace parley::agreement {
namespace {

// A staircase h over one elementary interval: absent right of everything, level, or along a piece.
struct Stretch {
  bool present = false;
  const EnvelopePiece* along = nullptr;  // none: level
  Rational begin, end;                   // h just right of the interval's start, and at its end
};

class Staircase {
 public:
  explicit Staircase(const Envelope& pieces) : pieces_(pieces) {}

  // Calls come with ascending x.
  Stretch over(const Rational& from, const Rational& to) {
    while (next_ < pieces_.size() && pieces_[next_].right.x <= from) ++next_;
    if (next_ == pieces_.size()) return {};
    const EnvelopePiece& piece = pieces_[next_];
    if (piece.left.x > from) return {true, nullptr, piece.left.y, piece.left.y};
    return {true, &piece, point_at(piece, from).y, point_at(piece, to).y};
  }

  // A piece that has a point of its own at x, on the staircase: nothing lies above it.
  const EnvelopePiece* owner(const Rational& x) {
    while (next_ < pieces_.size() && pieces_[next_].right.x < x) ++next_;
    for (std::size_t k = next_; k < pieces_.size() && pieces_[k].left.x <= x; ++k) {
      const EnvelopePiece& piece = pieces_[k];
      const bool has_left = piece.left.x < x || !piece.left_open;
      const bool has_right = piece.right.x > x || !piece.right_open;
      if (has_left && has_right) return &piece;
    }
    return nullptr;
  }

 private:
  const Envelope& pieces_;
  std::size_t next_ = 0;
};

class Builder {
 public:
  void point(const EnvelopePiece& of, const Rational& x) {
    EnvelopePoint here = point_at(of, x);
    if (!result_.empty()) {
      EnvelopePiece& last = result_.back();
      if (last.right.x == here.x && last.right.y == here.y) {
        last.right_open = false;
        return;
      }
    }
    result_.push_back({here, here, false, false, of.source, of.edge});
  }

  void stretch(const EnvelopePiece& along, const Rational& from, const Rational& to) {
    EnvelopePiece piece{point_at(along, from), point_at(along, to), true, true, along.source, along.edge};
    if (!result_.empty()) {
      EnvelopePiece& last = result_.back();
      if (!last.right_open && last.right.x == piece.left.x && last.right.y == piece.left.y) {
        piece.left_open = false;
        const bool same = last.source == piece.source && last.edge == piece.edge;
        if (last.is_point() || same) {  // grow the piece instead of adding one
          if (!last.is_point()) {
            piece.left = last.left;
            piece.left_open = last.left_open;
          }
          last = std::move(piece);
          return;
        }
      }
    }
    result_.push_back(std::move(piece));
  }

  Envelope take() { return std::move(result_); }

 private:
  Envelope result_;
};

std::vector<Rational> abscissas(const Envelope& a, const Envelope& b) {
  std::vector<Rational> xs;
  for (const Envelope* envelope : {&a, &b})
    for (const EnvelopePiece& piece : *envelope) {
      xs.push_back(piece.left.x);
      if (!piece.is_point()) xs.push_back(piece.right.x);
    }
  std::ranges::sort(xs);
  const auto [first, last] = std::ranges::unique(xs);
  xs.erase(first, last);
  return xs;
}

// The larger of two stretches over one interval, split where they cross.
struct Upper {
  const Stretch* first;
  std::optional<Rational> crossing;
  const Stretch* second = nullptr;
};

Upper upper(const Stretch& a, const Stretch& b, const Rational& from, const Rational& to) {
  if (!b.present) return {&a, {}};
  if (!a.present) return {&b, {}};
  const Rational begin = a.begin - b.begin, end = a.end - b.end;
  if (begin >= 0 && end >= 0) return {&a, {}};
  if (begin <= 0 && end <= 0) return {&b, {}};
  const Rational crossing = from + (to - from) * begin / (begin - end);
  return begin > 0 ? Upper{&a, crossing, &b} : Upper{&b, crossing, &a};
}

}  // namespace

EnvelopePoint point_at(const EnvelopePiece& piece, const Rational& x) {
  if (x == piece.left.x) return piece.left;
  if (x == piece.right.x) return piece.right;
  const Rational share = (x - piece.left.x) / (piece.right.x - piece.left.x);
  return {x, piece.left.y + share * (piece.right.y - piece.left.y),
          piece.left.at + share * (piece.right.at - piece.left.at)};
}

Envelope merge(const Envelope& a, const Envelope& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  const std::vector<Rational> xs = abscissas(a, b);
  Staircase first(a), second(b);
  Builder out;
  for (std::size_t k = 0; k < xs.size(); ++k) {
    // The point at xs[k]: kept if the staircase falls right of it, along a piece or in a step.
    const EnvelopePiece* in_a = first.owner(xs[k]);
    const EnvelopePiece* in_b = second.owner(xs[k]);
    if (in_a != nullptr && in_b != nullptr) {
      if (point_at(*in_a, xs[k]).y < point_at(*in_b, xs[k]).y) in_a = nullptr;
    }
    const EnvelopePiece* owner = in_a != nullptr ? in_a : in_b;
    if (k + 1 == xs.size()) {
      if (owner != nullptr) out.point(*owner, xs[k]);
      break;
    }
    const Stretch over_a = first.over(xs[k], xs[k + 1]), over_b = second.over(xs[k], xs[k + 1]);
    const Upper top = upper(over_a, over_b, xs[k], xs[k + 1]);
    if (owner != nullptr) {
      const Rational y = point_at(*owner, xs[k]).y;
      if (y > top.first->begin || (y == top.first->begin && top.first->along != nullptr)) out.point(*owner, xs[k]);
    }
    const Rational& middle = top.crossing ? *top.crossing : xs[k + 1];
    if (top.first->along != nullptr) out.stretch(*top.first->along, xs[k], middle);
    if (top.second == nullptr || top.second->along == nullptr) continue;
    out.point(*top.second->along, middle);
    out.stretch(*top.second->along, middle, xs[k + 1]);
  }
  return out.take();
}

Envelope clip(const Envelope& envelope, const std::optional<Rational>& least_x,
              const std::optional<Rational>& least_y) {
  Envelope result;
  for (EnvelopePiece piece : envelope) {
    if (least_x && piece.left.x < *least_x) {
      if (piece.right.x < *least_x || (piece.right.x == *least_x && piece.right_open)) continue;
      piece.left = point_at(piece, *least_x);
      piece.left_open = false;
    }
    if (least_y && piece.right.y < *least_y) {
      if (piece.left.y < *least_y || (piece.left.y == *least_y && piece.left_open)) continue;
      if (piece.is_point()) continue;
      const Rational share = (*least_y - piece.left.y) / (piece.right.y - piece.left.y);
      piece.right = point_at(piece, piece.left.x + share * (piece.right.x - piece.left.x));
      piece.right_open = false;
    }
    result.push_back(std::move(piece));
  }
  return result;
}

bool covers(const Envelope& envelope, const Rational& x, const Rational& y) {
  const auto at = std::ranges::partition_point(envelope, [&](const EnvelopePiece& piece) { return piece.right.x < x; });
  if (at == envelope.end()) return false;
  if (at->left.x >= x) return at->left.y >= y;
  return point_at(*at, x).y >= y;
}

}  // namespace parley::agreement
