// two_worlds_timing [--rounds N]: how much later an answer comes for what others do, or for a name that exists, and how
// small a difference the comparison could detect (timing.hpp). In process except where it is about a flood.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <thread>

#include "tests/worlds/player.hpp"
#include "tests/worlds/sockets.hpp"
#include "tests/worlds/timing.hpp"

namespace parley::worlds {
namespace {

using Stages = std::vector<std::unique_ptr<Stage>>;
constexpr std::size_t kRoundsOfSignIn = 20, kRoundsOfFlood = 20;  // a share of the rounds: each takes longer

void must(Stage& stage, Person& who, const std::string& method, const std::string& target, const Json& body) {
  if (const auto reply = stage.ask(who, method, target, body); reply.status != 200)
    throw std::runtime_error(target + ": " + reply.body);
}

// What the party north and its mediators do with nobody else: items, entries, members, readouts that nobody confirms.
void live(Stage& stage) {
  auto& north = stage.person("head:north");
  auto& lead = stage.person("lead");
  for (int i = 0; i < 400; ++i) {
    stage.set(stage.now() + 2);
    must(stage, north, "POST", "/api/rooms/caucus:north/items",
         {{"kind", "message"}, {"text", "words that nobody else hears"}});
    if (i % 4 == 0)
      must(stage, lead, "POST", "/api/readouts",
           {{"words", "spoken " + std::to_string(i)}, {"parties", {"north"}}, {"spoken", to_text(stage.now())}});
    if (i % 20 != 0) continue;
    const auto made = stage.ask(north, "POST", "/api/invitations", {{"name", "Delegate"}, {"role", "delegate"}}).json();
    stage.join(stage.person("delegate:north." + std::to_string(i)), made["secret"]);
    must(stage, lead, "POST", "/api/groups", {{"title", "North and east"}, {"parties", {"north", "east"}}});
  }
}

std::unique_ptr<Stage> furnished(bool busy) {
  auto stage = std::make_unique<Stage>("timing");
  gather(*stage);
  if (busy) live(*stage);
  stage->set({Stage::kStart + 3000});
  stage->be_signed_in(stage->person("head:south"));
  return stage;
}

broker::Request request_of(const Person& who, const std::string& method, const std::string& target,
                           std::string body = {}) {
  broker::Headers headers{{"host", "127.0.0.1"}, {"cookie", who.cookie}, {"x-parley-csrf", who.csrf}};
  if (!body.empty()) headers.emplace_back("content-type", "application/json");
  return {method, target, std::move(headers), std::move(body), who.peer};
}

// The uninvolved viewer of a quiet server and of one where another party and its mediators have done a great deal.
void compare_worlds(std::size_t rounds) {
  std::vector<Stages> stages(3);
  for (std::size_t g = 0; g < stages.size(); ++g)
    for (std::size_t i = 0; i < kServers; ++i) stages[g].push_back(furnished(g == 2));
  for (const char* target : {"/api/home", "/api/rooms", "/api/rooms/plenary", "/api/rooms/caucus:north", "/api/session",
                             "/api/checkpoint", "/api/record", "/api/none"}) {
    std::vector<Group> groups;
    for (auto& group : stages)
      groups.push_back({target,
                        {},
                        [&group, target](std::size_t server) {
                          auto& stage = *group[server];
                          std::size_t bytes = 0;
                          stage.front().handle(request_of(stage.person("head:south"), "GET", target),
                                               [&](const broker::Response& r) { bytes = r.body.size(); });
                          if (bytes == 0) throw std::runtime_error(std::string(target) + " was not answered");
                        },
                        {}});
    compare(groups, rounds, true);
  }
}

struct Attempt {
  std::string login, password, code;
};

// An attempt to sign in that fails, each from an address of its own so that none is made to wait.
void fail_to_sign_in(Stage& stage, const Attempt& attempt) {
  static unsigned strangers = 0;
  ++strangers;
  Person stranger;
  stranger.csrf = "anyone";
  stranger.peer = fmt::format("10.{}.{}.{}", 1 + strangers / 65536, strangers / 256 % 256, strangers % 256);
  const Json body{{"login", attempt.login}, {"password", attempt.password}, {"code", attempt.code}};
  int status = 0;
  stage.front().handle(request_of(stranger, "POST", "/api/session", body.dump()),
                       [&](const broker::Response& r) { status = r.status; });
  if (status != 401) throw std::runtime_error("an attempt to sign in did not fail");
}

// A name of the same length that nobody has.
std::string unknown(std::string login) {
  login.back() = login.back() == 'z' ? 'y' : 'z';
  return login;
}

// With the cost of a password that the product has.
void compare_sign_in(std::size_t rounds) {
  using Kind = std::function<Attempt(Stage&)>;
  const std::string wrong = "correct horse stapler", right = Stage::kPassword;
  const Kind nobody = [&](Stage& stage) { return Attempt{unknown(stage.person("head:south").login), wrong, "000000"}; };
  const std::vector<std::pair<std::string, Kind>> kinds = {
      {"", nobody},
      {"", nobody},
      {"sign-in: a known name, wrong password",
       [&](Stage& stage) { return Attempt{stage.person("head:south").login, wrong, "000000"}; }},
      {"sign-in: with codes enrolled, wrong password",
       [&](Stage& stage) { return Attempt{stage.person("lead").login, wrong, "000000"}; }},
      {"sign-in: with codes enrolled, wrong code",
       [&](Stage& stage) { return Attempt{stage.person("lead").login, right, "000000"}; }},
  };
  // All but the first group ask the same eight servers: each of them is compared with the first alone.
  std::vector<Stages> stages(2);
  for (auto& group : stages)
    for (std::size_t i = 0; i < kServers; ++i) {
      group.push_back(std::make_unique<Stage>("timing", nullptr, ":memory:", broker::PasswordCost{}));
      gather(*group.back());
    }
  std::vector<Group> groups;
  for (const auto& [what, attempt] : kinds)
    groups.push_back({what,
                      {},
                      [&group = stages[groups.empty() ? 0 : 1], &attempt](std::size_t server) {
                        fail_to_sign_in(*group[server], attempt(*group[server]));
                      },
                      {}});
  compare(groups, rounds, true);
}

// A real server on a disk, and a party's two people who send to their own room as fast as they are answered.
class Flooded {
 public:
  explicit Flooded(const std::string& database) : stage_("timing", nullptr, database), sockets_(stage_.broker(), 2, 4) {
    gather(stage_);
    for (const auto* who : {"head:south", "head:north", "delegate:north"}) {
      stage_.be_signed_in(stage_.person(who));
      look(who);  // connects
    }
  }

  void look(const std::string& who) {
    if (!sockets_.exchange(who, request_of(stage_.person(who), "GET", "/api/home")).starts_with("HTTP/1.1 200"))
      throw std::runtime_error("home was not answered");
  }
  // Nothing is sent where there is no body; the wait is the same.
  void begin(const std::string& body, Dice& dice) {
    stage_.set(stage_.now() + 20);  // as many more changes a person may make
    if (!body.empty())
      for (const auto* who : {"head:north", "delegate:north"})
        floods_.emplace_back([this, who, &body](const std::stop_token& stop) { flood(who, body, stop); });
    std::this_thread::sleep_for(std::chrono::microseconds(3000 + dice.below(10'000)));
  }
  void end() { floods_.clear(); }

 private:
  void flood(const std::string& who, const std::string& body, const std::stop_token& stop) {
    const auto request = request_of(stage_.person(who), "POST", "/api/rooms/room:north/items", body);
    while (!stop.stop_requested()) (void)sockets_.exchange(who, request);
  }

  Stage stage_;
  Sockets sockets_;
  std::vector<std::jthread> floods_;
};

void compare_floods(std::size_t rounds) {
  namespace fs = std::filesystem;
  const auto folder = fs::temp_directory_path() / fmt::format("parley-timing-{}", getpid());
  fs::create_directories(folder);
  const Json message{{"kind", "message"}, {"text", std::string(2000, 'x')}};
  const Json document{{"kind", "document"}, {"file", {{"name", "map.bin"}, {"bytes", std::string(64 * 1024, 'A')}}}};
  const std::vector<std::pair<std::string, std::string>> kinds = {
      {"", ""},
      {"", ""},
      {"/api/home beside a flood of messages", message.dump()},
      {"/api/home beside a flood of documents", document.dump()},
  };
  Dice dice(rounds);
  {
    std::vector<std::vector<std::unique_ptr<Flooded>>> servers(kinds.size());
    std::vector<Group> groups;
    for (std::size_t g = 0; g < kinds.size(); ++g) {
      for (std::size_t i = 0; i < kServers; ++i)
        servers[g].push_back(std::make_unique<Flooded>((folder / fmt::format("{}-{}.db", g, i)).string()));
      groups.push_back({kinds[g].first, [&, g](std::size_t i) { servers[g][i]->begin(kinds[g].second, dice); },
                        [&, g](std::size_t i) { servers[g][i]->look("head:south"); },
                        [&, g](std::size_t i) { servers[g][i]->end(); }});
    }
    compare(groups, rounds, false);
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace parley::worlds

int main(int argc, char** argv) {
  using namespace parley::worlds;
  const std::size_t rounds = argc == 3 && std::strcmp(argv[1], "--rounds") == 0 ? std::stoull(argv[2]) : 2000;
  const auto share = [&](std::size_t of) { return std::max<std::size_t>(rounds / of, 3); };
  fmt::print("{} rounds, {} of sign-in, {} of floods; groups of {} servers\n", rounds, share(kRoundsOfSignIn),
             share(kRoundsOfFlood), kServers);
  print_heading();
  compare_worlds(rounds);
  compare_sign_in(share(kRoundsOfSignIn));
  compare_floods(share(kRoundsOfFlood));
  return 0;
}
