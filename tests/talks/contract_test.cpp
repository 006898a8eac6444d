// The contract as the server obeys it, and the check that every test of the talks makes of every answer.
#include <gtest/gtest.h>

#include "tests/talks/answer_check.hpp"
#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

TEST(Contract, EveryBodyHasAnExampleThatTheServerTakes) {
  const auto& contract = broker::Contract::get();
  std::size_t bodies = 0;
  for (const auto& operation : contract.operations()) {
    if (!operation.body) continue;
    ++bodies;
    const auto verb = operation.method == "PUT" ? "put" : "post";
    const auto& content = contract.document()["paths"][operation.path][verb]["requestBody"]["content"];
    const auto& media = content["application/json"];
    ASSERT_TRUE(media.contains("example")) << operation.id << " has a body and no example of it";
    for (const auto& problem : contract.check(*operation.body, media["example"]))
      ADD_FAILURE() << operation.id << problem.at << ": " << problem.message;
  }
  EXPECT_GT(bodies, 40U);
}

TEST(Contract, AnAnswerThatIsNotAsItSaysIsFound) {
  const auto of = [](int status, const Json& body, const char* target = "/api/home") {
    return contradiction("GET", target, status, "application/json", body.dump());
  };
  const Json failure{{"code", "session"}, {"message", "sign in first"}, {"hint", ""}, {"at", ""}};
  auto loose = failure;
  loose["who"] = "somebody";
  EXPECT_EQ(of(200, {{"waiting", Json::array()}}), "");
  EXPECT_EQ(of(401, {{"errors", {failure}}}), "");
  EXPECT_NE(of(200, {{"waiting", Json::array()}, {"hidden", 1}}), "");
  EXPECT_NE(of(401, {{"errors", {loose}}}), "");
  EXPECT_NE(of(302, {{"errors", {failure}}}), "");
  EXPECT_NE(of(200, Json::object(), "/api/none"), "");
  EXPECT_NE(contradiction("GET", "/api/home", 200, "text/html", R"({"waiting":[]})"), "");
  EXPECT_NE(contradiction("GET", "/api/home", 500, "application/json", "broken"), "");
}

}  // namespace
}  // namespace parley::testing
