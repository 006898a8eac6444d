// Release: the one place where something confidential becomes visible to somebody else.
//
// Everything here is listed in docs/declassification.md, and the two-world tests read that list. Two kinds:
//   may_release   whether the mediator may use an item elsewhere, and in which words
//   due           what the server itself makes known once its condition holds, whoever asks
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "talks/hall.hpp"
#include "talks/view.hpp"

namespace parley::talks {

struct Addressed {
  Audience audience;
  EventBody body;
};

struct ReleaseRequest {
  ReleaseHow how = ReleaseHow::kConveyed;
  std::vector<Audience> to;
  std::string words;    // unattributed: the mediator's own; spoken: what was said
  std::string consent;  // consented: its id
};

// The item that arrives in each of `to`, and Released in the caucus; ids are filled in by the caller through `id`.
// Errors     kValue: wider than the tag, expired, other recipients, or the original words passed off as the mediator's
Result<std::vector<Addressed>> release(const Hall& caucus, const Item& item, const ReleaseRequest& request, Time now,
                                       const std::function<std::string(const Audience&)>& new_id);

// The same for an entry of the record: a new entry in each of `to`, in the wording of this moment and without what it was
// amended from, and EntryReleased in its own room. `author` is whose words an unattributed release is.
// Errors     kValue: wider than the tag, or the original words passed off as the mediator's
Result<std::vector<Addressed>> release(const Hall& from, const Entry& entry, const ReleaseRequest& request,
                                       const Author& author, const std::function<std::string(const Audience&)>& new_id);

// Deterministic in the halls and the time alone.
std::vector<Addressed> due(const Halls& halls);

}  // namespace parley::talks
