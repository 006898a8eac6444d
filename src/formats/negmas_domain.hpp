// The issues of a NegMAS domain file, with the keys by which party files name their options.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "case/yaml_tree.hpp"
#include "formats/import.hpp"

namespace parley::formats {

struct NegmasIssue {
  std::unordered_map<std::string, OptionIndex> options;  // CategoricalIssue: by python_scalar(...).key
  std::vector<Rational> numbers;                         // CategoricalIssue whose options are all numbers
  bool amount = false;  // ContiguousIssue; the issue of the case says from where to where
};

// Adds the issues of the domain to the import; one entry per issue that could be read.
std::vector<NegmasIssue> read_negmas_issues(const Document& document, const yaml::Node& domain, Provenance from,
                                            Import& import);

inline Where at(const Document& document, const yaml::Node& node) { return {document.name, node.line, node.column}; }

// The scalar under `key`, or empty.
std::string_view text_under(const yaml::Node& map, std::string_view key);

}  // namespace parley::formats
