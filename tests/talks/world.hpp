// Talks in one process: a broker on a log in memory, a clock that tests set, reproducible randomness, and people who call it.
//
//     World world("seed");
//     auto mediator = world.lead();           // joined by invitation, talks not open yet
//     mediator.call("POST", "/api/talks", {{"case", ...}, {"keep_until", ...}});
//     auto olena = world.head(mediator, "ukraine");
#pragma once

#include <future>
#include <map>
#include <memory>
#include <string>

#include "broker/broker.hpp"
#include "store/sqlite_log.hpp"
#include "talks/entropy.hpp"

namespace parley::testing {

using broker::Json;

struct Reply {
  int status = 0;
  broker::Headers headers;
  std::string body;
  std::shared_ptr<broker::Feed> feed;

  Json json() const { return Json::parse(body); }
  std::string header(std::string_view name) const;
  // Status, headers and body as one text: what two worlds are compared by.
  std::string bytes() const;
};

class World;

// One person's browser.
class Client {
 public:
  explicit Client(World& world) : world_(&world) {}

  Reply call(const std::string& method, const std::string& target, const Json& body = nullptr);
  Reply get(const std::string& target) { return call("GET", target); }
  Reply post(const std::string& target, const Json& body = Json::object()) { return call("POST", target, body); }
  // The body of a reply that must have been 200; throws with the reply otherwise.
  Json must(const std::string& method, const std::string& target, const Json& body = nullptr);
  Reply raw(broker::Request request);
  broker::Request request(const std::string& method, const std::string& target, const Json& body) const;
  // A request that need not have been answered yet when this returns.
  std::future<Reply> begin(const std::string& method, const std::string& target, const Json& body = nullptr);

  // Spends an invitation; signs in; enrols one-time codes when the role needs them.
  void accept(const std::string& secret, const std::string& login = "person");
  void enrol();
  // Confirms the session with a fresh code or the password.
  void confirm();
  // The one-time code of a time this many seconds from now.
  std::string code(std::int64_t from_now = 0) const;

  std::string cookie, csrf = "anyone", login, totp_secret, peer = "127.0.0.1";
  static constexpr const char* kPassword = "correct horse battery";

 private:
  std::future<Reply> begin(broker::Request request);

  World* world_;
};

struct WorldOptions {
  std::string database = ":memory:";
  std::int64_t start = 1755525600;  // 2025-08-18T14:00:00Z
  bool tls = false, demo = false;
  std::size_t threads = 0;  // for long work; none: within the request, and nothing waits
  std::size_t party_bytes = broker::BrokerOptions{}.party_bytes;
};

class World {
 public:
  explicit World(const std::string& seed, const WorldOptions& options = {});
  ~World();

  broker::Broker& broker() { return *broker_; }
  store::Log& log() { return *log_; }
  talks::Entropy& entropy() { return *entropy_; }
  talks::Time now() const { return *now_; }
  void advance(std::int64_t seconds) { *now_ = *now_ + seconds; }
  // The wall clock is set; the process's own knows nothing of it.
  void set_clock(std::int64_t seconds) {
    advance(seconds);
    *set_ += seconds;
  }

  Client visitor() { return Client(*this); }
  Client lead();
  Client head(Client& lead, const std::string& party);
  Client observer(Client& lead, const std::string& party);
  Client mediator(Client& lead, const std::vector<std::string>& caucuses);
  Client delegate(Client& head, const std::string& name, const std::vector<std::string>& mandates);

 private:
  Client invited(Client& by, const Json& invitation, const std::string& login);

  std::shared_ptr<talks::Time> now_;
  std::shared_ptr<std::int64_t> set_ = std::make_shared<std::int64_t>(0);  // what of it the process's own does not know
  std::unique_ptr<talks::Entropy> entropy_;
  std::unique_ptr<store::Log> log_;
  std::unique_ptr<broker::Broker> broker_;
};

// Two principals, a mediator, an observer, two issues; small enough to write out.
extern const char* const kSmallCase;
// The lead opens the talks on a case.
void open_talks(World& world, Client& lead, const std::string& case_file = kSmallCase);

}  // namespace parley::testing
