// The scores of one party of a GENIUS domain.
#pragma once

#include "formats/genius_domain.hpp"

namespace parley::formats {

struct ProfileInput {
  XmlFile& file;
  const GeniusDomain& domain;
  Reading reading;
  Provenance from;
  Import& import;

  Number number(Rational value, pugi::xml_node node) const {
    return formats::number(std::move(value), from, file.at(node));
  }
};

// A new party with scores, cap, reservation value and discount.
void read_genius_profile(const ProfileInput& in);

// Additive: one term for each issue (genius_terms.cpp). Returns the largest sum that the terms can reach.
Rational read_genius_terms(const ProfileInput& in, const GeniusElements& elements, Party& party);

// Nonlinear: one box group for each utility function (genius_boxes.cpp). Returns maxutility, if it is usable.
std::optional<Rational> read_genius_boxes(const ProfileInput& in, pugi::xml_node utility, Party& party);

}  // namespace parley::formats
