// A YAML scalar as Python's YAML reader sees it: NegMAS compares options as Python values.
//
// Computes   whether the scalar is a number, a truth value, nothing or text (YAML 1.1 rules as PyYAML applies them), a
//            key that is equal for two scalars exactly when Python calls them equal (1 == 1.0 == True, but 1 != "1"),
//            and a readable form
// Deviates   numbers to base 60 ("12:30") and dates stay text: they differ from it only if one value is written in two
//            ways
#pragma once

#include <optional>
#include <string>

#include "base/number.hpp"
#include "case/yaml_tree.hpp"

namespace parley::formats {

struct PythonScalar {
  std::string key;
  std::string shown;
  std::optional<Rational> number;  // of numbers, not of truth values
};

PythonScalar python_scalar(const yaml::Node& node);

}  // namespace parley::formats
