#include "formats/genius_profile.hpp"

#include <fmt/format.h>

namespace parley::formats {
namespace {

bool alone(const ProfileInput& in, const std::vector<pugi::xml_node>& elements) {
  if (elements.size() > 1)
    in.file.error(ErrorCode::kSchema, fmt::format("a second <{}>", elements[1].name()), elements[1]);
  return elements.size() == 1;
}

}  // namespace

void read_genius_profile(const ProfileInput& in) {
  Party& party = in.import.party(in.file.document(), in.from);
  const pugi::xml_node root = in.file.root();
  const GeniusElements elements = genius_elements(in.file, root);
  const bool raw = in.reading == Reading::kRaw;
  Rational reserved_unit = 1;
  bool capped = !raw;
  if (attribute(root, "type") == "nonlinear" || !elements.utilities.empty()) {
    if (alone(in, elements.utilities)) {
      const auto largest = read_genius_boxes(in, elements.utilities[0], party);
      if (largest && raw) reserved_unit = *largest;
    } else if (elements.utilities.empty()) {
      in.file.error(ErrorCode::kSchema, "<utility_space> is nonlinear and has no <utility>", root);
    }
  } else {
    capped = read_genius_terms(in, elements, party) > 1 && capped;
  }
  if (capped) party.cap = in.number(1, root);
  Rational reserved = 0;
  if (alone(in, elements.reservations)) reserved = in.file.needed_number(elements.reservations[0], "value").value_or(0);
  party.reservation =
      in.number(reserved * reserved_unit, elements.reservations.empty() ? root : elements.reservations[0]);
  if (alone(in, elements.discounts)) {
    const auto discount = in.file.needed_number(elements.discounts[0], "value");
    if (discount && *discount > 0 && *discount <= 1) party.discount = in.number(*discount, elements.discounts[0]);
  }
}

}  // namespace parley::formats
