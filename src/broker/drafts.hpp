// Drafts of the single text as the contract names and shows them.
#pragma once

#include <memory>
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
// With what its wording changes where that is kept already.
Json comment_json(const talks::Hall& hall, const talks::SingleText::Comment& comment);

// A wording that was proposed and has not been compared with its draft yet; the comparison is made beside the lock.
struct Proposal {
  std::string room, comment;
  text::Wording before, after;
};
std::vector<Proposal> uncompared(const Call& call);
std::shared_ptr<const talks::SingleText::Change> compared(const Proposal& proposal);
void keep(const Call& call, const Proposal& proposal, std::shared_ptr<const talks::SingleText::Change> change);

}  // namespace parley::broker
