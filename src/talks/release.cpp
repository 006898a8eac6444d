#include "talks/release.hpp"

#include <algorithm>

#include "talks/own_words.hpp"

namespace parley::talks {
namespace {

Error refusal(std::string message, std::string hint) {
  return {ErrorCode::kValue, std::move(message), std::move(hint), {}};
}

// The least tag that allows an item to go to an audience as it is.
Tag needed(const Audience& to) { return to.kind == AudienceKind::kPublic ? Tag::kPublic : Tag::kConveyed; }

Result<ItemPosted> conveyed(const Item& item, const Audience& to) {
  if (item.posted.tag < needed(to))
    return std::unexpected(refusal("the tag does not allow this item to go to " + to_text(to) + " as it is",
                                   "ask its author for a wider tag or for consent to exact words"));
  auto copy = item.posted;
  copy.origin = Origin::kConveyed;
  return copy;
}

Result<ItemPosted> unattributed(const Item& item, const std::string& words) {
  if (item.posted.tag < Tag::kUnattributed)
    return std::unexpected(refusal("the tag keeps this item with the mediator", "ask its author for a wider tag"));
  if (words.empty())
    return std::unexpected(refusal("an unattributed release needs the mediator's own words", "write them"));
  if (repeats(words, item.posted.text))
    return std::unexpected(refusal("these words repeat the author's original words",
                                   "an unattributed release is a new text of the mediator's"));
  ItemPosted text;
  text.text = words;
  text.origin = Origin::kUnattributed;
  return text;
}

Result<ItemPosted> consented(const Item& item, const ReleaseRequest& request, const Audience& to, Time now) {
  for (const auto& consent : item.consents) {
    if (consent.event.consent != request.consent) continue;
    if (consent.event.expires <= now) return std::unexpected(refusal("the consent has expired", "ask for a new one"));
    if (std::ranges::count(consent.event.recipients, to_text(to)) == 0)
      return std::unexpected(
          refusal("the consent does not name " + to_text(to), "release to the recipients that it names"));
    ItemPosted text;
    text.text = consent.event.words;
    text.origin = Origin::kConsented;
    text.author = item.posted.author;
    return text;
  }
  return std::unexpected(refusal("there is no such consent to this item", "ask its author for consent"));
}

// Whether a consent in force lets these very words be said to them.
bool agreed_to(const Item& item, const std::string& words, const Audience& to, Time now) {
  return std::ranges::any_of(item.consents, [&](const auto& consent) {
    const auto& given = consent.event;
    return given.words == words && now < given.expires && std::ranges::count(given.recipients, to_text(to)) > 0;
  });
}

}  // namespace

Result<std::vector<Addressed>> release(const Hall& caucus, const Item& item, const ReleaseRequest& request, Time now,
                                       const std::function<std::string(const Audience&)>& new_id) {
  std::vector<Addressed> events;
  Released log{item.posted.item, request.how, request.words, {}};
  for (const auto& to : request.to) {
    log.to.push_back(to_text(to));
    if (to == caucus.audience)
      return std::unexpected(refusal("the item is already in that room", "choose another room"));
    Result<ItemPosted> arriving = ItemPosted{};
    switch (request.how) {
      case ReleaseHow::kConveyed: arriving = conveyed(item, to); break;
      case ReleaseHow::kUnattributed: arriving = unattributed(item, request.words); break;
      case ReleaseHow::kConsented: arriving = consented(item, request, to, now); break;
      case ReleaseHow::kSpoken: {
        if (item.posted.tag < Tag::kUnattributed && !agreed_to(item, request.words, to, now))
          return std::unexpected(refusal("the tag keeps this item with the mediator",
                                         "ask its author for a wider tag or for consent to exact words"));
        if (request.words.empty())
          return std::unexpected(refusal("what was said must be logged in words", "write the words that were spoken"));
        continue;  // nothing arrives: the words were spoken
      }
    }
    if (!arriving) return std::unexpected(arriving.error());
    arriving->answers.clear();
    arriving->tag = Tag::kConveyed;
    if (request.how == ReleaseHow::kConsented) log.words = arriving->text;
    events.push_back({to, std::move(*arriving)});
  }
  // Once nothing can be refused any more: what is refused draws nothing from the stream of a room that never hears of it.
  for (auto& [to, item] : events) std::get<ItemPosted>(item).item = new_id(to);
  events.push_back({caucus.audience, std::move(log)});
  return events;
}

namespace {

Result<EntryMade> arriving_entry(const Entry& entry, const ReleaseRequest& request, const Audience& to,
                                 const Author& author) {
  auto copy = entry.made;
  copy.tag = Tag::kConveyed;
  copy.wording = entry.wording();
  if (request.how == ReleaseHow::kConveyed) {
    if (entry.made.tag < needed(to))
      return std::unexpected(refusal("the tag does not allow this entry to go to " + to_text(to) + " as it is",
                                     "ask its author for a wider tag"));
    copy.origin = Origin::kConveyed;
    return copy;
  }
  if (request.how != ReleaseHow::kUnattributed)
    return std::unexpected(refusal("an entry is released as it is, or in the mediator's own words", ""));
  if (entry.made.tag < Tag::kUnattributed)
    return std::unexpected(refusal("the tag keeps this entry with the mediator", "ask its author for a wider tag"));
  if (request.words.empty())
    return std::unexpected(refusal("an unattributed release needs the mediator's own words", "write them"));
  for (const auto& version : entry.versions)
    if (repeats(request.words, version.wording.words))
      return std::unexpected(refusal("these words repeat the author's original words",
                                     "an unattributed release is a new text of the mediator's"));
  // Source, date and who says so would name the author as surely as its words.
  copy.wording = {request.words, "", "", ""};
  copy.origin = Origin::kUnattributed;
  copy.author = author;
  return copy;
}

}  // namespace

Result<std::vector<Addressed>> release(const Hall& from, const Entry& entry, const ReleaseRequest& request,
                                       const Author& author,
                                       const std::function<std::string(const Audience&)>& new_id) {
  std::vector<Addressed> events;
  EntryReleased log{entry.made.entry, request.how, request.words, {}};
  for (const auto& to : request.to) {
    log.to.push_back(to_text(to));
    if (to == from.audience)
      return std::unexpected(refusal("the entry is already in that room", "choose another room"));
    auto arriving = arriving_entry(entry, request, to, author);
    if (!arriving) return std::unexpected(arriving.error());
    if (to.kind == AudienceKind::kPublic) arriving->tag = Tag::kPublic;
    events.push_back({to, std::move(*arriving)});
  }
  for (auto& [to, made] : events) std::get<EntryMade>(made).entry = new_id(to);
  events.push_back({from.audience, std::move(log)});
  return events;
}

namespace {

// A readout is agreed once the caucus of every party that it names holds a confirmation of the same bytes.
void readouts_agreed(const Halls& halls, std::vector<Addressed>& events) {
  for (const auto& [audience, hall] : halls.all()) {
    if (audience.kind != AudienceKind::kCaucus) continue;
    for (const auto& readout : hall->readouts.list) {
      // Asked once for each readout: from the caucus of the party that it names first.
      if (readout.agreed || readout.logged.parties.front() != audience.of) continue;
      const bool all = std::ranges::all_of(readout.logged.parties, [&](const std::string& party) {
        const auto* other = halls.find(caucus_of(party));
        const auto* same = other == nullptr ? nullptr : other->readouts.find(readout.logged.readout);
        return same != nullptr && same->confirmation && same->confirmation->event.words == readout.logged.words;
      });
      if (!all) continue;
      for (const auto& party : readout.logged.parties)
        events.push_back({caucus_of(party), ReadoutAgreed{readout.logged.readout}});
    }
  }
}

}  // namespace

std::vector<Addressed> due(const Halls& halls) {
  std::vector<Addressed> events;
  readouts_agreed(halls, events);
  return events;
}

}  // namespace parley::talks
