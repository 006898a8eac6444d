#include "broker/state.hpp"

#include <sodium.h>

#include <algorithm>
#include <chrono>

#include "broker/operations.hpp"
#include "broker/pages.hpp"
#include "broker/wire.hpp"

namespace parley::broker {
namespace {

constexpr std::int64_t kIdle = talks::kHour;
constexpr std::size_t kLarge = std::size_t{64} << 10;  // a body that is more than words
constexpr std::int64_t kLongSilence = 30 * talks::kDay;  // in the log, up to a start: or the clock is wrong

std::string base64(const std::string& bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.resize(text.size() - 1);
  return text;
}

Time system_time() {
  return {
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

std::int64_t steady_seconds() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

bool RateLimit::take(const std::string& key, Time now) {
  auto& full = full_at_[key];
  // Further ahead than everything taken at once: the clock was ahead then.
  if (full < now || full > now + burst_ * seconds_each_) full = now;
  if (full.seconds - now.seconds >= burst_ * seconds_each_) return false;
  full.seconds += seconds_each_;
  return true;
}

Broker::State::State(BrokerOptions options, store::Log& log, talks::Entropy& entropy)
    : options_(std::move(options)),
      log_(log),
      entropy_(entropy),
      nobodys_hash_(hash_password("nobody has this password", options_.cost)),
      gatekeepers_(options_.threads),
      analysts_(options_.threads) {
  if (!options_.clock) options_.clock = system_time;
  if (!options_.steady) options_.steady = steady_seconds;
  for (const auto& op : Contract::get().operations()) {
    const bool served = op.id == "followChanges" || op.id == "getCheckpoint" || op.id == "exportChain";
    if (!served && !has_operation(op.id) && find_gate_operation(op.id) == nullptr)
      throw std::logic_error("the contract has an operation that nobody serves: " + op.id);
  }
}

Result<void> Broker::State::replay() {
  Time newest;
  auto done = log_.replay([&](const store::Stored& stored) {
    const auto audience = talks::parse_audience(stored.audience);
    if (!audience || !stored.payload) return;
    const auto event = talks::parse_event(*stored.payload);
    newest = std::max(newest, event.stamp.time);
    count_stored(event.stamp.author, stored.audience, stored.payload->size());
    apply(*audience, event);
  });
  if (newest > Time{} && newest + kLongSilence < now()) clock_.doubt();
  if (done) done = finish_destroying();
  if (done) done = end_lost_rounds();
  if (done && log_.from_backup()) done = end_what_came_back();
  if (done) settle_due(now());
  return done;
}

void Broker::State::apply(const Audience& audience, const talks::Event& event) {
  halls_.at(audience).apply(event);
  if (std::holds_alternative<talks::ReadoutConfirmed>(event.body)) readout_confirmed_ = true;
  directory_.apply(audience, event);
}

std::optional<talks::Viewer> Broker::State::seated(const talks::Directory::SessionOf& of, Time now) const {
  const auto* hall = halls_.find(talks::account_of(of.person));
  const auto* open = hall == nullptr ? nullptr : hall->account.session(of.session);
  if (open == nullptr || open->expires <= now) return std::nullopt;
  // After a restart nobody knows who was here last: a session counts from its beginning.
  const auto seen = last_seen_.find(of.session);
  if ((seen != last_seen_.end() ? seen->second : open->begun) + kIdle <= now) return std::nullopt;
  talks::Viewer viewer;
  viewer.person = hall->account.person;
  viewer.session = of.session;
  viewer.confirmed_until = open->confirmed_until;
  if (const auto* member = member_of(viewer)) viewer.caucuses = member->caucuses;
  return viewer;
}

const talks::People::Member* Broker::State::member_of(const talks::Viewer& viewer) const {
  const auto* home = halls_.find(viewer.of_a_party() ? talks::room_of(viewer.organisation()) : talks::kTable);
  return home == nullptr ? nullptr : home->people.member(viewer.person->id);
}

talks::Viewer Broker::State::viewer_of(std::string_view token) {
  if (token.empty()) return {};
  const auto found = directory_.session_by_token_hash.find(hash_token(token));
  if (found == directory_.session_by_token_hash.end()) return {};
  const auto time = now();
  auto viewer = seated(found->second, time);
  if (!viewer) return {};
  last_seen_.insert_or_assign(viewer->session, time);
  if (const auto* member = member_of(*viewer); member != nullptr && viewer->of_a_party())
    for (const auto& [mandate, name] : talks::Names<talks::Mandate>::kList)
      if (member->has(mandate, time)) viewer->mandates.insert(mandate);
  return *viewer;
}

Gate Broker::State::gate(const Exchange& exchange) {
  return {halls_,
          directory_,
          throttle_,
          demo_secrets_,
          options_.cost,
          nobodys_hash_,
          options_.demo,
          exchange.request.peer,
          viewer_of(exchange.token).person ? exchange.token : "",
          base64(log_.signing_key())};
}

void Broker::State::handle(Request request, std::function<void(Response)> reply) {
  const auto exchange = std::make_shared<Exchange>();
  exchange->request = std::move(request);
  exchange->reply = std::move(reply);
  const std::lock_guard lock(mutex_);
  guarded(exchange, [&] { serve(exchange); });
  tell();  // whoever asked has been answered and does not wait for this
}

// A broken invariant ends one request, not the service: it says nothing about what was broken, and nothing has changed,
// since a change is the last step that can fail, and one that fails half-way ends the service (take_in).
void Broker::State::guarded(const std::shared_ptr<Exchange>& exchange, const std::function<void()>& step) {
  try {
    step();
  } catch (const std::exception&) {
    exchange->reply(failure(*exchange, {500, {{"internal", "this request could not be served", "", ""}}}));
  }
}

void Broker::State::serve(const std::shared_ptr<Exchange>& exchange) {
  auto& request = exchange->request;
  if (failed_) return exchange->reply(failure(*exchange, {503, {{"unavailable", "the service is ending", "", ""}}}));
  const auto reject = [&](const Failure& f) { exchange->reply(failure(*exchange, f)); };
  const auto target = parse_target(request.target);
  if (!target) return reject(not_found());
  const auto method = request.method == "HEAD" ? std::string("GET") : request.method;
  auto match = Contract::get().match(method, target->path);
  if (match.operation == nullptr) {
    if (target->path.starts_with("/api/") || method != "GET") return reject(not_found());
    auto page = page_for(target->path);
    add_safe_headers(page, options_.tls);
    return exchange->reply(std::move(page));
  }
  settle_due(now());
  tell();
  exchange->operation = match.operation;
  exchange->path = std::move(match.path);
  exchange->query = target->query;
  exchange->token = cookie_value(request, cookie_name());
  const auto viewer = viewer_of(exchange->token);
  const auto view = talks::View::cut(halls_, viewer);
  if (auto problem = refuse(*exchange, viewer, view)) return reject(*problem);
  if (auto problem = read_body(*exchange)) return reject(*problem);
  const auto& id = match.operation->id;
  if (id == "followChanges") return exchange->reply(follow(viewer, view));
  Changes changes;
  Call call{viewer,
            view,
            now(),
            *match.operation,
            exchange->path,
            exchange->query,
            exchange->body,
            entropy_,
            changes,
            kept_,
            [this] { return backups(); }};
  Outcome outcome;
  if (id == "getCheckpoint" || id == "exportChain") outcome = chain_operation(call, log_);
  else if (const auto at_the_gate = find_gate_operation(id)) outcome = at_the_gate(call, gate(*exchange));
  else outcome = find_operation(id)(call);
  settle(exchange, viewer, std::move(outcome), changes);
}

std::optional<Failure> Broker::State::refuse(const Exchange& exchange, const talks::Viewer& viewer,
                                             const talks::View& view) {
  const auto& op = *exchange.operation;
  if (!op.access.anyone && !viewer.person) return Failure{401, {{"session", "sign in first", "", ""}}};
  if (op.changes()) {
    if (!same_origin(exchange.request)) return refused("this request comes from another site", "");
    const auto expected = viewer.person ? csrf_token(exchange.token) : std::string("anyone");
    if (!equal_in_constant_time(exchange.request.header("x-parley-csrf"), expected))
      return refused("this request does not carry the page's token", "load the page again");
  }
  if (auto problem = unauthorised(op, viewer, view)) return problem;
  // Strangers are not counted here: one address may be a whole conference, and their proofs wait for their turn.
  if (op.changes() && viewer.person && !changes_rate_.take(viewer.person->id, now()))
    return Failure{429, {{"rate", "too many changes at once", "wait a minute", ""}}};
  if (op.changes() && viewer.person && exchange.request.body.size() > kLarge &&
      !uploads_rate_.take(viewer.person->id, now()))
    return Failure{429, {{"rate", "too many large uploads at once", "one more every ten seconds", ""}}};
  return std::nullopt;
}

// What the contract grants, for who the viewer is by now: asked when a request comes, and again when its long work is done.
std::optional<Failure> Broker::State::unauthorised(const OperationSpec& op, const talks::Viewer& viewer,
                                                   const talks::View& view) {
  const auto& access = op.access;
  if (!access.anyone) {
    if (!viewer.person) return Failure{401, {{"session", "sign in first", "", ""}}};
    if (find_gate_operation(op.id) == nullptr && halls_.at(talks::kEverybody).opening.keys_destroyed)
      return keys_are_destroyed();
    if (std::ranges::count(access.roles, viewer.person->role) == 0) return refused("this is not for your role", "");
    const bool enrolling =
        op.id == "beginTotp" || op.id == "confirmTotp" || op.id == "confirmSession" || op.id == "signOut";
    if (!enrolling && must_enrol(viewer, view, options_.demo))
      return refused("enrol one-time codes first", "every member of the mediator team has them");
    if (access.mandate && viewer.of_a_party() && !viewer.has(*access.mandate))
      return refused("you do not hold the mandate: " + std::string(name_of(*access.mandate)), "your head can grant it");
    if (access.confirm && !(viewer.confirmed_until && *viewer.confirmed_until > now())) return not_confirmed();
  }
  if (access.while_open) {
    if (view.opening().state != talks::TalksState::kOpen) return conflict("the talks are not open", "");
    if (viewer.of_a_party() && view.get(talks::room_of(viewer.organisation())).opening.withdrawn)
      return conflict("your party has withdrawn from the talks", "what you saw stays readable");
  }
  return std::nullopt;
}

std::optional<Failure> Broker::State::read_body(Exchange& exchange) const {
  const auto& op = *exchange.operation;
  exchange.body = Json::object();
  if (!op.body) return std::nullopt;
  if (!exchange.request.header("content-type").starts_with("application/json"))
    return Failure{415, {{"type", "a body of application/json is expected", "", ""}}};
  auto body = parse_json(exchange.request.body);
  if (!body) return Failure{400, {{"syntax", "the body is not JSON, or too deep", "at most 32 levels", ""}}};
  auto problems = Contract::get().check(*op.body, *body);
  if (!problems.empty()) return Failure{422, std::move(problems)};
  exchange.body = std::move(*body);
  return std::nullopt;
}

void Broker::State::settle(const std::shared_ptr<Exchange>& exchange, const talks::Viewer& viewer, Outcome outcome,
                           const Changes& changes) {
  if (auto* later = std::get_if<Later>(&outcome)) return run_later(exchange, std::move(*later));
  if (const auto* problem = std::get_if<Failure>(&outcome)) return exchange->reply(failure(*exchange, *problem));
  auto& result = std::get<Answer>(outcome);
  auto author = viewer.person ? viewer.author() : talks::Author{};
  if (!result.begins_session_of.empty()) {
    // Whoever has just joined is the author of it, and not whoever sat at this browser before.
    author = {};
    for (const auto& event : changes.events())
      if (const auto* opened = std::get_if<talks::AccountOpened>(&event.body))
        author = {opened->person.name, opened->person.organisation};
  }
  if (auto problem = commit(changes, viewer, author, now())) return exchange->reply(failure(*exchange, *problem));
  exchange->reply(answer(*exchange, std::move(result)));
}

void Broker::State::run_later(const std::shared_ptr<Exchange>& exchange, Later later) {
  const auto resume = [this, exchange, finish = std::move(later.finish)](std::any result) {
    settle_due(now());
    tell();
    const auto viewer = viewer_of(exchange->token);
    const auto view = talks::View::cut(halls_, viewer);
    if (auto problem = unauthorised(*exchange->operation, viewer, view))
      return exchange->reply(failure(*exchange, *problem));
    Changes changes;
    Call call{viewer,   view,    now(), *exchange->operation,        exchange->path, exchange->query, exchange->body,
              entropy_, changes, kept_, [this] { return backups(); }};
    auto outcome = finish(call, std::move(result));
    settle(exchange, viewer, std::move(outcome), changes);
  };
  const bool in_line = options_.threads == 0;  // the lock is held already
  auto& workers = find_gate_operation(exchange->operation->id) != nullptr ? gatekeepers_ : analysts_;
  workers.submit(later.delay, [this, in_line, resume, exchange, work = std::move(later.work)] {
    guarded(exchange, [&] {
      auto result = work();
      if (in_line) return resume(std::move(result));
      const std::lock_guard lock(mutex_);
      resume(std::move(result));
      tell();
    });
  });
}

Response Broker::State::answer(const Exchange& exchange, Answer result) {
  Response response;
  if (result.download) {
    const auto& d = *result.download;
    response.headers = {{"content-type", d.type}};
    if (!d.name.empty()) response.headers.emplace_back("content-disposition", disposition(d.name, d.shown));
    response.body = std::move(result.download->bytes);
  } else {
    if (!result.begins_session_of.empty()) {
      const auto fresh = viewer_of(result.session_token);
      auto shown = gate(exchange);
      result.body = session_json(fresh, talks::View::cut(halls_, fresh), shown, result.session_token, now());
    } else if (result.shows_session) {
      const auto again = viewer_of(exchange.token);
      result.body = session_json(again, talks::View::cut(halls_, again), gate(exchange), exchange.token, now());
    }
    response.headers = {{"content-type", "application/json"}};
    response.body = result.body.dump();
  }
  response.headers.emplace_back("cache-control", "no-store");
  if (!result.session_token.empty()) response.headers.emplace_back("set-cookie", cookie(result.session_token, false));
  if (result.ends_session) response.headers.emplace_back("set-cookie", cookie("", true));
  add_safe_headers(response, options_.tls);
  return response;
}

Response Broker::State::failure(const Exchange&, const Failure& problem) const {
  Response response{
      problem.status, {{"content-type", "application/json"}, {"cache-control", "no-store"}}, to_json(problem), nullptr};
  add_safe_headers(response, options_.tls);
  return response;
}

std::string Broker::State::cookie(const std::string& token, bool ends) const {
  return cookie_name() + "=" + token + "; Path=/; HttpOnly; SameSite=Strict" + (options_.tls ? "; Secure" : "") +
         (ends ? "; Max-Age=0" : "");
}

Response Broker::State::follow(const talks::Viewer& viewer, const talks::View& view) {
  Response response;
  response.headers = {{"content-type", "text/event-stream"}, {"cache-control", "no-store"}};
  add_safe_headers(response, options_.tls);
  response.feed = std::make_shared<Feed>();
  for (const auto* hall : view.halls())
    if (hall->audience.kind != talks::AudienceKind::kAccount)
      response.feed->publish(change_frame(to_text(hall->audience), hall->entries));
  std::erase_if(subscriptions_, [](const Subscription& s) { return s.feed.expired(); });
  subscriptions_.push_back({response.feed, {viewer.person->id, viewer.session}});
  return response;
}

void Broker::State::note_untold(const std::vector<talks::Addressed>& events) {
  auto& together = untold_.emplace_back();
  for (const auto& event : events)
    if (std::ranges::find(together, event.audience, &Changed::audience) == together.end())
      together.push_back({event.audience, halls_.at(event.audience).entries});
}

// Frames are never put together: how many arrive would depend on who made a request first.
void Broker::State::tell() {
  if (untold_.empty()) return;
  const auto untold = std::exchange(untold_, {});
  try {
    const auto time = now();
    for (const auto& subscription : subscriptions_)
      if (const auto feed = subscription.feed.lock())
        for (const auto& together : untold) tell(subscription, *feed, together, time);
  } catch (const std::exception&) {
    log_failed();  // those who follow would not know what they lack
  }
}

void Broker::State::tell(const Subscription& subscription, Feed& feed, const std::vector<Changed>& together,
                         Time time) {
  const auto viewer = seated(subscription.of, time);
  if (!viewer) {
    // Ended by an act of the person's own; otherwise when the clock says so, not when somebody else acts.
    const auto own = talks::account_of(subscription.of.person);
    if (std::ranges::find(together, own, &Changed::audience) != together.end()) feed.close();
    return;
  }
  for (const auto& changed : together)
    if (changed.audience.kind != talks::AudienceKind::kAccount && talks::View::sees(halls_, *viewer, changed.audience))
      feed.publish(change_frame(to_text(changed.audience), changed.entries));
}

void Broker::State::close_ended_feeds() {
  const auto time = now();
  std::erase_if(subscriptions_, [&](const Subscription& subscription) {
    const auto feed = subscription.feed.lock();
    const bool over = feed && !seated(subscription.of, time);
    if (over) feed->close();
    return over || !feed;
  });
}

void Broker::State::close_feeds() {
  const std::lock_guard lock(mutex_);
  for (auto& subscription : subscriptions_)
    if (const auto feed = subscription.feed.lock()) feed->close();
  subscriptions_.clear();
}

}  // namespace parley::broker
