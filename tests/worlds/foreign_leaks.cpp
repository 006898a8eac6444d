// Leaks planted by somebody who had read tests/worlds/leak.hpp and not the harness.
//
// Each is a mistake that could be made in the product and be overlooked in a review. The comment above a leak says who
// can read what from it; several show only in a rare state.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "case/read.hpp"
#include "tests/worlds/leak.hpp"

namespace parley::worlds {
namespace {

using broker::Request;
using broker::Response;

std::string path_of(const Request& request) { return request.target.substr(0, request.target.find('?')); }

bool reads(const Request& request, std::string_view path) {
  return request.method == "GET" && path_of(request) == path;
}

// What stands between `before` and `after` in the path of such a request: the id of the object.
std::optional<std::string> object_of(const Request& request, std::string_view method, std::string_view before,
                                     std::string_view after) {
  const auto path = path_of(request);
  if (request.method != method || !path.starts_with(before) || !path.ends_with(after) ||
      path.size() <= before.size() + after.size())
    return std::nullopt;
  return path.substr(before.size(), path.size() - before.size() - after.size());
}

// Changes the JSON of an answer that succeeded.
template <class Change>
void rewrite(Response& response, Change change) {
  if (response.status != 200) return;
  auto body = Json::parse(response.body, nullptr, false);
  if (body.is_discarded()) return;
  change(body);
  response.body = body.dump();
}

bool names(const Json& list, std::string_view text) {
  return std::ranges::any_of(list, [&](const Json& one) { return one == text; });
}

// The party of "caucus:north"; empty for an audience of another kind.
std::string party_of(std::string_view audience, std::string_view kind) {
  return audience.starts_with(kind) ? std::string(audience.substr(kind.size())) : std::string();
}

// "An answer may be changed three times" is counted by round instead of by slot. Whoever is asked learns from a 429 to
// its own first or second answer that others have answered, and changed their minds; docs/declassification.md has nobody
// learn that, not even the mediator.
class ChangesOfMind : public Leak {
 public:
  void after(const Facts&, const Request& request, Response& response) override {
    const auto round = object_of(request, "PUT", "/api/rounds/", "/answer");
    if (!round || response.status != 200 || ++answers_[*round] <= kMost) return;
    response.status = 429;
    response.body = Json{{"errors",
                          {{{"code", "rate"},
                            {"message", "this answer has been changed too often"},
                            {"hint", "it stays as it is"},
                            {"at", ""}}}}}
                        .dump();
  }

 private:
  static constexpr int kMost = 4;
  std::map<std::string, int> answers_;
};

// A published entry is linked to the one that it was released from, and its date of change follows that one's. Everybody
// reads in the bulletin when a party amended an entry in its caucus, which stays there.
class LivingSource : public Leak {
 public:
  void after(const Facts& facts, const Request& request, Response& response) override {
    if (reads(request, "/api/bulletin"))
      rewrite(response, [&](Json& body) {
        const auto changed = changes(facts);
        for (const char* part : {"latest", "older"})
          for (auto& entry : body[part])
            if (const auto at = changed.find(entry["id"]); at != changed.end()) entry["updated"] = at->second;
      });
  }

 private:
  static std::map<std::string, Time> changes(const Facts& facts) {
    std::map<std::string, std::string> copy_of;  // the published entry, by the one that it was released from
    std::map<std::string, Time> changed;
    std::string copy;  // the last that arrived in public: its release is logged in the same append
    for (const auto& one : facts.written) {
      if (one.kind == "record.made" && one.audience == "public") copy = one.body["entry"];
      if (one.kind == "record.released" && one.body["how"] == "conveyed" && names(one.body["to"], "public"))
        copy_of[one.body["entry"]] = copy;
      if (one.kind != "record.amended") continue;
      if (const auto found = copy_of.find(one.body["entry"]); found != copy_of.end()) changed[found->second] = one.time;
    }
    return changed;
  }
};

// Exported drafts are kept by their bytes, because a DOCX is dear to make, and an answer out of the store says its age.
// One text is shared with several caucuses: a reader sees that somebody else has taken it along, and when.
class ExportStore : public Leak {
 public:
  void after(const Facts& facts, const Request& request, Response& response) override {
    if (!object_of(request, "GET", "/api/drafts/", "/file") || response.status != 200) return;
    const auto [made, fresh] = made_.emplace(response.body, facts.now);
    if (!fresh) response.headers.emplace_back("age", std::to_string(facts.now.seconds - made->second.seconds));
  }

 private:
  std::map<std::string, Time> made_;
};

// The audiences of a group are collected from its parties' memberships, so the checkpoint of whoever sits in a group
// with another party also states how long that party's caucus is, and its head.
class GroupMembership : public Leak {
 public:
  std::vector<std::string> checkpoint(const Facts& facts, std::vector<std::string> audiences) override {
    std::set<std::string> wider(audiences.begin(), audiences.end());
    for (const auto& one : facts.written)
      if (one.kind == "group.made" && std::ranges::count(audiences, one.audience) > 0)
        for (const auto& party : one.body["parties"]) wider.insert("caucus:" + party.get<std::string>());
    return {wider.begin(), wider.end()};
  }
};

// "A draft to read" leaves the home page once a comment on these words is there: anybody's, because the same words lie in
// several caucuses under several ids and were looked up by their bytes. A comment in another party's own room or caucus
// takes the line away.
class SomebodyCommented : public Leak {
 public:
  void after(const Facts& facts, const Request& request, Response& response) override {
    if (!reads(request, "/api/home")) return;
    std::map<std::string, std::string> words;  // of a shared draft
    std::set<std::string> commented;
    for (const auto& one : facts.written) {
      if (one.kind == "text.shared") words[one.body["draft"]] = one.body["text"];
      if (one.kind == "comment.posted" && !one.body["author"]["organisation"].get_ref<const std::string&>().empty())
        if (const auto draft = words.find(one.body["draft"]); draft != words.end()) commented.insert(draft->second);
    }
    rewrite(response, [&](Json& body) {
      auto left = Json::array();
      for (const auto& line : body["waiting"]) {
        const auto draft = words.find(line["object"]);
        if (line["kind"] != "text" || draft == words.end() || !commented.contains(draft->second)) left.push_back(line);
      }
      body["waiting"] = std::move(left);
    });
  }
};

// A confirmation is answered by 202 while others are waited for, else by 200. When another party has confirmed words that
// differ, nothing is agreed and nobody is told; but who confirms after it sees that it has spoken.
class WaitsForOthers : public Leak {
 public:
  void after(const Facts& facts, const Request& request, Response& response) override {
    const auto readout = object_of(request, "POST", "/api/readouts/", "/confirmations");
    if (!readout || response.status != 200) return;
    std::set<std::string> waited_for;
    for (const auto& one : facts.written) {
      if (one.kind == "readout.logged" && one.body["readout"] == *readout)
        waited_for.insert(one.body["parties"].begin(), one.body["parties"].end());
      if (one.kind == "readout.confirmed" && one.body["readout"] == *readout)
        waited_for.erase(party_of(one.audience, "caucus:"));
    }
    if (!waited_for.empty()) response.status = 202;
  }
};

// The table lists the parties with the newest preferences first, and takes for newest the last version saved instead of
// the last one sent. The mediator sees which of two parties that have stated theirs went on working in its own room.
class NewestFirst : public Leak {
 public:
  void after(const Facts& facts, const Request& request, Response& response) override {
    if (!reads(request, "/api/table")) return;
    std::map<std::string, std::size_t> saved;  // the place of a party's last version in the log
    for (std::size_t i = 0; i < facts.written.size(); ++i)
      if (facts.written[i].kind == "preferences.saved") saved[party_of(facts.written[i].audience, "room:")] = i + 1;
    rewrite(response, [&](Json& body) {
      auto list = body["parties"].get<std::vector<Json>>();
      const auto place = [&](const Json& party) { return party["basis"] == "stated" ? saved[party["party"]] : 0; };
      std::ranges::stable_sort(list, std::ranges::greater(), place);
      body["parties"] = list;
    });
  }
};

// A stream on which nothing was sent for a minute gets a comment, so that no proxy closes it. That is looked at whenever
// something is appended, to whatever audience, instead of by a clock: a comment says that somebody acted just now.
class KeepAlive : public Leak {
 public:
  void pushed(const Facts& facts, const std::vector<std::shared_ptr<broker::Feed>>& feeds) override {
    for (const auto& feed : feeds) {
      const auto [last, fresh] = last_.emplace(feed, facts.now);
      if (fresh || facts.now < last->second + talks::kMinute) continue;
      feed->publish(": keep-alive\n\n");
      last->second = facts.now;
    }
  }

 private:
  std::map<std::weak_ptr<broker::Feed>, Time, std::owner_less<>> last_;
};

// Whoever has withdrawn is not named among the readers of the plenary and of groups any more. A withdrawal is told to the
// mediator alone; the others learn of it by what the mediator announces.
class ReadersStillHere : public Leak {
 public:
  void after(const Facts& facts, const Request& request, Response& response) override {
    const bool one = object_of(request, "GET", "/api/rooms/", "").has_value();
    if (!one && !reads(request, "/api/rooms")) return;
    const auto gone = withdrawn(facts);
    if (gone.empty()) return;
    rewrite(response, [&](Json& body) {
      if (one && body.contains("room")) leave(body["room"], gone);
      if (!one)
        for (auto& room : body["rooms"]) leave(room, gone);
    });
  }

 private:
  static void leave(Json& room, const std::set<std::string>& gone) {
    if (room["kind"] != "plenary" && room["kind"] != "group") return;
    auto readers = Json::array();
    for (const auto& reader : room["readers"])
      if (!gone.contains(reader.get<std::string>())) readers.push_back(reader);
    room["readers"] = std::move(readers);
  }
  // Their names, as readers are named.
  static std::set<std::string> withdrawn(const Facts& facts) {
    std::set<std::string> ids, gone;
    for (const auto& one : facts.written)
      if (one.kind == "party.withdrew") ids.insert(party_of(one.audience, "caucus:"));
    for (const auto& one : facts.written) {
      if (ids.empty() || one.kind != "talks.opened") continue;
      const auto subject = read_case(one.body["case"].get_ref<const std::string&>(), "case");
      if (!subject) continue;
      for (const auto& party : subject->parties)
        if (ids.contains(party.id)) gone.insert(party.name.empty() ? party.id : party.name);
    }
    return gone;
  }
};

// So that no two names to sign in with are the same, the last of the letters that are added to one counts up: over all
// names of the server. Whoever joins reads from its own name how many have joined before it, in other parties too.
class CountingLetters : public Leak {
 public:
  std::string bytes(talks::Entropy& real, std::string_view stream, std::size_t count) override {
    auto drawn = real.bytes(stream, count);
    if (count == kLetters) drawn.back() = static_cast<char>(joined_++ % 31);
    return drawn;
  }

 private:
  static constexpr std::size_t kLetters = 5;  // nothing else is so short
  int joined_ = 0;
};

// The calendar asks to be fetched again soon while the talks are lively, and late when they are quiet: measured by
// everything that was written within the hour, in everybody's rooms.
class LivelyCalendar : public Leak {
 public:
  void after(const Facts& facts, const Request& request, Response& response) override {
    if (!reads(request, "/api/commitments/calendar.ics") || response.status != 200) return;
    const auto recent =
        std::ranges::count_if(facts.written, [&](const Written& one) { return one.time + talks::kHour > facts.now; });
    const std::string line = "CALSCALE:GREGORIAN\r\n";
    const auto at = response.body.find(line);
    if (at == std::string::npos) return;
    response.body.insert(at + line.size(), recent >= kLively ? "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"
                                                             : "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n");
  }

 private:
  static constexpr int kLively = 12;
};

// A text that was accepted ad referendum counts as accepted since the last party confirmed, which is written where the
// others read: the moment of a confirmation belongs to that party and its mediators.
class AcceptedAtLast : public Leak {
 public:
  void after(const Facts& facts, const Request& request, Response& response) override {
    if (!reads(request, "/api/agreements")) return;
    rewrite(response, [&](Json& body) {
      for (auto& agreement : body["agreements"]) {
        if (agreement["ad_referendum"] != true) continue;
        for (const auto& one : facts.written)
          if (one.kind == "round.confirmed" && one.body["round"] == agreement["round"])
            agreement["accepted"] = one.time;
      }
    });
  }
};

template <class T>
std::unique_ptr<Leak> make() {
  return std::make_unique<T>();
}

}  // namespace

const std::vector<PlantedLeak>& foreign_leaks() {
  static const std::vector<PlantedLeak> leaks{
      {"changes-of-mind", "the fifth answer in a round is refused, whoever gave the others", make<ChangesOfMind>},
      {"living-source", "a published entry is dated by the amendments of the entry in the caucus", make<LivingSource>},
      {"export-store", "an exported draft says how long ago somebody first exported the same words", make<ExportStore>},
      {"group-membership", "a checkpoint covers the caucuses of those with whom one sits in a group",
       make<GroupMembership>},
      {"somebody-commented", "a draft waits to be read until any party has commented on it", make<SomebodyCommented>},
      {"waits-for-others", "confirming a readout answers 202 while other parties are waited for", make<WaitsForOthers>},
      {"newest-first", "the table sorts by the last version saved, not sent", make<NewestFirst>},
      {"keep-alive", "a quiet stream gets a comment when something is appended anywhere", make<KeepAlive>},
      {"readers-still-here", "a party that withdrew is no reader of the plenary any more", make<ReadersStillHere>},
      {"counting-letters", "the last letter of a new login counts the logins of everybody", make<CountingLetters>},
      {"lively-calendar", "the calendar's refresh interval follows how much is written anywhere", make<LivelyCalendar>},
      {"accepted-at-last", "an agreement is dated by the last confirmation of an acceptance ad referendum",
       make<AcceptedAtLast>},
  };
  return leaks;
}

}  // namespace parley::worlds
