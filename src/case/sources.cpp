#include "case/sources.hpp"

#include <utility>

namespace parley {
namespace {

template <class Each>
void visit(Number& number, Each each) {
  each(number.from);
}
template <class Each>
void visit(BoxGroup& group, Each each) {
  visit(group.weight, each);
  for (auto& box : group.boxes) visit(box.value, each);
  for (auto& inner : group.groups) visit(inner, each);
}
template <class Each>
void visit(TableTerm& term, Each each) {
  visit(term.weight, each);
  for (auto& value : term.values) visit(value, each);
}
template <class Each>
void visit(LinearTerm& term, Each each) {
  for (auto* number : {&term.weight, &term.base, &term.per_unit}) visit(*number, each);
}
template <class Each>
void visit(GroupTerm& term, Each each) {
  visit(term.weight, each);
  for (auto& entry : term.entries) visit(entry.value, each);
}
template <class Each>
void visit(ShareTerm& term, Each each) {
  visit(term.points, each);
}

template <class Each>
void visit(Party& party, Each each) {
  each(party.provenance);
  for (auto& term : party.terms) std::visit([&](auto& one) { visit(one, each); }, term);
  for (auto* number : {&party.cap, &party.reservation, &party.discount})
    if (*number) visit(**number, each);
  for (auto& line : party.red_lines) each(line.from);
}

template <class Each>
void visit(Case& subject, Each each) {
  for (auto& party : subject.parties) visit(party, each);
}

}  // namespace

void forget_preferences(Party& party) {
  party.terms.clear();
  party.cap.reset();
  party.red_lines.clear();
  party.reservation.reset();
  party.discount.reset();
  party.provenance = {};
}

void forget_sources(Case& subject) {
  for (auto& issue : subject.issues) issue.provenance = {};
  for (auto& rule : subject.rules) rule.from = {};

  std::vector<bool> named(subject.sources.size(), false);
  visit(subject, [&](const Provenance& from) {
    if (from.source) named.at(*from.source) = true;
  });
  std::vector<std::uint32_t> number(named.size());
  std::vector<Source> kept;
  for (std::size_t i = 0; i < named.size(); ++i)
    if (named[i]) {
      number[i] = static_cast<std::uint32_t>(kept.size());
      kept.push_back(std::move(subject.sources[i]));
    }
  subject.sources = std::move(kept);
  visit(subject, [&](Provenance& from) {
    if (from.source) from.source = number[*from.source];
  });
}

}  // namespace parley
