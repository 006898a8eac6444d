#include "talks/audience.hpp"

#include <array>
#include <stdexcept>
#include <utility>

namespace parley::talks {
namespace {

struct Kind {
  AudienceKind kind;
  std::string_view name;
  bool has_of;
};

constexpr std::array<Kind, 8> kKinds{{{AudienceKind::kRoom, "room", true},
                                      {AudienceKind::kCaucus, "caucus", true},
                                      {AudienceKind::kDesk, "desk", true},
                                      {AudienceKind::kTable, "table", false},
                                      {AudienceKind::kGroup, "group", true},
                                      {AudienceKind::kPlenary, "plenary", false},
                                      {AudienceKind::kPublic, "public", false},
                                      {AudienceKind::kAccount, "account", true}}};

}  // namespace

std::string_view name_of(AudienceKind kind) {
  for (const auto& k : kKinds)
    if (k.kind == kind) return k.name;
  throw std::logic_error("an audience of no kind");
}

std::string to_text(const Audience& audience) {
  std::string text{name_of(audience.kind)};
  if (!audience.of.empty()) text.append(":").append(audience.of);
  return text;
}

std::optional<Audience> parse_audience(std::string_view text) {
  for (const auto& k : kKinds) {
    if (!k.has_of && text == k.name) return Audience{k.kind, {}};
    if (k.has_of && text.size() > k.name.size() + 1 && text.starts_with(k.name) && text[k.name.size()] == ':')
      return Audience{k.kind, std::string(text.substr(k.name.size() + 1))};
  }
  return std::nullopt;
}

}  // namespace parley::talks
