#include "service/numbers.hpp"

namespace parley::service {
namespace {

class Counter {
 public:
  explicit Counter(NumberCounts& counts) : counts_(counts) {}

  void add(const Number& number) {
    if (number.from.assumed) ++counts_.assumed;
    else if (number.from.source) ++counts_.sourced;
    if (number.ranged()) ++counts_.ranged;
  }

  void operator()(const TableTerm& term) {
    add(term.weight);
    for (const Number& value : term.values) add(value);
  }
  void operator()(const LinearTerm& term) {
    add(term.weight);
    add(term.base);
    add(term.per_unit);
  }
  void operator()(const GroupTerm& term) {
    add(term.weight);
    for (const auto& entry : term.entries) add(entry.value);
  }
  void operator()(const BoxGroup& group) {
    add(group.weight);
    for (const Box& box : group.boxes) add(box.value);
    for (const BoxGroup& inner : group.groups) (*this)(inner);
  }
  void operator()(const ShareTerm& term) { add(term.points); }

 private:
  NumberCounts& counts_;
};

}  // namespace

double ratio(const Integer& value, const Integer& scale) {
  // Both exact as doubles: the hardware's division rounds once, to the nearest.
  constexpr std::size_t kMantissa = 53;
  if (mpz_sizeinbase(value.get_mpz_t(), 2) <= kMantissa && mpz_sizeinbase(scale.get_mpz_t(), 2) <= kMantissa)
    return value.get_d() / scale.get_d();
  Rational exact(value, scale);
  exact.canonicalize();
  return to_double(exact);
}

NumberCounts count_numbers(const Case& subject) {
  NumberCounts counts;
  Counter counter(counts);
  for (const Party& party : subject.parties) {
    for (const ScoreTerm& term : party.terms) std::visit(counter, term);
    if (party.cap) counter.add(*party.cap);
    if (party.reservation) counter.add(*party.reservation);
  }
  return counts;
}

}  // namespace parley::service
