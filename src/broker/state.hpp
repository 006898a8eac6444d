// The state behind the broker: halls, directory, sessions, and the one way in which anything changes (commit).
#pragma once

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock_watch.hpp"
#include "broker/broker.hpp"
#include "talks/round_steps.hpp"

namespace parley::broker {

// At most `burst` at once and one more every `seconds_each`, for each key of its own.
class RateLimit {
 public:
  RateLimit(std::int64_t burst, std::int64_t seconds_each) : burst_(burst), seconds_each_(seconds_each) {}
  bool take(const std::string& key, Time now);

 private:
  std::int64_t burst_, seconds_each_;
  std::map<std::string, Time> full_at_;
};

class Broker::State {
 public:
  State(BrokerOptions options, store::Log& log, talks::Entropy& entropy);

  Result<void> replay();
  void handle(Request request, std::function<void(Response)> reply);
  void tick();
  void close_feeds();

  // For first_invitation and load_demo, before anybody is served: appends with a name and a time of one's choosing.
  Result<void> append(const std::vector<talks::Addressed>& events, const talks::Author& author, Time time);

  Time now() const { return options_.clock(); }
  talks::Halls& halls() { return halls_; }
  talks::Entropy& entropy() { return entropy_; }
  const BrokerOptions& options() const { return options_; }
  std::string add_demo_secret(const std::string& person);
  bool anybody() const { return !directory_.person_by_login.empty(); }
  std::mutex& mutex() { return mutex_; }
  std::size_t kept_answers();

 private:
  // One request on its way, kept while its long work runs.
  struct Exchange {
    Request request;
    std::function<void(Response)> reply;
    const OperationSpec* operation = nullptr;
    Parameters path, query;
    Json body;
    std::string token;
  };
  struct Subscription {
    std::weak_ptr<Feed> feed;
    talks::Directory::SessionOf of;
  };
  struct Changed {
    Audience audience;
    std::uint64_t entries = 0;  // that it had then
  };

  void serve(const std::shared_ptr<Exchange>& exchange);
  void guarded(const std::shared_ptr<Exchange>& exchange, const std::function<void()>& step);
  void settle(const std::shared_ptr<Exchange>& exchange, const talks::Viewer& viewer, Outcome outcome,
              const Changes& changes);
  void run_later(const std::shared_ptr<Exchange>& exchange, Later later);
  std::optional<Failure> refuse(const Exchange& exchange, const talks::Viewer& viewer, const talks::View& view);
  std::optional<Failure> unauthorised(const OperationSpec& op, const talks::Viewer& viewer, const talks::View& view);
  std::optional<Failure> read_body(Exchange& exchange) const;
  Response answer(const Exchange& exchange, Answer answer);
  Response failure(const Exchange& exchange, const Failure& failure) const;
  Response follow(const talks::Viewer& viewer, const talks::View& view);

  // Who sits at a session that is still good, without mandates. This is all that a push asks: it keeps no session from
  // going idle, since others cause it, and it is asked once for everybody who follows.
  std::optional<talks::Viewer> seated(const talks::Directory::SessionOf& of, Time now) const;
  const talks::People::Member* member_of(const talks::Viewer& viewer) const;
  // Who makes a request.
  talks::Viewer viewer_of(std::string_view token);
  Gate gate(const Exchange& exchange);
  std::optional<Failure> commit(const Changes& changes, const talks::Viewer& viewer, const talks::Author& author,
                                Time time);
  std::optional<Failure> too_much(const std::vector<store::Entry>& entries, const talks::Viewer& viewer) const;
  Result<void> append_now(const std::vector<talks::Addressed>& events, const talks::Author& author, Time time);
  Result<void> write_now(const std::vector<talks::Addressed>& events, const std::vector<store::Entry>& entries,
                         const talks::Stamp& stamp);
  void count_stored(const talks::Author& author, const std::string& audience, std::size_t bytes);
  Result<void> take_in(const std::vector<talks::Addressed>& events, const talks::Stamp& stamp);
  void apply(const Audience& audience, const talks::Event& event);
  void note_untold(const std::vector<talks::Addressed>& events);
  // Tells all who follow, at the end of a turn at the lock, what has changed in it.
  void tell();
  void tell(const Subscription& subscription, Feed& feed, const std::vector<Changed>& together, Time time);
  void close_ended_feeds();
  void settle_due(Time now);
  void destroy_keys_due(Time now);
  Result<void> destroy_keys();
  Result<void> finish_destroying();
  Failure keys_are_destroyed();
  Backups backups();
  Result<void> take(const talks::RoundStep& step);
  // Backups hold no answers, so that a log that was restored may lack the slots of a round under way: it ends.
  Result<void> end_lost_rounds();
  // Nor do they hold what was ended or spent since: sessions and invitations that were open then are no longer.
  Result<void> end_what_came_back();
  void log_failed();
  std::string cookie_name() const { return options_.tls ? "__Host-parley" : "parley"; }
  std::string cookie(const std::string& token, bool ends) const;

  BrokerOptions options_;
  store::Log& log_;
  talks::Entropy& entropy_;
  std::mutex mutex_;
  talks::Halls halls_;
  talks::Directory directory_;
  Throttle throttle_;
  RateLimit changes_rate_{240, 1}, uploads_rate_{24, 10};
  std::map<std::string, std::size_t> stored_;  // bytes by whoever wrote them, a party
  ClockWatch clock_;
  std::map<std::string, Time> last_seen_;  // by session
  std::map<std::string, std::string> demo_secrets_;
  KeptByPerson kept_;
  std::list<Subscription> subscriptions_;
  std::vector<std::vector<Changed>> untold_;  // by what became known together
  const std::string nobodys_hash_;
  bool readout_confirmed_ = false;  // since agreed ones were last looked for
  bool failed_ = false;
  // Last: their threads end before anything else goes. Apart, so that no analysis keeps anybody from signing in.
  Workers gatekeepers_, analysts_;
};

}  // namespace parley::broker
