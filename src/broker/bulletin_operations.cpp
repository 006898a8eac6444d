// The public bulletin: what the lead posts to the public and what was released to it, as a page and as a feed.
//
// Nobody's name is published: words stand under an organisation's name, or as the mediator's. The public chain does not
// know who is at the table; an organisation is named by what it publishes (published_as, rooms.hpp).
#include <fmt/format.h>

#include <algorithm>

#include "broker/atom.hpp"
#include "broker/operations.hpp"
#include "broker/rooms.hpp"

namespace parley::broker {
namespace {

constexpr std::size_t kLatest = 6;

struct Published {
  std::string id, kind, words, organisation;
  Time time, updated;
  std::string says, source, date;
  std::vector<talks::Entry::Version> versions;  // all wordings, of a claim or incident
  std::optional<talks::File> file;
};

// Of the mediator's own words the author is a person, who is not named.
std::string organisation_of(const talks::Author& author) {
  return author.organisation.empty() ? std::string() : author.name;
}

std::string words_of(const talks::ItemPosted& item) {
  std::string words = item.text;
  if (item.file) words += (words.empty() ? "" : "\n") + std::string("Document: ") + item.file->name;
  return words;
}

// The newest first; of one second, the later in the chain first.
std::vector<Published> published(const talks::View& view) {
  const auto& hall = view.get(talks::kEverybody);
  std::vector<Published> list;
  for (const auto& item : hall.items.list)
    list.push_back({item.posted.item,
                    "statement",
                    words_of(item.posted),
                    organisation_of(item.posted.author),
                    item.time,
                    item.time,
                    "",
                    "",
                    "",
                    {},
                    item.posted.file});
  for (const auto& entry : hall.record.list) {
    const auto& now = entry.wording();
    list.push_back({entry.made.entry, std::string(name_of(entry.made.kind)), now.words,
                    organisation_of(entry.made.author), entry.versions.front().time, entry.versions.back().time,
                    now.says, now.source, now.date, entry.versions, std::nullopt});
  }
  std::ranges::reverse(list);
  std::ranges::stable_sort(list, [](const Published& a, const Published& b) { return a.time > b.time; });
  return list;
}

Json to_json(const Published& p) {
  auto earlier = Json::array();
  for (std::size_t i = 0; i + 1 < p.versions.size(); ++i)
    earlier.push_back({{"words", p.versions[i].wording.words}, {"until", p.versions[i + 1].time}});
  auto file = Json(nullptr);
  if (p.file) file = {{"name", p.file->name}, {"size", p.file->size}, {"sha256", p.file->sha256}};
  return {{"id", p.id},       {"kind", p.kind},
          {"words", p.words}, {"organisation", p.organisation},
          {"time", p.time},   {"updated", p.updated},
          {"says", p.says},   {"source", p.source},
          {"date", p.date},   {"earlier", std::move(earlier)},
          {"file", file}};
}

// A claim is never published without who makes it and on what ground.
std::string text_of(const Published& p) {
  std::string text = p.words;
  if (!p.says.empty()) text += "\n\nSays so: " + p.says;
  if (!p.source.empty()) text += "\nSource: " + p.source;
  if (!p.date.empty()) text += "\nDate: " + p.date;
  for (std::size_t i = 0; i + 1 < p.versions.size(); ++i)
    text += "\n\nUntil " + to_text(p.versions[i + 1].time) + " this read: " + p.versions[i].wording.words;
  return text;
}

std::string title_of(const Published& p) {
  const std::string lead = p.kind == "claim" ? "Claim: " : p.kind == "incident" ? "Incident: " : "";
  return lead + first_words(p.words);
}

}  // namespace

Outcome get_bulletin(Call& call) {
  auto latest = Json::array(), older = Json::array();
  for (const auto& one : published(call.view)) (latest.size() < kLatest ? latest : older).push_back(to_json(one));
  return Json{{"latest", std::move(latest)}, {"older", std::move(older)}};
}

Outcome get_bulletin_feed(Call& call) {
  const auto list = published(call.view);
  // Named by the oldest statement, which stays the oldest.
  AtomFeed feed{derived_urn("public bulletin", list.empty() ? "" : list.back().id),
                "Public bulletin",
                "/bulletin.atom",
                "/bulletin",
                {}};
  for (const auto& one : list)
    feed.entries.push_back({uuid_urn(one.id), title_of(one),
                            one.organisation.empty() ? std::string("The mediator") : one.organisation, text_of(one),
                            one.time, one.updated});
  return Answer{.download = Download{"application/atom+xml; charset=utf-8", "bulletin.atom", to_atom(feed), true}};
}

Outcome get_bulletin_file(Call& call) {
  const auto* item = call.view.get(talks::kEverybody).items.find(call.parameter("item"));
  if (item == nullptr || !item->posted.file) return not_found();
  return file_download(*item->posted.file);
}

}  // namespace parley::broker
