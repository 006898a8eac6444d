// The issues of a GENIUS domain, and the elements that a domain and a profile have in common.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "formats/genius.hpp"
#include "formats/xml_file.hpp"

namespace parley::formats {

enum class GeniusKind { kDiscrete, kInteger, kReal, kUnknown };

// What an <issue> says that it is: its etype, vtype or type; without any, discrete if it has items.
GeniusKind genius_kind(pugi::xml_node issue);

struct GeniusIssue {
  std::string name;
  GeniusKind kind = GeniusKind::kDiscrete;
  std::unordered_map<std::string_view, OptionIndex> options;  // discrete; views into the domain's XML
  Rational lower, upper;                                      // integer and real
};

struct GeniusDomain {
  std::vector<GeniusIssue> issues;       // as in the case
  std::map<Integer, IssueIndex> by_index;  // the `index` attribute is how profiles name an issue
};

// The elements of a utility space, however deep in objectives they lie.
struct GeniusElements {
  std::vector<pugi::xml_node> issues, weights, utilities, discounts, reservations;
};
GeniusElements genius_elements(XmlFile& file, pugi::xml_node utility_space);

// Bounds as attributes of the issue or of a <range> in it.
struct GeniusBounds {
  std::optional<Rational> lower, upper;
};
GeniusBounds genius_bounds(XmlFile& file, pugi::xml_node issue);

GeniusDomain read_genius_domain(XmlFile& file, const ImportOptions& options, Provenance from, Import& import);

}  // namespace parley::formats
