#include "broker/pages.hpp"

#include <array>
#include <cstdint>

#include "base/embedded.hpp"

extern "C" {
extern const parley::EmbeddedFile kWorkbench[];
extern const std::uint64_t kWorkbenchCount;
}

namespace parley::broker {
namespace {

constexpr std::array<std::pair<std::string_view, const char*>, 6> kTypes{{{".html", "text/html; charset=utf-8"},
                                                                          {".js", "text/javascript; charset=utf-8"},
                                                                          {".css", "text/css; charset=utf-8"},
                                                                          {".svg", "image/svg+xml"},
                                                                          {".woff2", "font/woff2"},
                                                                          {".png", "image/png"}}};

const EmbeddedFile* find(std::string_view name) {
  for (std::uint64_t i = 0; i < kWorkbenchCount; ++i)
    if (name == kWorkbench[i].name) return &kWorkbench[i];
  return nullptr;
}

const char* type_of(std::string_view name) {
  for (const auto& [ending, type] : kTypes)
    if (name.ends_with(ending)) return type;
  return "application/octet-stream";
}

Response plain(int status, std::string text) {
  return {
      status, {{"content-type", "text/plain; charset=utf-8"}, {"cache-control", "no-store"}}, std::move(text), nullptr};
}

}  // namespace

Response page_for(std::string_view path) {
  // Two views end in the id of a room or of a party, which may hold a dot.
  const bool by_id = path.starts_with("/rooms/") || path.starts_with("/estimates/");
  const auto name = path.substr(path.rfind('/') + 1);
  const bool named = !by_id && name.find('.') != std::string_view::npos;
  const auto* file = named ? find(name) : nullptr;
  if (named && file == nullptr) return plain(404, "There is no such page here.\n");
  if (file == nullptr) file = find("index.html");
  if (file == nullptr) file = find("workbench.html");
  if (file == nullptr) return plain(503, "This build of Parley has no workbench; `make build` makes it.\n");
  const std::string_view found = file->name;
  const bool hashed = !found.ends_with(".html");
  return {200,
          {{"content-type", type_of(found)},
           {"cache-control", hashed ? "public, max-age=31536000, immutable" : "no-store"}},
          std::string(file->bytes()),
          nullptr};
}

void add_safe_headers(Response& response, bool tls) {
  auto& h = response.headers;
  h.emplace_back("content-security-policy",
                 "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                 "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  h.emplace_back("x-content-type-options", "nosniff");
  h.emplace_back("referrer-policy", "no-referrer");
  h.emplace_back("x-frame-options", "DENY");
  h.emplace_back("cross-origin-opener-policy", "same-origin");
  h.emplace_back("cross-origin-resource-policy", "same-origin");
  h.emplace_back("permissions-policy", "camera=(), microphone=(), geolocation=()");
  if (tls) h.emplace_back("strict-transport-security", "max-age=31536000");
}

}  // namespace parley::broker
