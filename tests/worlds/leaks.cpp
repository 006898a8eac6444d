// The planted leaks. Each is a mistake that a server of this kind could well make; each must be found by comparing bytes.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <map>
#include <set>

#include "tests/worlds/leak.hpp"

namespace parley::worlds {
namespace {

using broker::Request;
using broker::Response;

struct Memory {
  std::map<std::string, Time> seen;
  std::map<std::string, std::string> bodies;
  std::map<std::string, std::size_t> versions;
  std::vector<Time> changes;
};
using Spoil = void (*)(Memory&, const Facts&, const Request&, Response&);

class Spoiled final : public Leak {
 public:
  explicit Spoiled(Spoil spoil) : spoil_(spoil) {}
  void after(const Facts& facts, const Request& request, Response& response) override {
    spoil_(memory_, facts, request, response);
  }

 private:
  Spoil spoil_;
  Memory memory_;
};

template <Spoil spoil>
std::unique_ptr<Leak> spoiled() {
  return std::make_unique<Spoiled>(spoil);
}
template <class L>
std::unique_ptr<Leak> made() {
  return std::make_unique<L>();
}

bool is(const Request& request, std::string_view method, std::string_view path) {
  return request.method == method && std::string_view(request.target).substr(0, request.target.find('?')) == path;
}
void edit(Response& response, const std::function<void(Json&)>& change) {
  if (response.status != 200 || response.body.empty() || response.body.front() != '{') return;
  auto body = Json::parse(response.body, nullptr, false);
  if (!body.is_object()) return;
  change(body);
  response.body = body.dump();
}
void header(Response& response, const char* name, std::string value) {
  response.headers.emplace_back(name, std::move(value));
}
std::size_t count(const Facts& facts, std::string_view kind) {
  return static_cast<std::size_t>(std::ranges::count(facts.written, kind, &Written::kind));
}
Time last(const Facts& facts) { return facts.written.empty() ? facts.now : facts.written.back().time; }
// The event that made an object whose name stands in the path.
const Written* maker(const Facts& facts, const Request& request) {
  for (const auto& w : facts.written)
    for (const auto& [key, value] : w.body.items())
      if (value.is_string() && value.get_ref<const std::string&>().size() == 22 &&
          request.target.find(value.get_ref<const std::string&>()) != std::string::npos)
        return &w;
  return nullptr;
}

struct GlobalId final : Leak {
  std::string bytes(talks::Entropy& real, std::string_view stream, std::size_t size) override {
    auto out = real.bytes(stream, size);
    if (size == 16) std::memcpy(out.data(), &++last_, sizeof last_);
    return out;
  }
  std::uint64_t last_ = 0;
};
struct OneStream final : Leak {
  std::string bytes(talks::Entropy& real, std::string_view, std::size_t size) override {
    return real.bytes("all", size);
  }
};
struct CheckpointOfAll final : Leak {
  std::vector<std::string> checkpoint(const Facts& facts, std::vector<std::string> audiences) override {
    std::set<std::string> all(audiences.begin(), audiences.end());
    for (const auto& w : facts.written) all.insert(w.audience);
    return {all.begin(), all.end()};
  }
};
struct PushToAll final : Leak {
  void pushed(const Facts& facts, const std::vector<std::shared_ptr<broker::Feed>>& feeds) override {
    for (const auto& feed : feeds) feed->publish("event: changed\ndata: " + facts.written.back().audience + "\n\n");
  }
};
struct KeepAlive final : Leak {
  void pushed(const Facts&, const std::vector<std::shared_ptr<broker::Feed>>& feeds) override {
    for (const auto& feed : feeds) feed->publish(": alive\n\n");
  }
};
struct StreamsEnd final : Leak {
  void pushed(const Facts& facts, const std::vector<std::shared_ptr<broker::Feed>>& feeds) override {
    if (facts.written.size() % 7 == 0)
      for (const auto& feed : feeds) feed->close();
  }
};

void count_header(Memory&, const Facts& f, const Request&, Response& r) {
  header(r, "x-events", std::to_string(f.written.size()));
}
void etag(Memory&, const Facts& f, const Request& q, Response& r) {
  if (is(q, "GET", "/api/rooms")) header(r, "etag", fmt::format("\"{:x}\"", f.written.size() * 2654435761U));
}
void last_modified(Memory&, const Facts& f, const Request& q, Response& r) {
  if (is(q, "GET", "/api/talks")) header(r, "last-modified", to_text(last(f)));
}
void forbidden_object(Memory&, const Facts& f, const Request& q, Response& r) {
  if (r.status == 404 && maker(f, q) != nullptr) r.status = 403;
}
void forbidden_room(Memory&, const Facts& f, const Request& q, Response& r) {
  if (r.status != 404 || !q.target.starts_with("/api/rooms/")) return;
  if (std::ranges::any_of(f.written, [&](const Written& w) { return q.target.find(w.audience) != std::string::npos; }))
    r.status = 403;
}
void shared_limit(Memory& m, const Facts& f, const Request& q, Response& r) {
  if (q.method == "GET") return;
  std::erase_if(m.changes, [&](Time t) { return t + 120 < f.now; });
  m.changes.push_back(f.now);
  if (m.changes.size() > 5 && q.method == "POST" && r.status == 404) r.status = 429;
}
void limit_header(Memory& m, const Facts&, const Request& q, Response& r) {
  if (q.method != "GET") m.changes.emplace_back();
  header(r, "x-ratelimit-remaining", std::to_string(1000 - static_cast<long>(m.changes.size())));
}
void search_count(Memory&, const Facts& f, const Request& q, Response& r) {
  const auto at = q.target.find("?q=");
  if (at == std::string::npos) return;
  const auto hits = std::ranges::count_if(f.written, [&](const Written& w) {
    return w.body.value("text", "").find(q.target.substr(at + 3)) != std::string::npos;
  });
  header(r, "x-matches", std::to_string(hits));
}
void compression(Memory&, const Facts& f, const Request& q, Response& r) {
  if (!is(q, "GET", "/api/talks")) return;
  auto all = r.body;
  for (const auto& w : f.written)
    if (w.kind == "item.posted") all += w.body.value("text", "");
  std::set<std::string> pieces;
  for (std::size_t i = 0; i + 4 <= all.size(); ++i) pieces.insert(all.substr(i, 4));
  header(r, "x-encoded-length", std::to_string(pieces.size()));
}
void updated_at(Memory&, const Facts& f, const Request& q, Response& r) {
  if (is(q, "GET", "/api/talks")) edit(r, [&](Json& b) { b["updated_at"] = last(f); });
}
void shared_throttle(Memory& m, const Facts& f, const Request& q, Response& r) {
  if (!is(q, "POST", "/api/session") || r.status != 401) return;
  m.changes.push_back(f.now);
  header(r, "retry-after", std::to_string(m.changes.size()));
}
void named_error(Memory&, const Facts& f, const Request& q, Response& r) {
  if (const auto* w = maker(f, q); r.status == 404 && w != nullptr) r.body += "<!-- " + w->by + " -->";
}
void home_count(Memory&, const Facts& f, const Request& q, Response& r) {
  if (is(q, "GET", "/api/home")) edit(r, [&](Json& b) { b["open"] = count(f, "item.posted"); });
}
void stale_cache(Memory& m, const Facts& f, const Request& q, Response& r) {
  if (!q.target.starts_with("/api/rooms/") || q.method != "GET" || r.status != 200) return;
  const auto key = f.asking + q.target;
  const auto version = f.written.size() / 5 + 1;
  if (m.versions[key] == version) r.body = m.bodies[key];
  m.versions[key] = version;
  m.bodies[key] = r.body;
}
void last_seen(Memory& m, const Facts& f, const Request& q, Response& r) {
  m.seen[f.asking] = f.now;
  if (is(q, "GET", "/api/talks"))
    edit(r, [&](Json& b) {
      for (auto& party : b["parties"]) party["last_seen"] = m.seen["head:" + party["id"].get<std::string>()];
    });
}
void invitation_count(Memory&, const Facts& f, const Request& q, Response& r) {
  if (is(q, "GET", "/api/members")) edit(r, [&](Json& b) { b["invited"] = count(f, "invitation.made"); });
}
void sessions_of_all(Memory&, const Facts& f, const Request& q, Response& r) {
  if (is(q, "GET", "/api/sessions")) edit(r, [&](Json& b) { b["all"] = count(f, "session.opened"); });
}
void every_room(Memory&, const Facts& f, const Request& q, Response& r) {
  if (!is(q, "GET", "/api/rooms")) return;
  std::set<std::string> rooms;
  for (const auto& w : f.written)
    if (w.audience.starts_with("group:") || w.audience.starts_with("desk:")) rooms.insert(w.audience);
  edit(r, [&](Json& b) { b["empty"] = rooms; });
}
void room_order(Memory&, const Facts& f, const Request& q, Response& r) {
  if (is(q, "GET", "/api/rooms") && f.written.size() % 2 == 1)
    edit(r, [](Json& b) { std::reverse(b["rooms"].begin(), b["rooms"].end()); });
}
void item_order(Memory&, const Facts& f, const Request& q, Response& r) {
  if (q.target.starts_with("/api/rooms/") && count(f, "item.posted") % 2 == 1)
    edit(r, [](Json& b) {
      if (b.contains("items")) std::reverse(b["items"].begin(), b["items"].end());
    });
}
void cookie_age(Memory&, const Facts& f, const Request&, Response& r) {
  for (auto& [name, value] : r.headers)
    if (name == "set-cookie") value += fmt::format("; Max-Age={}", 43200 + count(f, "session.opened"));
}
void cookie_reuse(Memory&, const Facts& f, const Request&, Response& r) {
  for (auto& [name, value] : r.headers)
    if (name == "set-cookie") value += fmt::format("; Path=/{}", count(f, "session.ended"));
}
void chain_number(Memory&, const Facts& f, const Request& q, Response& r) {
  if (!is(q, "GET", "/api/rooms")) return;
  edit(r, [&](Json& b) {
    for (auto& room : b["rooms"])
      for (std::size_t i = 0; i < f.written.size(); ++i)
        if (f.written[i].audience == room["room"]) room["entries"] = i + 1;
  });
}
void rounded_deadline(Memory&, const Facts& f, const Request& q, Response& r) {
  if (is(q, "GET", "/api/session")) edit(r, [&](Json& b) { b["confirmed_until"] = last(f) + 300; });
}
void clock_of_events(Memory&, const Facts& f, const Request& q, Response& r) {
  // The entry before this request's own.
  if (is(q, "GET", "/api/session")) edit(r, [&](Json& b) { b["now"] = last(f); });
}
void file_number(Memory&, const Facts& f, const Request&, Response& r) {
  for (auto& [name, value] : r.headers)
    if (name == "content-disposition") value += fmt::format("-{}", count(f, "item.posted"));
}
void readout_progress(Memory&, const Facts& f, const Request& q, Response& r) {
  if (is(q, "GET", "/api/readouts")) edit(r, [&](Json& b) { b["confirmed"] = count(f, "readout.confirmed"); });
}
void padding(Memory&, const Facts& f, const Request&, Response& r) {
  const auto rooms = std::ranges::count_if(f.written, [](const Written& w) { return w.audience.starts_with("room:"); });
  const auto block = 16 * (1 + static_cast<std::size_t>(rooms) % 5);
  if (r.status == 200 && !r.feed) r.body.resize((r.body.size() + block - 1) / block * block, ' ');
}
void busy(Memory&, const Facts& f, const Request& q, Response& r) {
  if (f.asked % 29 == 0 && q.method == "GET" && !r.feed) r.status = 503;
}
void page_version(Memory&, const Facts& f, const Request& q, Response& r) {
  if (!q.target.starts_with("/api/")) header(r, "x-build", std::to_string(f.written.size() / 3));
}
void left_party(Memory&, const Facts& f, const Request& q, Response& r) {
  if (!is(q, "GET", "/api/talks")) return;
  edit(r, [&](Json& b) {
    for (const auto& w : f.written)
      if (w.kind == "party.withdrew")
        for (auto& party : b["parties"])
          if (w.audience == "room:" + party["id"].get<std::string>()) party["role"] = "observer";
  });
}
void requests_so_far(Memory&, const Facts& f, const Request&, Response& r) {
  if (r.status == 404) header(r, "x-request", std::to_string(f.asked));
}
void mandate_hint(Memory&, const Facts& f, const Request&, Response& r) {
  if (r.status == 403) header(r, "x-grants", std::to_string(count(f, "member.mandates")));
}
void export_total(Memory&, const Facts& f, const Request& q, Response& r) {
  if (q.target.ends_with("/chain") && r.status == 200) r.body += fmt::format("{{\"of\":{}}}\n", f.written.size());
}
void tag_count(Memory&, const Facts& f, const Request& q, Response& r) {
  if (is(q, "GET", "/api/home")) edit(r, [&](Json& b) { b["retagged"] = count(f, "item.tagged"); });
}
void consent_count(Memory&, const Facts& f, const Request& q, Response& r) {
  if (q.target.ends_with("/consents")) header(r, "x-consents", std::to_string(count(f, "item.consented")));
}
void sent_time(Memory&, const Facts& f, const Request& q, Response& r) {
  // An item that was conveyed carries the moment at which its party wrote it.
  if (!q.target.starts_with("/api/rooms/")) return;
  edit(r, [&](Json& b) {
    if (!b.contains("items")) return;
    for (auto& item : b["items"])
      for (const auto& w : f.written)
        if (w.kind == "item.posted" && w.body.value("text", "") == item["text"] && item["origin"] == "conveyed") {
          item["time"] = w.time;
          break;
        }
  });
}

}  // namespace

const std::vector<PlantedLeak>& planted_leaks() {
  static const std::vector<PlantedLeak> kLeaks{
      {"global-id", "ids are numbered over everybody's objects", made<GlobalId>},
      {"one-stream", "everybody's randomness comes from one reproducible stream", made<OneStream>},
      {"checkpoint-of-all", "a checkpoint names the heads of every audience", made<CheckpointOfAll>},
      {"push-to-all", "every change is pushed to everybody", made<PushToAll>},
      {"keep-alive", "streams show a sign of life when anybody acts", made<KeepAlive>},
      {"streams-end", "streams end after a number of entries of everybody", made<StreamsEnd>},
      {"count-header", "a header counts all entries", spoiled<count_header>},
      {"etag", "an ETag over the state of everybody", spoiled<etag>},
      {"last-modified", "Last-Modified is the time of anybody's last act", spoiled<last_modified>},
      {"forbidden-object", "403 instead of 404 for a foreign object", spoiled<forbidden_object>},
      {"forbidden-room", "403 instead of 404 for a foreign room in which something stands", spoiled<forbidden_room>},
      {"shared-limit", "one rate limit for everybody", spoiled<shared_limit>},
      {"limit-header", "what remains of a shared rate limit, in a header", spoiled<limit_header>},
      {"search-count", "a search counts what the caller may not see", spoiled<search_count>},
      {"compression", "a length as if compressed together with everybody's words", spoiled<compression>},
      {"updated-at", "the talks say when anybody last changed something", spoiled<updated_at>},
      {"shared-throttle", "wrong sign-ins of anybody delay everybody", spoiled<shared_throttle>},
      {"named-error", "the answer for a foreign object names who made it", spoiled<named_error>},
      {"home-count", "home counts everybody's items", spoiled<home_count>},
      {"stale-cache", "a cache that any entry makes stale", spoiled<stale_cache>},
      {"last-seen", "the list of parties says when each was last here", spoiled<last_seen>},
      {"invitation-count", "members are told how many were invited anywhere", spoiled<invitation_count>},
      {"sessions-of-all", "the list of sessions counts everybody's", spoiled<sessions_of_all>},
      {"every-room", "the list of rooms names foreign ones", spoiled<every_room>},
      {"room-order", "rooms are ordered by anybody's activity", spoiled<room_order>},
      {"item-order", "items are ordered by anybody's activity", spoiled<item_order>},
      {"cookie-age", "the age of a cookie depends on other sessions", spoiled<cookie_age>},
      {"cookie-reuse", "a cookie depends on sessions that others ended", spoiled<cookie_reuse>},
      {"chain-number", "entries are numbered over all chains", spoiled<chain_number>},
      {"rounded-deadline", "a deadline counts from anybody's last act", spoiled<rounded_deadline>},
      {"clock-of-events", "the server's clock is the time of the last entry", spoiled<clock_of_events>},
      {"file-number", "downloads are numbered over everybody's items", spoiled<file_number>},
      {"readout-progress", "confirmations of other parties are counted", spoiled<readout_progress>},
      {"padding", "bodies are padded to a length that depends on other rooms", spoiled<padding>},
      {"busy", "every so many requests of anybody one is refused", spoiled<busy>},
      {"page-version", "pages carry a version that changes with the log", spoiled<page_version>},
      {"left-party", "a party that left is shown as an observer before it is announced", spoiled<left_party>},
      {"requests-so-far", "failures carry the number of everybody's requests", spoiled<requests_so_far>},
      {"mandate-hint", "a refusal counts the grants of mandates anywhere", spoiled<mandate_hint>},
      {"export-total", "the export of a chain ends with the length of the whole log", spoiled<export_total>},
      {"tag-count", "home counts what was tagged anew anywhere", spoiled<tag_count>},
      {"consent-count", "a header counts the consents of everybody", spoiled<consent_count>},
      {"sent-time", "a conveyed item carries the time at which it was first written", spoiled<sent_time>},
  };
  return kLeaks;
}

}  // namespace parley::worlds
