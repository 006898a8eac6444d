// What a page of another site can make a browser send: every change of the contract, one operation after the other.
#include <gtest/gtest.h>

#include "broker/contract.hpp"
#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

struct Sent {
  std::string what;
  broker::Headers headers;
};

struct ForeignSites : ::testing::Test {
  World world{"foreign sites"};
  Client lead = world.lead();
  Client north{world};
  std::vector<broker::OperationSpec> changes;

  void SetUp() override {
    open_talks(world, lead);
    north = world.head(lead, "north");
    for (const auto& operation : broker::Contract::get().operations())
      if (operation.changes()) changes.push_back(operation);
    ASSERT_GT(changes.size(), 40U);
  }

  std::size_t entries() {
    std::size_t count = 0;
    EXPECT_TRUE(world.log().replay([&](const store::Stored&) { ++count; }));
    return count;
  }

  // A body is sent that nothing can be wrong with but what the operation asks: the gate answers before it is looked at.
  Reply send(const Client& who, const broker::OperationSpec& operation, const broker::Headers& more) {
    std::string target;
    for (const auto& segment : operation.segments) target += segment.starts_with('{') ? "/nothing" : "/" + segment;
    broker::Request request{
        operation.method, target, {{"host", "127.0.0.1"}, {"content-type", "application/json"}}, "{}", "10.0.0.9"};
    if (!who.cookie.empty()) request.headers.emplace_back("cookie", who.cookie);
    request.headers.insert(request.headers.end(), more.begin(), more.end());
    return Client(world).raw(std::move(request));
  }

  void refused(const Client& who, const std::vector<Sent>& forms) {
    for (const auto& operation : changes) {
      if (who.cookie.empty() && !operation.access.anyone) continue;
      const auto before = entries();
      for (const auto& [what, headers] : forms) {
        const auto reply = send(who, operation, headers);
        EXPECT_EQ(reply.status, 403) << operation.id << " with " << what << " " << reply.body;
        EXPECT_TRUE(reply.body.find("another site") != std::string::npos ||
                    reply.body.find("the page's token") != std::string::npos)
            << operation.id << " with " << what << " is refused for another reason: " << reply.body;
        EXPECT_EQ(reply.header("set-cookie"), "") << operation.id << " with " << what;
      }
      EXPECT_EQ(entries(), before) << operation.id << " wrote something";
    }
  }
};

std::vector<Sent> from_elsewhere(const std::string& csrf) {
  return {{"a foreign origin", {{"x-parley-csrf", csrf}, {"origin", "https://evil.example"}}},
          {"the origin of a neighbour", {{"x-parley-csrf", csrf}, {"origin", "http://127.0.0.1:8701"}}},
          {"an origin that only ends in ours", {{"x-parley-csrf", csrf}, {"origin", "http://evil-127.0.0.1"}}},
          {"no origin to speak of", {{"x-parley-csrf", csrf}, {"origin", "null"}}},
          {"another site", {{"x-parley-csrf", csrf}, {"sec-fetch-site", "cross-site"}}},
          {"a neighbouring site", {{"x-parley-csrf", csrf}, {"sec-fetch-site", "same-site"}}}};
}

TEST_F(ForeignSites, NoChangeIsMadeForAMemberWithoutThePagesTokenOrFromElsewhere) {
  for (const auto* who : {&lead, &north}) {
    auto forms = from_elsewhere(who->csrf);
    const auto& other = who == &lead ? north : lead;
    forms.push_back({"no token", {}});
    forms.push_back({"an empty token", {{"x-parley-csrf", ""}}});
    forms.push_back({"a stranger's token", {{"x-parley-csrf", "anyone"}}});
    forms.push_back({"the token of another session", {{"x-parley-csrf", other.csrf}}});
    forms.push_back({"a token cut short", {{"x-parley-csrf", who->csrf.substr(1)}}});
    refused(*who, forms);
  }
}

TEST_F(ForeignSites, NoChangeIsMadeForAStrangerWithoutThePagesTokenOrFromElsewhere) {
  auto forms = from_elsewhere("anyone");
  forms.push_back({"no token", {}});
  forms.push_back({"the token of a session", {{"x-parley-csrf", lead.csrf}}});
  refused(world.visitor(), forms);
}

TEST_F(ForeignSites, ThePageItselfIsNotTakenForAForeignOne) {
  const broker::Headers own{
      {"x-parley-csrf", north.csrf}, {"origin", "http://127.0.0.1"}, {"sec-fetch-site", "same-origin"}};
  for (const auto& operation : changes) {
    if (operation.id == "signOut") continue;
    const auto reply = send(north, operation, own);
    EXPECT_EQ(reply.body.find("another site"), std::string::npos) << operation.id;
    EXPECT_EQ(reply.body.find("the page's token"), std::string::npos) << operation.id << reply.body;
  }
}

}  // namespace
}  // namespace parley::testing
