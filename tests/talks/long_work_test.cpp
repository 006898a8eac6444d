// What takes long is done beside the lock: whoever asks for it is answered from another thread, and nobody else waits.
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

struct LongWork : ::testing::Test {
  World world{"long"};
  Client lead = world.lead();
  Client north{world};
  Json answers;

  void SetUp() override {
    open_talks(world, lead);
    north = world.head(lead, "north");
    answers = north.must("GET", "/api/preferences")["answers"];
    for (auto& issue : answers["issues"]) {
      int place = 0;
      for (auto& option : issue["options"]) option["place"] = ++place;
      issue["swing"] = {{"likely", "100"}, {"low", nullptr}, {"high", nullptr}};
    }
  }

  // The same talks, served with a thread for long work. True: the answer came from it.
  bool beside(const Client& who, const std::string& method, const std::string& target, const Json& body = nullptr) {
    broker::BrokerOptions options;
    options.threads = 1;
    options.cost = {1, 8192};
    options.clock = [this] { return world.now(); };
    options.steady = [this] { return world.now().seconds; };
    const auto broker = *broker::Broker::start(options, world.log(), world.entropy());
    std::promise<std::pair<int, std::thread::id>> answered;
    broker->handle(
        {method,
         target,
         {{"host", "127.0.0.1"},
          {"x-parley-csrf", who.csrf},
          {"cookie", who.cookie},
          {"content-type", "application/json"}},
         body.is_null() ? "" : body.dump(),
         "127.0.0.1"},
        [&](const broker::Response& response) { answered.set_value({response.status, std::this_thread::get_id()}); });
    const auto [status, thread] = answered.get_future().get();
    EXPECT_EQ(status, 200) << method << " " << target;
    return thread != std::this_thread::get_id();
  }
};

TEST_F(LongWork, OfPreferences) {
  EXPECT_TRUE(beside(north, "POST", "/api/preferences/assessment", {{"answers", answers}}));
  EXPECT_TRUE(beside(north, "POST", "/api/preferences/packages", {{"answers", answers}}));
  EXPECT_TRUE(beside(north, "GET", "/api/preferences"));
  EXPECT_TRUE(beside(lead, "GET", "/api/estimates"));
  EXPECT_TRUE(beside(lead, "GET", "/api/estimates/north"));
  EXPECT_TRUE(beside(lead, "PUT", "/api/estimates/north", {{"answers", answers}, {"based_on", nullptr}}));
  north.must("PUT", "/api/preferences", {{"answers", answers}, {"based_on", nullptr}});
  const auto now = north.must("GET", "/api/preferences");
  EXPECT_TRUE(beside(north, "POST", "/api/preferences/sending",
                     {{"version", now["version"]}, {"words", now["assessment"]["words"]}}));
  EXPECT_FALSE(beside(north, "GET", "/api/home")) << "what is quick needs no other thread";
}

TEST_F(LongWork, OfComparingAWordingThatWasProposed) {
  lead.must(
      "POST", "/api/text/edits",
      {{"base", 0},
       {"changes",
        {{{"kind", "add_language"}, {"language", "en"}, {"standing", "authentic"}},
         {{"kind", "add_clause"}, {"wordings", {{{"language", "en"}, {"heading", "H"}, {"body", "Fire ceases."}}}}}}}});
  EXPECT_FALSE(beside(lead, "GET", "/api/text"));
  const auto clause = lead.must("GET", "/api/text")["working"]["text"]["clauses"][0]["id"];
  lead.must("POST", "/api/drafts/1/comments",
            {{"room", "table"},
             {"clause", clause},
             {"words", ""},
             {"wording", {{"language", "en"}, {"heading", "H"}, {"body", "Fire ceases today."}}}});
  EXPECT_TRUE(beside(lead, "GET", "/api/text"));
  EXPECT_TRUE(beside(lead, "GET", "/api/drafts/1/since/0"));
  lead.must("GET", "/api/text");
  const auto comments = lead.must("GET", "/api/text")["comments"];
  EXPECT_EQ(comments[0]["runs"]["body"].back(), (Json{{"kind", "added"}, {"text", "ceases today."}}));
}

}  // namespace
}  // namespace parley::testing
