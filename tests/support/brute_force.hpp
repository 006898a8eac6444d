// The definitions of docs/glossary.md, written out: the reference that engines are compared with.
//
// Computes   everything by visiting every package, straight from the case with fractions; shares no code with the engines
// Input      a case without divisible issues, with few packages (a few thousand at most)
// Cost       packages times the size of the case, and packages squared for the frontier
#pragma once

#include <map>
#include <vector>

#include "case/model.hpp"

namespace parley::support {

using Choice = std::vector<OptionIndex>;  // one option per issue

std::vector<Choice> every_package(const Case& c);  // in case order, the last issue fastest

Rational score_of(const Case& c, const Party& party, const Choice& package);
bool satisfies(const Case& c, const Condition& condition, const Choice& package);
bool feasible(const Case& c, const Choice& package);
bool accepts(const Case& c, const Party& party, const Choice& package);
bool decides(const Condition& decision, const std::vector<bool>& accepted);
bool in_zone(const Case& c, const Choice& package);

std::vector<Choice> feasible_packages(const Case& c);
std::vector<Choice> zone_packages(const Case& c);

std::vector<PartyIndex> objective_parties(const Case& c);  // scored, observers aside
std::vector<Rational> scores_of(const Case& c, const Choice& package);  // of the objective parties, in case order

// Efficient score vectors among `packages`, with all packages of each in case order.
std::map<std::vector<Rational>, std::vector<Choice>> frontier(const Case& c, const std::vector<Choice>& packages);

// True if a is at least b everywhere and larger somewhere.
bool dominates(const std::vector<Rational>& a, const std::vector<Rational>& b);

}  // namespace parley::support
