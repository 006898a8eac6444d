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

// The party of "caucus:north"; empty for an audience of another kind.
std::string party_of(std::string_view audience, std::string_view kind) {
  return audience.starts_with(kind) ? std::string(audience.substr(kind.size())) : std::string();
}

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

template <class T>
std::unique_ptr<Leak> make() {
  return std::make_unique<T>();
}

}  // namespace

const std::vector<PlantedLeak>& foreign_leaks() {
  static const std::vector<PlantedLeak> leaks{
      {"group-membership", "a checkpoint covers the caucuses of those with whom one sits in a group",
       make<GroupMembership>},
      {"waits-for-others", "confirming a readout answers 202 while other parties are waited for", make<WaitsForOthers>},
      {"keep-alive", "a quiet stream gets a comment when something is appended anywhere", make<KeepAlive>},
      {"readers-still-here", "a party that withdrew is no reader of the plenary any more", make<ReadersStillHere>},
      {"lively-calendar", "the calendar's refresh interval follows how much is written anywhere", make<LivelyCalendar>},
  };
  return leaks;
}

}  // namespace parley::worlds
