#include "elicitation/package_scores.hpp"

#include <algorithm>

namespace parley::elicitation {
namespace {

struct Scorer {
  const Case& c;
  const Package& package;
  Rational sum = 0;
  bool unknown = false;

  void operator()(const TableTerm& term) { sum += term.weight.value * term.values[package[term.issue]].value; }
  void operator()(const LinearTerm& term) {
    sum +=
        term.weight.value * (term.base.value + term.per_unit.value * c.issues[term.issue].amount(package[term.issue]));
  }
  void operator()(const GroupTerm& term) {
    for (const GroupTerm::Entry& entry : term.entries) {
      bool matches = true;
      for (std::size_t i = 0; i < term.issues.size(); ++i)
        matches = matches && (!entry.options[i] || *entry.options[i] == package[term.issues[i]]);
      if (!matches) continue;
      sum += term.weight.value * entry.value.value;
      return;
    }
  }
  void operator()(const BoxGroup&) { unknown = true; }
  void operator()(const ShareTerm&) { unknown = true; }
};

}  // namespace

Result<Rational> score_of(const Case& c, const Party& party, const Package& package) {
  Scorer scorer{c, package};
  for (const ScoreTerm& term : party.terms) std::visit(scorer, term);
  if (scorer.unknown)
    return std::unexpected(Error{ErrorCode::kUnsupported, "scores with boxes or shares cannot be taken here", "", {}});
  return party.cap ? std::min(scorer.sum, party.cap->value) : scorer.sum;
}

}  // namespace parley::elicitation
