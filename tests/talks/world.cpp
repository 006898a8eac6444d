#include "tests/talks/world.hpp"

#include <fmt/format.h>
#include <liboath/oath.h>

#include <stdexcept>

#include "tests/talks/answer_check.hpp"

namespace parley::testing {

const char* const kSmallCase = R"(parley: 1
case: small
title: A small dispute
source: notes
sources: {notes: Notes of nobody}
issues:
  price: {title: The price, options: {low: Low, mid: Middling, high: High}}
  date: {title: The date, options: {soon: Soon, late: Late}}
parties:
  north:
    name: North
    scores: {price: {table: {low: 0, mid: 10, high: 20}}, date: {table: {soon: 10, late: 0}}}
    reservation: 8
  south:
    name: South
    scores: {price: {table: {low: 20, mid: 12, high: 0}}, date: {table: {soon: 4, late: 10}}}
    reservation: 6
  chair: {name: The chair, role: mediator}
  watch: {name: The watchers, role: observer}
)";

std::string Reply::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (key == name) return value;
  return {};
}

std::string Reply::bytes() const {
  std::string out = std::to_string(status) + "\n";
  for (const auto& [name, value] : headers) out += name + ": " + value + "\n";
  return out + "\n" + body;
}

std::future<Reply> Client::begin(broker::Request request) {
  const auto answered = std::make_shared<std::promise<Reply>>();
  world_->broker().handle(std::move(request), [answered](broker::Response response) {
    answered->set_value(
        {response.status, std::move(response.headers), std::move(response.body), std::move(response.feed)});
  });
  return answered->get_future();
}

Reply Client::raw(broker::Request request) {
  const auto method = request.method, target = request.target;
  auto answered = begin(std::move(request));
  if (answered.wait_for(std::chrono::minutes(1)) != std::future_status::ready)
    throw std::logic_error("the broker did not reply");
  auto reply = answered.get();
  if (const auto wrong = contradiction(method, target, reply.status, reply.header("content-type"), reply.body);
      !wrong.empty())
    throw std::logic_error("not as the contract says: " + wrong);
  if (const auto set = reply.header("set-cookie"); !set.empty()) cookie = set.substr(0, set.find(';'));
  return reply;
}

broker::Request Client::request(const std::string& method, const std::string& target, const Json& body) const {
  broker::Request request{method, target, {{"host", "127.0.0.1"}, {"x-parley-csrf", csrf}}, "", peer};
  if (!cookie.empty()) request.headers.emplace_back("cookie", cookie);
  if (method == "POST" || method == "PUT") {
    request.headers.emplace_back("content-type", "application/json");
    request.body = body.is_null() ? "{}" : body.dump();
  }
  return request;
}

Reply Client::call(const std::string& method, const std::string& target, const Json& body) {
  return raw(request(method, target, body));
}

std::future<Reply> Client::begin(const std::string& method, const std::string& target, const Json& body) {
  return begin(request(method, target, body));
}

Json Client::must(const std::string& method, const std::string& target, const Json& body) {
  const auto reply = call(method, target, body);
  if (reply.status != 200)
    throw std::runtime_error(fmt::format("{} {}: {} {}", method, target, reply.status, reply.body));
  return reply.json();
}

void Client::accept(const std::string& secret, const std::string& name) {
  const auto session =
      must("POST", "/api/invitations/accept", {{"secret", secret}, {"login", name}, {"password", kPassword}});
  csrf = session["csrf"];
  login = session["login"];
  if (session["totp"] == "required") enrol();
}

std::string Client::code(std::int64_t from_now) const {
  char* secret = nullptr;
  std::size_t length = 0;
  if (oath_base32_decode(totp_secret.data(), totp_secret.size(), &secret, &length) != OATH_OK)
    throw std::runtime_error("base32");
  char code[7];
  oath_totp_generate(secret, length, static_cast<time_t>(world_->now().seconds + from_now), 30, 0, 6, code);
  free(secret);
  return code;
}

void Client::enrol() {
  totp_secret = must("POST", "/api/account/totp")["secret"];
  must("PUT", "/api/account/totp", {{"code", code()}});
}

void Client::confirm() {
  if (totp_secret.empty()) {
    must("POST", "/api/session/confirmation", {{"proof", kPassword}});
    return;
  }
  world_->advance(30);  // a code counts once
  must("POST", "/api/session/confirmation", {{"proof", code()}});
}

World::World(const std::string& seed, const WorldOptions& options)
    : now_(std::make_shared<talks::Time>(talks::Time{options.start})), entropy_(talks::seeded_entropy(seed)) {
  auto log = store::open_log(options.database, *store::Unlock::key(std::string(32, 'k')), *entropy_);
  if (!log) throw std::runtime_error(log.error().message);
  log_ = std::move(*log);
  broker::BrokerOptions broker_options;
  broker_options.threads = options.threads;
  broker_options.cost = {1, 8192};
  broker_options.tls = options.tls;
  broker_options.demo = options.demo;
  broker_options.party_bytes = options.party_bytes;
  broker_options.clock = [now = now_] { return *now; };
  broker_options.steady = [now = now_, set = set_] { return now->seconds - *set; };
  auto broker = broker::Broker::start(broker_options, *log_, *entropy_);
  if (!broker) throw std::runtime_error(broker.error().message);
  broker_ = std::move(*broker);
}

World::~World() = default;

Client World::lead() {
  const auto secret = broker_->first_invitation();
  Client client(*this);
  client.accept(**secret, "lead");
  return client;
}

Client World::invited(Client& by, const Json& invitation, const std::string& login) {
  const auto made = by.must("POST", "/api/invitations", invitation);
  Client client(*this);
  client.accept(made["secret"], login);
  return client;
}

Client World::head(Client& by, const std::string& party) {
  return invited(by, {{"name", "Head of " + party}, {"role", "head"}, {"organisation", party}}, party);
}
Client World::observer(Client& by, const std::string& party) {
  return invited(by, {{"name", "Observer of " + party}, {"role", "observer"}, {"organisation", party}}, party);
}
Client World::mediator(Client& by, const std::vector<std::string>& caucuses) {
  return invited(by, {{"name", "Assistant"}, {"role", "mediator"}, {"caucuses", caucuses}}, "assistant");
}

Client World::delegate(Client& by, const std::string& name, const std::vector<std::string>& mandates) {
  auto client = invited(by, {{"name", name}, {"role", "delegate"}}, "delegate");
  auto grants = Json::array();
  for (const auto& mandate : mandates)
    grants.push_back({{"mandate", mandate}, {"from", to_text(now())}, {"until", to_text(now() + 30 * talks::kDay)}});
  const auto me = client.must("GET", "/api/session");
  by.must("PUT", "/api/members/" + me["person"]["id"].get<std::string>() + "/mandates", {{"mandates", grants}});
  return client;
}

void open_talks(World& world, Client& lead, const std::string& case_file) {
  lead.confirm();
  lead.must("POST", "/api/talks", {{"case", case_file}, {"keep_until", to_text(world.now() + 365 * talks::kDay)}});
}

}  // namespace parley::testing
