#include "case/model.hpp"

namespace parley {

Integer Issue::count() const {
  switch (kind) {
    case IssueKind::kChoice: return Integer(static_cast<unsigned long>(options.size()));
    case IssueKind::kAmount: return Rational((to - from) / step).get_num() + 1;
    case IssueKind::kDivisible: return 0;
  }
  return 0;
}

std::string Issue::option_id(OptionIndex k) const {
  return kind == IssueKind::kChoice ? options.at(k).id : to_text(amount(k));
}

std::string Issue::option_title(OptionIndex k) const {
  if (kind == IssueKind::kAmount) return unit.empty() ? to_text(amount(k)) : to_text(amount(k)) + " " + unit;
  const Option& option = options.at(k);
  return option.title.empty() ? option.id : option.title;
}

Condition everybody(const Case& c) {
  Condition all;
  all.kind = Condition::Kind::kAnd;
  for (PartyIndex i = 0; i < c.parties.size(); ++i) {
    const Party& party = c.parties[i];
    if (party.role == Role::kObserver || (!party.scored() && party.red_lines.empty())) continue;
    Condition atom;
    atom.kind = Condition::Kind::kParty;
    atom.party = i;
    all.children.push_back(std::move(atom));
  }
  return all;
}

Condition decision_of(const Case& c) { return c.decision ? *c.decision : everybody(c); }

}  // namespace parley
