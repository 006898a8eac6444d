#include "tests/worlds/stage.hpp"

#include <fmt/format.h>
#include <liboath/oath.h>
#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "broker/contract.hpp"
#include "store/sqlite_log.hpp"
#include "tests/talks/answer_check.hpp"
#include "tests/worlds/sockets.hpp"

namespace parley::worlds {
namespace {

struct Tap {
  std::unique_ptr<Leak> leak;
  std::vector<Written> written;
  std::vector<std::shared_ptr<broker::Feed>> feeds;
  std::shared_ptr<Time> now;
  std::string by, organisation;
  std::size_t asked = 0;
  std::string contradiction;  // the first answer that is not as the contract says

  Facts facts() const { return {written, *now, by, asked}; }
  void note(std::span<const store::Entry> entries) {
    for (const auto& entry : entries) {
      const auto event = Json::parse(entry.payload);
      written.push_back({*now, entry.audience, event["kind"], by, organisation, event["body"]});
    }
    if (leak) leak->pushed(facts(), feeds);
  }
};

class TappedEntropy final : public talks::Entropy {
 public:
  TappedEntropy(std::unique_ptr<talks::Entropy> real, Tap& tap) : real_(std::move(real)), tap_(tap) {}
  std::string bytes(std::string_view stream, std::size_t count) override {
    return tap_.leak ? tap_.leak->bytes(*real_, stream, count) : real_->bytes(stream, count);
  }

 private:
  std::unique_ptr<talks::Entropy> real_;
  Tap& tap_;
};

class TappedLog final : public store::Log {
 public:
  TappedLog(std::unique_ptr<store::Log> real, Tap& tap) : real_(std::move(real)), tap_(tap) {}
  Result<std::vector<std::uint64_t>> append(std::span<const store::Entry> entries) override {
    auto done = real_->append(entries);
    if (done) tap_.note(entries);
    return done;
  }
  Result<void> replay(const std::function<void(const store::Stored&)>& each) override { return real_->replay(each); }
  store::Head head(const std::string& audience) const override { return real_->head(audience); }
  Result<std::string> checkpoint(std::span<const std::string> audiences, std::string_view time) override {
    if (!tap_.leak) return real_->checkpoint(audiences, time);
    const auto changed = tap_.leak->checkpoint(tap_.facts(), {audiences.begin(), audiences.end()});
    return real_->checkpoint(changed, time);
  }
  Result<std::string> export_chain(const std::string& audience) override { return real_->export_chain(audience); }
  std::string signing_key() const override { return real_->signing_key(); }
  Result<void> destroy_key(const std::string& audience) override { return real_->destroy_key(audience); }
  Result<std::optional<std::string>> last_backup_expiry(const std::string& audience) override {
    return real_->last_backup_expiry(audience);
  }
  Result<void> backup(const std::string& file, std::string_view made, std::string_view expires) override {
    return real_->backup(file, made, expires);
  }
  Result<void> open_round(const std::string& round, std::size_t count, std::span<const store::Entry> entries) override {
    auto done = real_->open_round(round, count, entries);
    if (done) tap_.note(entries);
    return done;
  }
  bool has_round(const std::string& round) const override { return real_->has_round(round); }
  Result<void> write_slot(const std::string& round, std::size_t slot, std::string_view bytes) override {
    return real_->write_slot(round, slot, bytes);
  }
  Result<void> close_round(
      const std::string& round,
      const std::function<std::vector<store::Entry>(const std::vector<std::string>& slots)>& result) override {
    std::vector<store::Entry> entries;
    auto done =
        real_->close_round(round, [&](const std::vector<std::string>& slots) { return entries = result(slots); });
    if (done) tap_.note(entries);
    return done;
  }

 private:
  std::unique_ptr<store::Log> real_;
  Tap& tap_;
};

class Front final : public broker::Handler {
 public:
  Front(broker::Broker& broker, Tap& tap) : broker_(broker), tap_(tap) {}
  void handle(broker::Request request, std::function<void(broker::Response)> reply) override {
    ++tap_.asked;
    if (tap_.leak) tap_.leak->before(tap_.facts(), request);
    const auto kept = request;
    broker_.handle(std::move(request), [&, reply = std::move(reply)](broker::Response response) {
      // Before a leak spoils it.
      if (tap_.contradiction.empty()) tap_.contradiction = checked(kept, response);
      if (tap_.leak) tap_.leak->after(tap_.facts(), kept, response);
      if (response.feed) tap_.feeds.push_back(response.feed);
      reply(std::move(response));
    });
  }
  std::size_t body_limit(std::string_view method, std::string_view target) const override {
    return broker_.body_limit(method, target);
  }

 private:
  static std::string checked(const broker::Request& request, const broker::Response& response) {
    const auto type = std::ranges::find(response.headers, "content-type", [](const auto& one) { return one.first; });
    return testing::contradiction(request.method, request.target, response.status,
                                  type == response.headers.end() ? "" : type->second, response.body);
  }
  broker::Broker& broker_;
  Tap& tap_;
};

// Salts of password hashes are drawn inside libsodium. Nobody ever sees them, but the chain of an account commits to the
// hash; here they are all zero, so that two worlds can be compared.
const randombytes_implementation kZeroes{[] { return "zeroes"; },
                                         [] { return std::uint32_t{0}; },
                                         nullptr,
                                         nullptr,
                                         [](void* out, std::size_t size) { std::memset(out, 0, size); },
                                         nullptr};
const int kZeroed = randombytes_set_implementation(const_cast<randombytes_implementation*>(&kZeroes));

// An answer as it came over the wire.
Reply parse(const std::string& wire) {
  Reply reply;
  const auto head_end = wire.find("\r\n\r\n");
  if (head_end == std::string::npos) throw std::logic_error("an answer without the end of its head");
  reply.status = std::stoi(wire.substr(wire.find(' ') + 1, 3));
  for (auto at = wire.find("\r\n") + 2; at < head_end;) {
    const auto end = wire.find("\r\n", at), colon = wire.find(": ", at);
    reply.headers.emplace_back(wire.substr(at, colon - at), wire.substr(colon + 2, end - colon - 2));
    at = end + 2;
  }
  reply.body = wire.substr(head_end + 4);
  return reply;
}

std::string code_at(const std::string& base32, std::int64_t step) {
  char* secret = nullptr;
  std::size_t length = 0;
  if (oath_base32_decode(base32.data(), base32.size(), &secret, &length) != OATH_OK) throw std::runtime_error("base32");
  char code[7];
  oath_totp_generate(secret, length, static_cast<time_t>(step * 30), 30, 0, 6, code);
  free(secret);
  return code;
}

void add(Known& known, const std::string& category, const std::string& name) {
  auto& names = known[category];
  if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

void walk(Known& known, const std::string& category, const std::string& room, const Json& value) {
  if (value.is_array()) {
    for (const auto& item : value) walk(known, category, room, item);
  } else if (value.is_object()) {
    if (const auto id = value.find("id");
        id != value.end() && id->is_string() && id->get_ref<const std::string&>().size() == 22) {
      add(known, category, *id);
      if (!room.empty()) add(known, category + "@" + room, *id);
      if (value.contains("file") && !value["file"].is_null())
        for (const auto& of : {std::string("files"), "files@" + room}) add(known, of, *id);
      if (value.contains("file") && !value["file"].is_null() && (category == "latest" || category == "older"))
        add(known, "published", *id);
    }
    if (const auto name = value.find("room"); name != value.end() && name->is_string() && category == "rooms")
      add(known, category, *name);
    for (const auto& [key, sub] : value.items()) walk(known, key, room, sub);
  }
}

}  // namespace

void learn(Known& known, const std::string& method, const std::string& target, const Json& answer) {
  const auto path = target.substr(0, target.find('?'));
  const auto last = path.substr(path.rfind('/') + 1);
  if (method == "GET") {
    std::string room;
    if (path.starts_with("/api/rooms/") && answer.contains("room")) room = answer["room"].value("room", "");
    return walk(known, last, room, answer);
  }
  if (answer.contains("id") && answer["id"].is_string()) {
    const auto category = last != "sending" ? last : path.starts_with("/api/record/") ? "entries" : "items";
    add(known, category, answer["id"]);
    constexpr std::string_view kRooms = "/api/rooms/";
    if (path.starts_with(kRooms)) {
      const auto room = path.substr(kRooms.size(), path.rfind('/') - kRooms.size());
      add(known, category + "@" + room, answer["id"]);
    }
  }
  if (answer.contains("room") && answer["room"].is_string()) add(known, "rooms", answer["room"]);
  if (answer.contains("secret") && last == "invitations") add(known, "secrets", answer["secret"]);
}

std::string Reply::bytes() const {
  std::string out = std::to_string(status) + "\n";
  for (const auto& [name, value] : headers) out.append(name).append(": ").append(value).append("\n");
  return out + "\n" + body;
}

Json Reply::json() const { return Json::parse(body, nullptr, false); }

std::string Reply::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (key == name) return value;
  return {};
}

struct Stage::Inside {
  Tap tap;
  std::unique_ptr<TappedEntropy> entropy;
  std::unique_ptr<TappedLog> log;
  std::unique_ptr<broker::Broker> broker;
  std::unique_ptr<Front> front;
  std::unique_ptr<Sockets> sockets;
};

void Stage::over_sockets() { inside_->sockets = std::make_unique<Sockets>(*inside_->front); }

std::vector<std::string> Stage::end_sockets() {
  return inside_->sockets->end([this](const std::string& key) { return is_watched(person(key)); });
}

Stage::Stage(const std::string& seed, std::unique_ptr<Leak> leak, const std::string& database,
             broker::PasswordCost cost)
    : inside_(std::make_unique<Inside>()) {
  auto& in = *inside_;
  in.tap.leak = std::move(leak);
  in.tap.now = std::make_shared<Time>(Time{kStart});
  in.entropy = std::make_unique<TappedEntropy>(talks::seeded_entropy(seed), in.tap);
  auto log = store::open_log(database, *store::Unlock::key(std::string(32, 'k')), *in.entropy);
  if (!log) throw std::runtime_error(log.error().message);
  in.log = std::make_unique<TappedLog>(std::move(*log), in.tap);
  broker::BrokerOptions options;
  options.threads = 0;
  options.cost = cost;
  options.clock = [now = in.tap.now] { return *now; };
  options.steady = [now = in.tap.now] { return now->seconds; };
  auto broker = broker::Broker::start(options, *in.log, *in.entropy);
  if (!broker) throw std::runtime_error(broker.error().message);
  in.broker = std::move(*broker);
  in.front = std::make_unique<Front>(*in.broker, in.tap);
}

Stage::~Stage() = default;

Time Stage::now() const { return *inside_->tap.now; }

// As the server's own clock does once a second; here less often, at moments that both worlds share.
void Stage::set(Time now) {
  constexpr std::int64_t kEach = 20;
  auto& time = *inside_->tap.now;
  while (time.seconds / kEach < now.seconds / kEach) {
    time.seconds = (time.seconds / kEach + 1) * kEach;
    inside_->broker->tick();
  }
  time = now;
}
const std::vector<Written>& Stage::written() const { return inside_->tap.written; }
broker::Handler& Stage::front() { return *inside_->front; }
broker::Broker& Stage::broker() { return *inside_->broker; }
store::Log& Stage::log() { return *inside_->log; }

Person& Stage::person(const std::string& key) {
  const auto [at, fresh] = people_.try_emplace(key);
  if (fresh) {
    at->second.key = key;
    const auto colon = key.find(':');
    const auto role = key.substr(0, colon);
    if (colon != std::string::npos && role != "helper") at->second.organisation = key.substr(colon + 1);
    if (role == "visitor" || role == "watch") at->second.organisation = role;
    at->second.peer = fmt::format("10.0.0.{}", people_.size());
  }
  return at->second;
}

// Of a party: all its people, who know the same of the others; newcomers are among them.
bool Stage::is_watched(const Person& who) const {
  const bool of_party = viewer_.starts_with("head:") || viewer_.starts_with("delegate:");
  return who.key == viewer_ || (of_party && who.organisation == viewer_.substr(viewer_.find(':') + 1));
}

Reply Stage::raw(Person& who, broker::Request request, const std::string& what) {
  auto& tap = inside_->tap;
  const auto outer_by = std::exchange(tap.by, who.key);
  const auto outer_organisation = std::exchange(tap.organisation, who.organisation);
  const auto method = request.method, target = request.target;
  const auto match = broker::Contract::get().match(method, target.substr(0, target.find('?')));
  const bool watched = is_watched(who);
  Reply reply;
  std::string wire;
  if (inside_->sockets) {
    wire = inside_->sockets->exchange(who.key, request);
    reply = parse(wire);
  } else {
    inside_->front->handle(std::move(request), [&](broker::Response response) {
      reply = {response.status, std::move(response.headers), std::move(response.body)};
      if (!response.feed) return;
      response.feed->attach([this, watched, n = received_.size()](const std::string& frame) {
        if (watched) received_.push_back({fmt::format("frame of stream {}", n), to_text(now()) + "\n" + frame});
      });
    });
  }
  tap.by = outer_by;
  tap.organisation = outer_organisation;
  if (kZeroed != 0 || reply.status == 0) throw std::logic_error("the broker did not reply");
  if (!tap.contradiction.empty()) throw std::logic_error("not as the contract says: " + tap.contradiction);
  const std::string id = match.operation == nullptr ? "elsewhere" : match.operation->id;
  if (reply.status == 200) ++successes[id];
  if (watched) {
    ++viewer_calls[id];
    if (reply.status == 200) ++viewer_successes[id];
    received_.push_back(
        {fmt::format("{} {} {} {}", to_text(now()), id, what, target), wire.empty() ? reply.bytes() : wire});
  }
  if (const auto set = reply.header("set-cookie"); !set.empty()) who.cookie = set.substr(0, set.find(';'));
  if (reply.status == 200) learn(who.known, method, target, reply.json());
  return reply;
}

Reply Stage::ask(Person& who, const std::string& method, const std::string& target, const Json& body,
                 const std::string& what) {
  broker::Request request{method, target, {{"host", "127.0.0.1"}, {"x-parley-csrf", who.csrf}}, "", who.peer};
  if (!who.cookie.empty()) request.headers.emplace_back("cookie", who.cookie);
  if (method == "POST" || method == "PUT") {
    request.headers.emplace_back("content-type", "application/json");
    request.body = body.is_null() ? "{}" : body.dump();
  }
  return raw(who, std::move(request), what);
}

std::string Stage::fresh_code(Person& who) {
  const auto step = std::max(now().seconds / 30 - 1, who.last_step + 1);
  if (step > now().seconds / 30 + 1) return "000000";  // all that count by now are spent: the attempt fails
  who.last_step = step;
  return code_at(who.totp, step);
}

void Stage::be_signed_in(Person& who) {
  if (!who.known_to_gate()) return;
  const auto session = ask(who, "GET", "/api/session").json();
  if (session.is_object() && session.contains("person") && session["person"].is_object()) {
    who.csrf = session["csrf"];
    return;
  }
  who.csrf = "anyone";
  who.cookie.clear();
  Json body{{"login", who.login}, {"password", kPassword}};
  if (!who.totp.empty()) body["code"] = fresh_code(who);
  const auto fresh = ask(who, "POST", "/api/session", body).json();
  who.csrf = fresh.value("csrf", "anyone");
}

void Stage::be_confirmed(Person& who) {
  if (!who.known_to_gate()) return;
  const auto session = ask(who, "GET", "/api/session").json();
  if (session.value("confirmed_until", Json()).is_string()) {
    const auto until = talks::parse_time(session["confirmed_until"].get<std::string>());
    if (until && now() < *until) return;
  }
  ask(who, "POST", "/api/session/confirmation", {{"proof", who.totp.empty() ? kPassword : fresh_code(who)}});
}

void Stage::join(Person& who, const std::string& secret) {
  auto name = who.key;
  std::ranges::replace(name, ':', '.');
  const auto session =
      ask(who, "POST", "/api/invitations/accept", {{"secret", secret}, {"login", name}, {"password", kPassword}})
          .json();
  if (!session.is_object() || !session.contains("csrf")) return;
  who.csrf = session["csrf"];
  who.login = session["login"];
  if (session["totp"] == "required") enrol(who);
}

int Stage::enrol(Person& who) {
  be_confirmed(who);
  who.totp = ask(who, "POST", "/api/account/totp").json().value("secret", "");
  return ask(who, "PUT", "/api/account/totp", {{"code", fresh_code(who)}}).status;
}

}  // namespace parley::worlds
