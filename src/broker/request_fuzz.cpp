// Any requests of anybody in talks that have just been opened. One line of the input is one request,
//
//     WHO METHOD TARGET BODY
//
// WHO: a digit that names a person of the demonstration, or nobody. "$0" to "$9" stand for the ids that the answers so far
// have named, the newest first, so that a later line can act on what an earlier one made. Every request is answered once, with
// a status that the contract knows; what says that it is JSON is JSON; a broken invariant (500) or a log that fails (503) is
// a find.
#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "broker/broker.hpp"
#include "store/sqlite_log.hpp"

namespace {

using namespace parley;

constexpr const char* kCase = R"(parley: 1
case: small
title: A small dispute
source: notes
sources: {notes: Notes of nobody}
issues:
  price: {title: The price, options: {low: Low, mid: Middling, high: High}}
  date: {title: The date, options: {soon: Soon, late: Late}}
parties:
  north:
    scores: {price: {table: {low: 0, mid: 10, high: 20}}, date: {table: {soon: 10, late: 0}}}
    reservation: 8
  south:
    scores: {price: {table: {low: 20, mid: 12, high: 0}}, date: {table: {soon: 4, late: 10}}}
  chair: {role: mediator}
  watch: {role: observer}
)";
constexpr std::size_t kMostRequests = 24;

void must(bool holds) {
  if (!holds) std::abort();
}

struct Person {
  std::string cookie, token = "anyone";
};

class Talks {
 public:
  Talks() {
    log_ = *store::open_log(":memory:", *store::Unlock::key(std::string(32, 'k')), *entropy_);
    broker::BrokerOptions options;
    options.demo = true;
    options.threads = 0;
    options.cost = {1, 8192};
    options.clock = [this] { return now_; };
    broker_ = *broker::Broker::start(options, *log_, *entropy_);
    for (const auto& link : *broker_->load_demo(kCase)) {
      Person person;
      const auto entered = ask(person, "POST", "/api/demo", talks::Json{{"secret", link.secret}}.dump());
      person.token = talks::Json::parse(entered)["csrf"];
      people_.push_back(person);
    }
    people_.emplace_back();  // nobody
  }

  void line(std::string_view text) {
    const auto word = [&] {
      const auto end = text.find(' ');
      const auto found = text.substr(0, end);
      text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
      return std::string(found);
    };
    const auto who = word(), method = word(), target = word();
    const auto number = who.empty() ? 0U : static_cast<unsigned char>(who[0]);
    now_ = now_ + 1;
    ask(people_[number % people_.size()], method, with_ids(target), with_ids(text));
  }

 private:
  std::string ask(Person& person, const std::string& method, const std::string& target, const std::string& body) {
    broker::Request request{
        method, target, {{"host", "127.0.0.1"}, {"x-parley-csrf", person.token}}, body, "127.0.0.1"};
    if (!person.cookie.empty()) request.headers.emplace_back("cookie", person.cookie);
    if (!body.empty()) request.headers.emplace_back("content-type", "application/json");
    int replies = 0;
    broker::Response response;
    broker_->handle(std::move(request), [&](broker::Response given) {
      ++replies;
      response = std::move(given);
    });
    must(replies == 1 && response.status >= 200 && response.status < 500);
    for (const auto& [name, value] : response.headers) {
      must(std::ranges::none_of(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; }));
      if (name == "set-cookie") person.cookie = value.substr(0, value.find(';'));
      if (name == "content-type" && value == "application/json") must(talks::Json::accept(response.body));
    }
    remember(response.body);
    return response.body;
  }

  void remember(std::string_view body) {
    constexpr std::size_t kIdLength = 22;
    for (auto at = body.find('"'); at != std::string_view::npos; at = body.find('"', at + 1)) {
      const auto id = body.substr(at + 1, kIdLength);
      if (id.size() < kIdLength || body.substr(at + 1 + kIdLength, 1) != "\"") continue;
      const auto plain = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
      };
      if (!std::ranges::all_of(id, plain) || std::ranges::count(ids_, id) > 0) continue;
      ids_.emplace_front(id);
      if (ids_.size() > 10) ids_.pop_back();
    }
  }

  std::string with_ids(std::string_view text) const {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto digit = i + 1 < text.size() ? static_cast<std::size_t>(text[i + 1] - '0') : std::size_t{10};
      if (text[i] == '$' && digit < ids_.size()) {
        out += ids_[digit];
        ++i;
      } else {
        out.push_back(text[i]);
      }
    }
    return out;
  }

  talks::Time now_{1755525600};
  std::unique_ptr<talks::Entropy> entropy_ = talks::seeded_entropy("fuzz");
  std::unique_ptr<store::Log> log_;
  std::unique_ptr<broker::Broker> broker_;
  std::vector<Person> people_;
  std::deque<std::string> ids_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  Talks talks;
  for (std::size_t i = 0; i < kMostRequests && !input.empty(); ++i) {
    const auto end = input.find('\n');
    talks.line(input.substr(0, end));
    input = end == std::string_view::npos ? std::string_view{} : input.substr(end + 1);
  }
  return 0;
}
