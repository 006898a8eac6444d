// Ten planted leaks, each a mistake that the contract of the server invites.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "tests/worlds/leak.hpp"

namespace parley::worlds {
namespace {

using broker::Request;
using broker::Response;

std::string decoded(std::string_view text) {
  const auto digit = [](char c) { return std::string_view("0123456789abcdef").find(static_cast<char>(c | 0x20)); };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size();
    out += escape ? static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  return out;
}

std::vector<std::string> segments(std::string_view path) {
  std::vector<std::string> out;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    out.push_back(decoded(path.substr(0, end)));
    path.remove_prefix(end);
  }
  return out;
}

class Call {
 public:
  explicit Call(const Request& request) : method_(request.method) {
    const std::string_view target = request.target;
    const auto end = std::min(target.find('?'), target.size());
    path_ = segments(target.substr(0, end));
    query_ = target.substr(end);
  }
  bool is(std::string_view method, std::string_view pattern) const {
    const auto wanted = segments(pattern);
    return method_ == method && std::ranges::equal(path_, wanted, [](const auto& part, const auto& want) {
             return want == "*" || part == want;
           });
  }
  const std::string& part(std::size_t place) const { return path_.at(place); }
  bool asks(std::string_view parameter) const { return query_.contains(parameter); }

 private:
  std::string method_, query_;
  std::vector<std::string> path_;
};

std::string_view role_of(std::string_view who) { return who.substr(0, who.find(':')); }

bool mediates(std::string_view who) { return role_of(who) == "lead" || role_of(who) == "mediator"; }

bool negotiates(std::string_view who) { return role_of(who) == "head" || role_of(who) == "delegate"; }

// The party; of the mediator team empty, of a visitor "visitor".
std::string side_of(std::string_view who) {
  if (mediates(who)) return {};
  const auto colon = who.find(':');
  return std::string(colon == who.npos ? who : who.substr(colon + 1));
}

// In doubt yes: what somebody may read leaks nothing to them, and groups and assignments are not looked up.
bool may_read(std::string_view who, std::string_view room) {
  if (room == "plenary" || room == "public") return true;
  if (mediates(who)) return !room.starts_with("room:") && !room.starts_with("account:");
  if (!negotiates(who)) return false;
  return room.starts_with("group:") || room == "room:" + side_of(who) || room == "caucus:" + side_of(who);
}

Json read(std::string_view body) { return Json::parse(body, nullptr, false); }

std::string text_at(const Json& value, const char* key) {
  const bool found = value.is_object() && value.contains(key) && value[key].is_string();
  return found ? value[key].get<std::string>() : std::string();
}

const Json& list_at(const Json& value, const char* key) {
  static const Json kNone = Json::array();
  return value.is_object() && value.contains(key) && value[key].is_array() ? value[key] : kNone;
}

bool lists(const Json& value, const char* key, std::string_view name) {
  return std::ranges::any_of(list_at(value, key), [&](const Json& each) { return each == name; });
}

// The change says whether it changed anything; otherwise the bytes stay as they were.
template <class Change>
void rewrite(Response& response, Change change) {
  Json body = read(response.body);
  if (body.is_object() && change(body)) response.body = body.dump();
}

void set_header(Response& response, const std::string& name, const std::string& value) {
  std::erase_if(response.headers, [&](const auto& header) {
    return std::ranges::equal(header.first, name, [](char a, char b) { return (a | 0x20) == (b | 0x20); });
  });
  response.headers.emplace_back(name, value);
}

// "Send your preferences before they are locked": the date is looked up among all rounds, not among those that ask
// this party.
class DateOfAnyRound : public Leak {
 public:
  void after(const Facts& facts, const Request& request, Response& response) override {
    if (response.status != 200) return;
    const Call call(request);
    if (call.is("POST", "/api/rounds")) {
      rounds_[text_at(read(response.body), "id")] = read(request.body);
    } else if (call.is("DELETE", "/api/rounds/*")) {
      rounds_.erase(call.part(2));
    } else if (call.is("GET", "/api/home") && negotiates(facts.asking)) {
      if (const auto date = earliest(facts)) rewrite(response, [&](Json& body) { return remind(body, *date); });
    }
  }

 private:
  std::optional<Time> earliest(const Facts& facts) const {
    std::optional<Time> out;
    for (const auto& [id, round] : rounds_) {
      const auto until = talks::parse_time(text_at(round, "opt_in_until"));
      if (!until || *until < facts.now || lists(round, "parties", side_of(facts.asking))) continue;
      out = std::min(out.value_or(*until), *until);
    }
    return out;
  }
  static bool remind(Json& body, Time date) {
    bool changed = false;
    if (list_at(body, "waiting").empty()) return false;
    for (Json& each : body["waiting"])
      if (text_at(each, "kind") == "preferences" && each["until"].is_null()) {
        each["until"] = date;
        changed = true;
      }
    return changed;
  }

  std::map<std::string, Json> rounds_;
};

// The comparison of two drafts marks a clause as changed for which other words are proposed, in whichever room.
class ProposedCountsAsChanged : public Leak {
 public:
  void after(const Facts& facts, const Request& request, Response& response) override {
    if (response.status != 200) return;
    const Call call(request);
    if (call.is("POST", "/api/drafts/*/comments")) {
      const Json comment = read(request.body);
      if (comment.contains("wording") && comment["wording"].is_object())
        proposed_.emplace(text_at(comment, "clause"), text_at(comment, "room"));
    } else if (call.is("GET", "/api/drafts/*/since/*")) {
      rewrite(response, [&](Json& body) { return mark(body, facts.asking); });
    }
  }

 private:
  bool mark(Json& body, std::string_view reader) const {
    bool changed = false;
    if (list_at(body, "entries").empty()) return false;
    for (Json& entry : body["entries"])
      if (entry["changed"] == false && proposed_elsewhere(text_at(entry, "clause"), reader)) {
        entry["changed"] = true;
        changed = true;
      }
    return changed;
  }
  bool proposed_elsewhere(const std::string& clause, std::string_view reader) const {
    return std::ranges::any_of(
        proposed_, [&](const auto& each) { return each.first == clause && !may_read(reader, each.second); });
  }

  std::set<std::pair<std::string, std::string>> proposed_;  // clause, room
};

// When somebody's rights change, the streams of everybody are ended so that they are asked for their rights again.
class RightsEndEveryStream : public Leak {
 public:
  void before(const Facts& facts, Request& request) override {
    const Call call(request);
    changing_.reset();
    if (std::ranges::any_of(kRights, [&](const auto& each) { return call.is(each.first, each.second); }))
      changing_ = side_of(facts.asking);
  }
  void after(const Facts& facts, const Request&, Response& response) override {
    changing_.reset();
    if (response.feed) owners_[response.feed] = side_of(facts.asking);
  }
  void pushed(const Facts&, const std::vector<std::shared_ptr<broker::Feed>>& feeds) override {
    if (!changing_) return;
    for (const auto& feed : feeds) {
      const auto owner = owners_.find(feed);
      if (owner != owners_.end() && owner->second != *changing_) feed->close();
    }
  }

 private:
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kRights{{
      {"PUT", "/api/members/*/mandates"},
      {"PUT", "/api/members/*/caucuses"},
      {"PUT", "/api/account/password"},
      {"PUT", "/api/account/totp"},
      {"DELETE", "/api/sessions/*"},
      {"POST", "/api/withdrawal"},
  }};
  std::optional<std::string> changing_;
  std::map<std::weak_ptr<broker::Feed>, std::string, std::owner_less<>> owners_;
};

// A checkpoint takes the newest chains of the log first and asks only then which of them its viewer reads.
class NewestChainsOnly : public Leak {
 public:
  std::vector<std::string> checkpoint(const Facts& facts, std::vector<std::string> audiences) override {
    std::set<std::string> others, seen, late;
    for (auto each = facts.written.rbegin(); each != facts.written.rend(); ++each) {
      if (std::ranges::count(audiences, each->audience) == 0) {
        if (each->by != facts.asking) others.insert(each->audience);
      } else if (seen.insert(each->audience).second && others.size() >= kChains) {
        late.insert(each->audience);
      }
    }
    std::erase_if(audiences, [&](const std::string& name) { return late.contains(name); });
    return audiences;
  }

 private:
  static constexpr std::size_t kChains = 4;
};

// The hint of a mistake in preferences lists the names of red lines in use; the index of names has no rooms.
class NamesInUse : public Leak {
 public:
  void after(const Facts& facts, const Request& request, Response& response) override {
    const Call call(request);
    if (response.status == 200) {
      const bool own = call.is("PUT", "/api/preferences");
      if (own) keep(request, "room:" + side_of(facts.asking));
      if (call.is("PUT", "/api/estimates/*")) keep(request, "desk:" + call.part(2));
    } else if (mistaken(response.status) && takes_answers(call)) {
      rewrite(response, [&](Json& body) { return list(body, facts.asking); });
    }
  }

 private:
  static bool mistaken(int status) {
    return status >= 400 && status < 500 && std::ranges::count(std::array{401, 403, 404, 409, 429}, status) == 0;
  }
  static bool takes_answers(const Call& call) {
    return call.is("PUT", "/api/preferences") || call.is("POST", "/api/preferences/*") ||
           call.is("PUT", "/api/estimates/*");
  }
  void keep(const Request& request, const std::string& room) {
    const Json body = read(request.body);
    if (!body.is_object() || !body.contains("answers")) return;
    for (const Json& line : list_at(body["answers"], "red_lines")) names_.emplace(text_at(line, "id"), room);
  }
  bool list(Json& body, std::string_view reader) const {
    std::string names;
    for (const auto& [name, room] : names_)
      if (!may_read(reader, room)) names += (names.empty() ? "" : ", ") + name;
    if (names.empty() || list_at(body, "errors").empty()) return false;
    Json& hint = body["errors"][0]["hint"];
    hint = text_at(body["errors"][0], "hint") + " Red lines in use: " + names + ".";
    return true;
  }

  std::set<std::pair<std::string, std::string>> names_;  // red line, room
};

// Once somebody has said no a round can only fail, so the preferences of all who were asked are unlocked at once.
class RefusalUnlocks : public Leak {
 public:
  void after(const Facts& facts, const Request& request, Response& response) override {
    if (response.status != 200) return;
    const Call call(request);
    if (call.is("PUT", "/api/rounds/*/answer")) {
      refused_.erase(side_of(facts.asking));
      if (text_at(read(request.body), "answer") == "reject") refused_[side_of(facts.asking)] = facts.written.size();
    } else if (call.is("GET", "/api/preferences") && refused_by_another(facts)) {
      rewrite(response, [](Json& body) { return std::exchange(body["locked"], Json(false)) == true; });
    }
  }

 private:
  bool refused_by_another(const Facts& facts) const {
    return std::ranges::any_of(refused_, [&](const auto& each) {
      return each.first != side_of(facts.asking) && !ended_since(facts, each.second);
    });
  }
  static bool ended_since(const Facts& facts, std::size_t place) {
    return std::any_of(facts.written.begin() + static_cast<std::ptrdiff_t>(place), facts.written.end(),
                       [](const Written& each) { return each.kind == "round.ended"; });
  }

  std::map<std::string, std::size_t> refused_;  // by party: how long the log was
};

// Calendars are to be fetched more often while a round is under way, whoever is asked in it.
class CalendarInAHurry : public Leak {
 public:
  void after(const Facts& facts, const Request& request, Response& response) override {
    if (response.status != 200 || !Call(request).is("GET", "/api/commitments/calendar.ics")) return;
    const auto first_line = response.body.find('\n');
    if (first_line == std::string::npos || mediates(facts.asking) || !only_elsewhere(facts)) return;
    response.body.insert(first_line + 1, "REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n");
  }

 private:
  static bool only_elsewhere(const Facts& facts) {
    std::map<std::string, int> open;
    for (const auto& each : facts.written) {
      if (!each.audience.starts_with("caucus:")) continue;
      if (each.kind == "round.opened") ++open[each.audience];
      if (each.kind == "round.ended") --open[each.audience];
    }
    std::erase_if(open, [](const auto& each) { return each.second <= 0; });
    const bool known = std::ranges::any_of(open, [&](const auto& each) { return may_read(facts.asking, each.first); });
    return !known && !open.empty();
  }
};

// The feed may be cached for less long while something that its party calls public waits for its release.
class FeedExpectsNews : public Leak {
 public:
  void after(const Facts& facts, const Request& request, Response& response) override {
    if (response.status != 200) return;
    const Call call(request);
    note(call, request, response, facts.asking);
    const bool expected =
        std::ranges::any_of(waiting_, [&](const auto& each) { return each.second != side_of(facts.asking); });
    if (call.is("GET", "/bulletin.atom") && !mediates(facts.asking) && expected)
      set_header(response, "cache-control", "public, max-age=30");
  }

 private:
  void note(const Call& call, const Request& request, const Response& response, std::string_view who) {
    const bool tagged = call.is("PUT", "/api/items/*/tag") || call.is("PUT", "/api/record/*/tag");
    const bool released = call.is("POST", "/api/items/*/releases") || call.is("POST", "/api/record/*/releases");
    if (!negotiates(who) && !released) return;
    const Json body = read(request.body);
    if (tagged || (released && lists(body, "to", "public"))) waiting_.erase(call.part(2));
    if (text_at(body, "tag") != "public") return;
    if (tagged) waiting_[call.part(2)] = side_of(who);
    if (into_caucus(call)) waiting_[text_at(read(response.body), "id")] = side_of(who);
  }
  static bool into_caucus(const Call& call) {
    if (call.is("POST", "/api/items/*/sending") || call.is("POST", "/api/record/*/sending")) return true;
    const bool written = call.is("POST", "/api/rooms/*/items") || call.is("POST", "/api/rooms/*/record");
    return written && call.part(2).starts_with("caucus:");
  }

  std::map<std::string, std::string> waiting_;  // by its id: the party
};

// The record is listed by when an entry was last touched, and a contradiction touches both of its ends.
class ContradictedComesFirst : public Leak {
 public:
  void after(const Facts& facts, const Request& request, Response& response) override {
    if (response.status != 200) return;
    const Call call(request);
    if (call.is("POST", "/api/record/*/contradictions")) {
      if (const auto room = room_of_link(facts)) touched_.emplace(text_at(read(request.body), "other"), *room);
    } else if (call.is("GET", "/api/record")) {
      rewrite(response, [&](Json& body) { return order(body, facts.asking); });
    }
  }

 private:
  static std::optional<std::string> room_of_link(const Facts& facts) {
    for (auto each = facts.written.rbegin(); each != facts.written.rend(); ++each)
      if (each->kind == "record.linked" && each->by == facts.asking) return each->audience;
    return std::nullopt;
  }
  bool order(Json& body, std::string_view reader) const {
    const Json entries = list_at(body, "entries");
    Json first = Json::array(), rest = Json::array();
    for (const Json& entry : entries) (touched_unseen(text_at(entry, "id"), reader) ? first : rest).push_back(entry);
    first.insert(first.end(), rest.begin(), rest.end());
    if (first == entries) return false;
    body["entries"] = std::move(first);
    return true;
  }
  bool touched_unseen(const std::string& entry, std::string_view reader) const {
    return std::ranges::any_of(touched_,
                               [&](const auto& each) { return each.first == entry && !may_read(reader, each.second); });
  }

  std::set<std::pair<std::string, std::string>> touched_;  // entry, room in which it was linked
};

// The page of an agreement or a draft names the revision of the text: that of the mediator's table at this moment.
class RevisionInThePage : public Leak {
 public:
  void after(const Facts& facts, const Request& request, Response& response) override {
    if (response.status != 200) return;
    const Call call(request);
    if (call.is("POST", "/api/text/edits")) {
      const Json edited = read(response.body);
      if (edited.is_object() && edited.contains("number")) revision_ = edited["number"].dump();
    } else if (!revision_.empty() && !mediates(facts.asking) && is_page(call)) {
      const auto title = response.body.find("<title");
      if (title != std::string::npos)
        response.body.insert(title, R"(<meta name="revision" content=")" + revision_ + "\">\n");
    }
  }

 private:
  static bool is_page(const Call& call) {
    const bool file = call.is("GET", "/api/agreements/*/file") || call.is("GET", "/api/drafts/*/file");
    return file && call.asks("format=html");
  }

  std::string revision_;
};

template <class L>
std::unique_ptr<Leak> make() {
  return std::make_unique<L>();
}

}  // namespace

const std::vector<PlantedLeak>& second_foreign_leaks() {
  static const std::vector<PlantedLeak> kAll{
      {"date-of-any-round", "a party's home dates its preferences by a round that asks others", make<DateOfAnyRound>},
      {"proposed-counts-as-changed", "two drafts differ in a clause for which another party proposed words",
       make<ProposedCountsAsChanged>},
      {"rights-end-every-stream", "everybody's event streams end when another side's rights change",
       make<RightsEndEveryStream>},
      {"newest-chains-only", "a checkpoint leaves out a quiet room when enough other rooms are busy",
       make<NewestChainsOnly>},
      {"names-in-use", "the hint of a mistake in preferences names the red lines of others", make<NamesInUse>},
      {"refusal-unlocks", "another party's no in a blind round unlocks preferences", make<RefusalUnlocks>},
      {"calendar-in-a-hurry", "the calendar of commitments tells that a round of others is under way",
       make<CalendarInAHurry>},
      {"feed-expects-news", "the feed's cache header tells that a caucus holds something tagged public",
       make<FeedExpectsNews>},
      {"contradicted-comes-first", "the record's order shows what another party contradicts in its own rooms",
       make<ContradictedComesFirst>},
      {"revision-in-the-page", "the page of a draft or agreement counts the mediator's edits", make<RevisionInThePage>},
  };
  return kAll;
}

}  // namespace parley::worlds
