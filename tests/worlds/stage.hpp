// One world: a broker on a log in memory, a clock that the script sets, randomness seeded by stream, and people with browsers.
//
// Everything that is written to the log is kept in the clear beside it, with who asked for it. What one person, the
// viewer, receives is kept byte for byte, pushed frames with the moment of their arrival.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "broker/broker.hpp"
#include "tests/worlds/leak.hpp"

namespace parley::worlds {

struct Reply {
  int status = 0;
  broker::Headers headers;
  std::string body;
  std::string bytes() const;  // all of it as one text
  Json json() const;  // null when the body is no JSON
  std::string header(std::string_view name) const;
};

// Names of objects that a person has come across, by what they are: "items", "sessions", "items@caucus:north".
using Known = std::map<std::string, std::vector<std::string>>;

struct Person {
  std::string key, organisation;  // "head:north", "north"
  std::string cookie, csrf = "anyone", login, totp, peer;
  std::int64_t last_step = -1;
  Known known;
  bool known_to_gate() const { return !login.empty(); }
};

struct Received {
  std::string what;  // operation and variant, for reports
  std::string bytes;
};

inline constexpr std::int64_t kOpening = 1755525600 + 3600;  // when scripts begin

class Stage {
 public:
  explicit Stage(const std::string& seed, std::unique_ptr<Leak> leak = nullptr,
                 const std::string& database = ":memory:", broker::PasswordCost cost = {1, 8192});
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  Time now() const;
  void set(Time now);
  Person& person(const std::string& key);  // made on first use

  Reply ask(Person& who, const std::string& method, const std::string& target, const Json& body = nullptr,
            const std::string& what = {});
  Reply raw(Person& who, broker::Request request, const std::string& what);
  // From now on every request goes to a real server through a socket.
  void over_sockets();
  // Ends that server; what the event streams of everybody whose answers are kept received on the wire.
  std::vector<std::string> end_sockets();
  // Signs in when the session is over; the viewer's own attempts are part of what it receives.
  void be_signed_in(Person& who);
  void be_confirmed(Person& who);
  std::string fresh_code(Person& who);
  // Spends an invitation in this person's browser, enrolling one-time codes where they are required.
  void join(Person& who, const std::string& secret);
  int enrol(Person& who);  // one-time codes

  // Keeps what this person receives; of a head or delegate, what everybody of its party does.
  void watch(const std::string& viewer) { viewer_ = viewer; }
  const std::vector<Received>& received() const { return received_; }
  const std::vector<Written>& written() const;
  // Calls and successes by operation id: of those whose answers are kept, and of everybody.
  std::map<std::string, std::size_t> viewer_calls, viewer_successes, successes;
  std::set<std::string> kept_out;  // objects that no generated act may touch: the script has plans for them

  bool is_watched(const Person& who) const;  // the viewer, or of the viewer's party

  broker::Handler& front();  // the broker behind the leak
  broker::Broker& broker();
  store::Log& log();

  static constexpr std::int64_t kStart = 1755525600;  // 2025-08-18T14:00:00Z
  static constexpr const char* kPassword = "correct horse battery";

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;

  std::map<std::string, Person> people_;
  std::string viewer_;
  std::vector<Received> received_;
};

// Remembers the objects that an answer names.
void learn(Known& known, const std::string& method, const std::string& target, const Json& answer);

}  // namespace parley::worlds
