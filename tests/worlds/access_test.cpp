// Role x mandate x confirmation x state x operation x object: the server grants what docs/access.md grants and nothing else.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/worlds/furnish.hpp"
#include "tests/worlds/player.hpp"
#include "tests/worlds/policy.hpp"

namespace parley::worlds {
namespace {

const std::vector<std::string> kMandates{"send",         "tag", "consent", "preferences", "accept_referendum",
                                         "accept_final", "sign"};

struct Caller {
  std::string key, role;
  std::set<std::string> mandates;  // that hold now
  bool left = false;
  std::int64_t granted_from = 0, granted_until = talks::kDay;  // those of a delegate, counted from now
};

const std::set<std::string> kAll(kMandates.begin(), kMandates.end());

std::vector<Caller> callers() {
  std::vector<Caller> all{{"visitor", "anyone", {}},
                          {"lead", "lead", {}},
                          {"helper:north", "mediator", {}},
                          {"helper:south", "mediator", {}},
                          {"head:north", "head", kAll},
                          {"head:north", "head", kAll, true},
                          {"delegate:north", "delegate", {}},
                          {"delegate:north", "delegate", {}, false, -2 * talks::kDay, -talks::kDay},
                          {"delegate:north", "delegate", {}, false, 20 * talks::kDay, 30 * talks::kDay},
                          {"watch", "observer", {}}};
  for (const auto& mandate : kMandates) all.push_back({"delegate:north", "delegate", {mandate}});
  return all;
}

// Objects of which there is none in the talks that a role does not know. Whoever is not named here knows none of the others'.
const std::map<std::string, std::set<std::string>> kAllKnown{
    {"lead", {"readout", "round", "agreement", "commitment", "draft", "older"}},
    {"mediator", {"round"}},
};

// One caller in one state of the talks, with objects of its own, of others, and names of nothing.
class Probe {
 public:
  Probe(const Caller& caller, std::string state) : caller_(caller), state_(std::move(state)), stage_("access") {
    auto& lead = stage_.person("lead");
    if (state_ == "unopened") {
      gather_team(stage_);
      return;
    }
    gather(stage_);
    furnish(stage_);
    for (const char* key :
         {"lead", "helper:north", "helper:south", "head:north", "head:south", "head:east", "delegate:north", "watch"})
      learn_all(stage_, stage_.person(key));
    // The talks are neither suspended nor ended while a blind round is under way.
    if (state_ != "open") stage_.set(stage_.now() + 6 * talks::kDay);
    grant();
    if (caller.left) must(stage_.person("head:north"), "POST", "/api/withdrawal", {{"words", "we leave"}});
    if (state_ == "open") return;
    ready(lead, true);
    must(lead, "PUT", "/api/talks/state", {{"state", state_}, {"statement", "no more for now"}});
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
  // A delegate holds what the test wants it to hold, or everything at another time.
  void grant() {
    auto& head = stage_.person("head:north");
    auto& delegate = stage_.person("delegate:north");
    stage_.be_signed_in(head);
    stage_.be_signed_in(delegate);
    const auto now = stage_.now();
    const bool holds_now = caller_.granted_from <= 0 && caller_.granted_until > 0;
    auto grants = Json::array();
    if (caller_.role == "delegate")
      for (const auto& mandate : holds_now ? caller_.mandates : kAll)
        grants.push_back({{"mandate", mandate},
                          {"from", to_text(now + caller_.granted_from)},
                          {"until", to_text(now + caller_.granted_until)}});
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
    if (row.open && (state_ != "open" || caller_.left)) return 409;
    return 0;
  }
  // A refusal of the gate, as against one of the operation itself.
  static bool at_the_gate(const Reply& reply) {
    const auto body = reply.json();
    if (!body.is_object() || !body.contains("errors")) return false;
    const auto message = body["errors"][0]["message"].get<std::string>();
    static const std::set<std::string> kOfTheGate{"sign in first", "this is not for your role",
                                                  "confirm with a fresh code or your password first",
                                                  "the talks are not open", "your party has withdrawn from the talks"};
    return kOfTheGate.contains(message) || message.starts_with("you do not hold the mandate: ");
  }

  static const broker::OperationSpec& operation_called(std::string_view id) {
    return *std::ranges::find(broker::Contract::get().operations(), id, &broker::OperationSpec::id);
  }

  // Of somebody whose rooms the caller does not share, and not known to the caller from anywhere else.
  std::string foreign_name(const broker::OperationSpec& operation, const std::string& parameter) {
    const std::string other = caller_.key == "helper:south" ? "north" : "south";
    const auto& known = stage_.person(caller_.key).known;
    if (parameter == "room") return (caller_.role == "lead" ? "room:" : "caucus:") + other;
    if (parameter == "party") return caller_.role == "lead" ? "nobody" : other;
    // For the bulletin, a document that others have and that is not published.
    const auto& wanted = operation.id == "getBulletinFile" ? operation_called("getFile") : operation;
    for (const auto& whose : {"head:" + other, "delegate:" + other})
      for (const auto& name : candidates(wanted, parameter, stage_.person(whose).known, {}))
        if (std::ranges::none_of(known, [&](const auto& k) { return std::ranges::count(k.second, name) > 0; }))
          return name;
    return kAbsentId;
  }

  std::string name_for(const broker::OperationSpec& operation, const std::string& parameter,
                       const std::string& object) {
    const auto absent = parameter == "room" ? "caucus:nobody" : parameter == "party" ? "nobody" : kAbsentId;
    if (object == "absent") return absent;
    if (object == "own") {
      const auto& who = stage_.person(caller_.key);
      if (parameter == "party") return caller_.key == "helper:south" ? "south" : "north";
      const auto names = candidates(operation, parameter, who.known, {});
      return names.empty() ? absent : names.front();
    }
    const auto name = foreign_name(operation, parameter);
    const auto all_known = kAllKnown.find(caller_.role);
    const bool none = state_ == "unopened" || (all_known != kAllKnown.end() && all_known->second.contains(parameter));
    if (parameter != "room" && parameter != "party")
      EXPECT_EQ(name == absent, none) << caller_.key << " " << operation.id << ": a foreign " << parameter;
    return name;
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
          fill_path(operation, [&](const std::string& parameter) { return name_for(operation, parameter, object); }) +
          query_for(operation, making);
      const auto before = stage_.written().size();
      const auto reply = stage_.ask(who, operation.method, target, body);
      ++cells;
      const auto expected = refusal(row, confirmed);
      const auto where = fmt::format("{} {} {} {} mandates {} {}{}: {}", caller_.key, operation.id, object, target,
                                     fmt::format("{}", fmt::join(caller_.mandates, "+")), confirmed ? "confirmed " : "",
                                     state_, reply.body.substr(0, 200));
      if (expected != 0) {
        EXPECT_EQ(reply.status, expected) << where;
        EXPECT_EQ(stage_.written().size(), before) << "something was written: " << where;
      } else {
        EXPECT_FALSE(at_the_gate(reply)) << where;
        // Before the opening nothing exists, and some answers say just that.
        if (std::string_view(object) != "own" && state_ != "unopened") EXPECT_EQ(reply.status, 404) << where;
        granted += reply.status == 200 ? 1 : 0;
      }
      if (reply.status == 200 && operation.id == "withdraw") caller_.left = true;
      if (reply.status == 200 && operation.id == "changeState")
        must(who, "PUT", "/api/talks/state", {{"state", state_}, {"statement", "as before"}});
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
    if (state_ != "unopened")
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
  std::string state_;
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
  for (const char* state : {"unopened", "open", "suspended", "ended"})
    for (const auto& caller : callers()) {
      // Before the opening there are no parties, and so nobody of one.
      const bool exists = caller.role == "anyone" || caller.role == "lead" || caller.role == "mediator";
      if (state == std::string_view("unopened") && !exists) continue;
      Probe probe(caller, state);
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
