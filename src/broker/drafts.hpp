// Drafts of the single text as the contract names and shows them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "broker/call.hpp"
#include "text/compare.hpp"

namespace parley::broker {

// A draft that the viewer may read: one that was shared with an audience of the viewer's, or for the mediator team any
// draft of the table by its number.
struct FoundDraft {
  text::Draft draft;
  std::string label;
  Time time;
  std::string bytes, sha256;            // of a frozen text; else empty
  std::optional<std::uint32_t> number;  // at the table
  const talks::Hall* hall = nullptr;    // where it was shared; none for one of the table
};
std::optional<FoundDraft> find_draft(const Call& call, const std::string& name);

std::string sha256_hex(std::string_view bytes);

Json draft_json(const text::Draft& draft);
Json runs_json(const std::vector<text::Run>& runs);
Json comparison_json(const text::Draft& older, const text::Draft& draft);
Json comment_json(const Call& call, const talks::Hall& hall, const talks::SingleText::Comment& comment);

}  // namespace parley::broker
