// What NegMAS YAML cannot say of a case, and the names under which its parties and issues can be written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "case/model.hpp"

namespace parley::formats {

// Ids as they stand; a party whose id cannot be the name of a file gets one made of it.
struct NegmasNames {
  std::string domain;                // stem of the domain's file
  std::vector<std::string> parties;  // stems of the parties' files, one per party of the case
  std::vector<std::string> issues;   // one per issue
};
NegmasNames negmas_names(const Case& c);

// weight * the sum of boxes without bounds: a number that does not depend on the package. Empty for other groups.
std::optional<Rational> constant_of(const BoxGroup& group);

// Has a finite decimal form.
bool is_decimal(const Rational& value);

// An amount in steps of 1 from a whole number.
bool is_contiguous(const Issue& issue);

// Everything that would be lost, one error of code kUnsupported each.
Errors negmas_losses(const Case& c, const NegmasNames& names);

}  // namespace parley::formats
