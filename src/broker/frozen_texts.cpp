#include "broker/frozen_texts.hpp"

#include <algorithm>

namespace parley::broker {

bool reads_in(const talks::Hall& hall, const std::string& party) {
  switch (hall.audience.kind) {
    case talks::AudienceKind::kCaucus: return hall.audience.of == party;
    case talks::AudienceKind::kPlenary: return true;
    case talks::AudienceKind::kGroup:
      return hall.opening.group && std::ranges::count(hall.opening.group->parties, party) > 0;
    default: return false;
  }
}

const talks::SingleText::Shared* frozen_text(const talks::View& view, const std::string& party,
                                             const std::string& sha256) {
  for (const auto* hall : view.halls()) {
    if (!reads_in(*hall, party)) continue;
    if (const auto* text = hall->single_text.frozen(sha256)) return text;
  }
  return nullptr;
}

}  // namespace parley::broker
