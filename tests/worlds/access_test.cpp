// Role x mandate x confirmation x state x operation x object: the server grants what docs/access.md grants and nothing else.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/worlds/player.hpp"
#include "tests/worlds/policy.hpp"

namespace parley::worlds {
namespace {

const std::vector<std::string> kMandates{"send",         "tag", "consent", "preferences", "accept_referendum",
                                         "accept_final", "sign"};

struct Caller {
  std::string key, role;
  std::set<std::string> mandates;
  bool left = false;
};

std::vector<Caller> callers() {
  std::vector<Caller> all{{"visitor", "anyone", {}, false},
                          {"lead", "lead", {}, false},
                          {"helper:north", "mediator", {}, false},
                          {"helper:south", "mediator", {}, false},
                          {"head:north", "head", {kMandates.begin(), kMandates.end()}, false},
                          {"head:east", "head", {kMandates.begin(), kMandates.end()}, true},
                          {"delegate:north", "delegate", {}, false},
                          {"watch", "observer", {}, false}};
  for (const auto& mandate : kMandates) all.push_back({"delegate:north", "delegate", {mandate}, false});
  return all;
}

// One caller in one state of the talks, with objects of its own, of others, and names of nothing.
class Probe {
 public:
  Probe(const Caller& caller, bool suspended) : caller_(caller), suspended_(suspended), stage_("access") {
    gather(stage_);
    furnish();
    grant();
    auto& lead = stage_.person("lead");
    if (caller.left) must(stage_.person("head:east"), "POST", "/api/withdrawal", {{"words", "we leave"}});
    if (suspended) {
      ready(lead, true);
      must(lead, "PUT", "/api/talks/state", {{"state", "suspended"}, {"statement", "a pause"}});
    }
  }

  void run(const Policy& policy) {
    auto operations = broker::Contract::get().operations();
    // What ends something comes last.
    std::ranges::stable_partition(operations,
                                  [](const auto& op) { return op.method != "DELETE" && op.id != "withdraw"; });
    for (const bool confirmed : {false, true})
      for (const auto& operation : operations) {
        ASSERT_TRUE(policy.operations.contains(operation.id)) << "docs/access.md has no row for " << operation.id;
        call(operation, policy.operations.at(operation.id), confirmed);
      }
    rooms(policy);
  }
  std::size_t cells = 0, granted = 0;

 private:
  void must(Person& who, const std::string& method, const std::string& target, const Json& body) {
    const auto reply = stage_.ask(who, method, target, body);
    ASSERT_EQ(reply.status, 200) << who.key << " " << target << " " << reply.body;
  }
  void ready(Person& who, bool confirmed) {
    stage_.set(stage_.now() + 90);
    stage_.be_signed_in(who);
    if (confirmed) stage_.be_confirmed(who);
  }
  void furnish() {
    const Json message{{"kind", "message"}, {"text", "words"}, {"tag", "public"}};
    const Json document{{"kind", "document"}, {"file", {{"name", "a.txt"}, {"bytes", "abcd"}}}};
    auto& lead = stage_.person("lead");
    for (const auto& party : kParties) {
      auto& head = stage_.person("head:" + party);
      for (const auto& room : {"room:" + party, "caucus:" + party})
        for (const auto& body : {message, document}) must(head, "POST", "/api/rooms/" + room + "/items", body);
      must(head, "POST", "/api/invitations", {{"name", "Another"}, {"role", "delegate"}});
      must(lead, "POST", "/api/readouts", {{"words", "said"}, {"parties", {party}}, {"spoken", to_text(stage_.now())}});
      must(lead, "POST", "/api/rooms/desk:" + party + "/items", message);
    }
    must(lead, "POST", "/api/groups", {{"title", "Two"}, {"parties", {"south", "east"}}});
    must(lead, "POST", "/api/groups", {{"title", "Both"}, {"parties", {"north", "east"}}});
    for (const char* key :
         {"lead", "helper:north", "helper:south", "head:north", "head:south", "head:east", "delegate:north", "watch"})
      learn_all(stage_.person(key));
  }
  void learn_all(Person& who) {
    for (const char* path : {"/api/rooms", "/api/readouts", "/api/sessions", "/api/members", "/api/invitations"})
      stage_.ask(who, "GET", path);
    for (const auto& room : std::vector<std::string>(who.known["rooms"])) stage_.ask(who, "GET", "/api/rooms/" + room);
  }
  void grant() {
    auto& head = stage_.person("head:north");
    auto& delegate = stage_.person("delegate:north");
    auto grants = Json::array();
    if (caller_.role == "delegate")
      for (const auto& mandate : caller_.mandates)
        grants.push_back(
            {{"mandate", mandate}, {"from", to_text(stage_.now())}, {"until", to_text(stage_.now() + talks::kDay)}});
    const auto me = stage_.ask(delegate, "GET", "/api/session").json();
    must(head, "PUT", "/api/members/" + me["person"]["id"].get<std::string>() + "/mandates", {{"mandates", grants}});
  }

  // The status with which the policy refuses; 0 where it grants.
  int refusal(const Granted& row, bool confirmed) const {
    if (!row.roles.contains("anyone")) {
      if (caller_.role == "anyone") return 401;
      if (!row.roles.contains(caller_.role)) return 403;
      const bool of_party = caller_.role == "head" || caller_.role == "delegate";
      if (of_party && !row.mandate.empty() && !caller_.mandates.contains(row.mandate)) return 403;
      if (row.confirm && !confirmed) return 403;
    }
    if (row.open && (suspended_ || caller_.left)) return 409;
    return 0;
  }
  // A refusal of the gate, as against one of the operation itself.
  static bool at_the_gate(const Reply& reply) {
    for (const char* words : {"sign in first", "not for your role", "do not hold the mandate",
                              "confirm with a fresh code", "the talks are not open", "your party has withdrawn"})
      if (reply.body.find(words) != std::string::npos) return true;
    return false;
  }

  std::string name_for(const broker::OperationSpec& operation, const std::string& parameter,
                       const std::string& object) {
    if (object == "absent") return parameter == "room" ? "caucus:nobody" : kAbsentId;
    auto& who = stage_.person(caller_.key);
    if (object == "own") {
      const auto names = candidates(operation, parameter, who.known, {});
      return names.empty() ? kAbsentId : names.front();
    }
    const bool south = caller_.key != "helper:south";
    const std::string other = south ? "south" : "north";
    if (parameter == "room") return (caller_.role == "lead" ? "room:" : "caucus:") + other;
    // Of somebody whose rooms the caller does not share.
    auto& owner = stage_.person("head:" + other);
    const auto names = candidates(operation, parameter, owner.known, {"room:" + other});
    return names.empty() ? kAbsentId : names.front();
  }

  void call(const broker::OperationSpec& operation, const Granted& row, bool confirm) {
    auto& who = stage_.person(caller_.key);
    const bool has_object = operation.path.find('{') != std::string::npos;
    std::string foreign;
    for (const char* object : {"own", "foreign", "absent"}) {
      if (!has_object && std::string_view(object) != "own") break;
      // The confirmation holds for all three.
      if (std::string_view(object) == "own") ready(who, confirm);
      else stage_.be_signed_in(who);
      const auto session = stage_.ask(who, "GET", "/api/session").json();
      const auto until = session["confirmed_until"];
      const bool confirmed = until.is_string() && stage_.now() < *talks::parse_time(until.get<std::string>());
      Dice dice(7);
      Making making{dice, who.known, who.organisation.empty() ? "north" : who.organisation, {}, stage_.now(), who.key};
      const auto body = body_for(operation, making);
      const auto target =
          fill_path(operation, [&](const std::string& parameter) { return name_for(operation, parameter, object); });
      const auto before = stage_.written().size();
      const auto reply = stage_.ask(who, operation.method, target, body);
      ++cells;
      const auto expected = refusal(row, confirmed);
      const auto where = fmt::format("{} {} {} {} mandates {} {}{}: {}", caller_.key, operation.id, object, target,
                                     fmt::format("{}", fmt::join(caller_.mandates, "+")), confirmed ? "confirmed" : "",
                                     suspended_ ? " suspended" : "", reply.body.substr(0, 200));
      if (expected != 0) {
        EXPECT_EQ(reply.status, expected) << where;
        EXPECT_EQ(stage_.written().size(), before) << "something was written: " << where;
      } else {
        EXPECT_FALSE(at_the_gate(reply)) << where;
        granted += reply.status == 200 ? 1 : 0;
      }
      if (reply.status == 200 && operation.id == "withdraw") caller_.left = true;
      if (reply.status == 200 && operation.id == "changeState")
        must(who, "PUT", "/api/talks/state",
             {{"state", suspended_ ? "suspended" : "open"}, {"statement", "as before"}});
      if (std::string_view(object) == "foreign") foreign = reply.bytes();
      if (std::string_view(object) == "absent")
        EXPECT_EQ(foreign, reply.bytes()) << "foreign and absent differ: " << where;
    }
  }

  bool may_read(const std::string& word, const std::string& room) const {
    if (word == "yes") return true;
    if (word == "no") return false;
    const auto of = room.substr(room.find(':') + 1);
    const auto mine = caller_.key.substr(caller_.key.find(':') + 1);
    if (word == "own party" || word == "assigned") return of == mine;
    if (word == "of its parties" || word == "assigned to one of its parties") {
      const auto group = groups_.find(room);
      return group != groups_.end() && group->second.contains(mine);
    }
    ADD_FAILURE() << "docs/access.md says of " << room << " what the test does not understand: " << word;
    return false;
  }

  void rooms(const Policy& policy) {
    if (caller_.role == "anyone") return;
    auto& who = stage_.person(caller_.key);
    ready(who, false);
    std::set<std::string> all{"table", "plenary", "public"};
    for (const auto& w : stage_.written()) {
      if (w.kind == "group.made") groups_[w.audience] = w.body["parties"].get<std::set<std::string>>();
      if (!w.audience.starts_with("account:")) all.insert(w.audience);
    }
    for (const auto& party : kParties)
      for (const char* kind : {"room:", "caucus:", "desk:"}) all.insert(kind + party);
    for (const auto& room : all) {
      const auto kind = room.substr(0, room.find(':'));
      const auto row = std::ranges::find_if(
          policy.rooms, [&](const auto& r) { return r.first.substr(0, r.first.find(':')) == kind; });
      ASSERT_NE(row, policy.rooms.end()) << "docs/access.md has no row for " << room;
      const bool reads = may_read(row->second.at(caller_.role), room);
      EXPECT_EQ(stage_.ask(who, "GET", "/api/rooms/" + room).status, reads ? 200 : 404) << caller_.key << " " << room;
      ++cells;
    }
  }

  Caller caller_;
  bool suspended_;
  Stage stage_;
  std::map<std::string, std::set<std::string>> groups_;
};

TEST(Access, TheWrittenPolicyAndTheContractNameTheSameOperations) {
  const auto policy = read_policy();
  for (const auto& [id, row] : policy.operations)
    EXPECT_TRUE(std::ranges::any_of(broker::Contract::get().operations(), [&](const auto& op) { return op.id == id; }))
        << "docs/access.md has a row for " << id << ", the contract has no such operation";
  for (const auto& operation : broker::Contract::get().operations()) {
    ASSERT_TRUE(policy.operations.contains(operation.id)) << "docs/access.md has no row for " << operation.id;
    const auto& row = policy.operations.at(operation.id);
    std::set<std::string> roles;
    if (operation.access.anyone) roles.insert("anyone");
    for (const auto role : operation.access.roles) roles.insert(Json(role).get<std::string>());
    EXPECT_EQ(row.roles, roles) << operation.id;
    EXPECT_EQ(row.mandate, operation.access.mandate ? Json(*operation.access.mandate).get<std::string>() : "")
        << operation.id;
    EXPECT_EQ(row.confirm, operation.access.confirm) << operation.id;
    EXPECT_EQ(row.open, operation.access.while_open) << operation.id;
  }
}

TEST(Access, NobodyGetsWhatTheWrittenPolicyDoesNotGrant) {
  const auto policy = read_policy();
  std::size_t cells = 0, granted = 0;
  for (const bool suspended : {false, true})
    for (const auto& caller : callers()) {
      Probe probe(caller, suspended);
      probe.run(policy);
      cells += probe.cells;
      granted += probe.granted;
    }
  fmt::print("{} cells of role x mandate x confirmation x state x operation x object, {} of them succeeded\n", cells,
             granted);
  EXPECT_GT(cells, 2000U);
  EXPECT_GT(granted, 300U);
}

}  // namespace
}  // namespace parley::worlds
