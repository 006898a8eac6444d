// The broker: requests in, responses out, the log in between.
//
// One request passes: routing by the contract, the session, origin and token of a change, role, mandate and confirmation,
// rate, body, the view cut for the viewer, the operation, the log (durable before the answer), the halls, the feeds.
//
// Threads    handle() from any thread; one request at a time changes or reads the state, long work runs beside it
// Bytes      every response is a function of the viewer's own halls, the request, the time and the viewer's own rate
// Errors     a log that fails ends the service: the callback is called once, every later request gets 503. So does an event
//            that is in the log and cannot be taken in: memory would be behind what is durable
// Clock      what cannot be undone is not done on the word of a clock that was just set (base/clock_watch.hpp): keys are
//            destroyed when their day has been past for an hour of this process, rounds counted when both clocks agree
#pragma once

#include <chrono>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "broker/exchange.hpp"
#include "broker/gate.hpp"
#include "broker/workers.hpp"
#include "store/log.hpp"

namespace parley::broker {

struct BrokerOptions {
  bool demo = false;
  bool tls = false;  // cookies are bound to it
  std::size_t threads = 2;  // for long work; 0: within the request, for tests
  PasswordCost cost;
  std::int64_t backups_kept = 0;  // seconds, of those that are made beside the server; 0: none are made
  std::function<Time()> clock;  // none: the system's
  std::function<std::int64_t()> steady;  // seconds that nobody can set; none: the system's
  std::size_t party_bytes = std::size_t{256} << 20;  // that one party's members may store
  std::function<void()> on_failed_log = [] {};
};

class Broker final : public Handler {
 public:
  // Replays the log. `entropy` and `log` outlive the broker.
  static Result<std::unique_ptr<Broker>> start(BrokerOptions options, store::Log& log, talks::Entropy& entropy);
  ~Broker() override;

  void handle(Request request, std::function<void(Response)> reply) override;
  std::size_t body_limit(std::string_view method, std::string_view target) const override;

  // What is due by now, whoever asks: results of rounds, keys to destroy. Called at every request and once a second.
  void tick();
  void close_feeds();
  // Answers of long work that are held in memory, of everybody.
  std::size_t kept_answers() const;

  // In an empty log, the secret of an invitation for the mediator who leads the talks; none when somebody leads already.
  Result<std::optional<std::string>> first_invitation();

  struct DemoLink {
    std::string host, role, secret;  // "ukraine", "Ukraine, head of delegation"
  };
  // Opens the talks on a case with one person a role, unless the log holds them already, and a secret for each.
  Result<std::vector<DemoLink>> load_demo(const std::string& case_file);

 private:
  class State;
  explicit Broker(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace parley::broker
