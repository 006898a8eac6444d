// The broker behind the real server: what reaches a client that speaks bytes, and what hostile bytes reach.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "broker/contract.hpp"
#include "server/server_harness.hpp"
#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

namespace wire = server::test;

// A running server on the broker of a world whose talks are open.
struct Transport : ::testing::Test {
  Transport() {
    open_talks(world, lead);
    lead.confirm();
    server = std::move(*server::listen(wire::hasty(), world.broker()));
    thread = std::thread([this] { server->run(); });
  }
  ~Transport() override {
    server->stop();
    thread.join();
  }

  std::string ask(const std::string& request) {
    wire::Socket socket(server->port());
    socket.send(request);
    return socket.read_response();
  }
  std::string get(const std::string& target) { return ask(wire::get(target)); }
  std::string send(const std::string& method, const std::string& target, const std::string& body,
                   const std::string& more = "x-parley-csrf: anyone\r\n") {
    return ask(
        fmt::format("{} {} HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n{}Content-Length: {}\r\n\r\n{}",
                    method, target, more, body.size(), body));
  }
  std::string as_lead() const { return fmt::format("cookie: {}\r\nx-parley-csrf: {}\r\n", lead.cookie, lead.csrf); }

  World world{"transport"};
  Client lead = world.lead();
  std::unique_ptr<server::Server> server;
  std::thread thread;
};

int status_of(const std::string& response) { return response.size() < 12 ? 0 : std::stoi(response.substr(9, 3)); }

// The head without its status and without the numbers that depend on the body.
std::string headers_of(const std::string& response) {
  std::string head = response.substr(0, response.find("\r\n\r\n"));
  head.erase(0, head.find("\r\n") + 2);
  const auto at = head.find("content-length: ");
  if (at != std::string::npos) head.erase(head.find_first_of("0123456789", at));
  return head;
}

const std::string kSafe =
    "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src "
    "'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n"
    "x-content-type-options: nosniff\r\nreferrer-policy: no-referrer\r\nx-frame-options: DENY\r\n"
    "cross-origin-opener-policy: same-origin\r\ncross-origin-resource-policy: same-origin\r\n"
    "permissions-policy: camera=(), microphone=(), geolocation=()\r\n";

// A target of the operation; its parameters name nothing that exists.
std::string target_of(const broker::OperationSpec& operation) {
  std::string target;
  for (const auto& segment : operation.segments) target += segment.starts_with('{') ? "/nothing" : "/" + segment;
  return target;
}

// What a browser is told with TLS: all of the above, and to come back by TLS only.
TEST(TransportOverTls, EveryAnswerSaysToComeBackByTlsOnly) {
  World world("transport over tls", {.tls = true});
  auto lead = world.lead();
  open_talks(world, lead);
  const auto told = [](const Reply& reply) {
    std::string all;
    for (const auto& [name, value] : reply.headers) all += name + ": " + value + "\r\n";
    return all;
  };
  const auto safe = kSafe + "strict-transport-security: max-age=31536000\r\n";
  for (const auto& operation : broker::Contract::get().operations()) {
    auto stranger = world.visitor();
    for (auto* who : {&stranger, &lead}) {
      if (who == &lead && operation.changes()) continue;
      const auto headers = told(who->call(operation.method, target_of(operation)));
      EXPECT_TRUE(headers.ends_with("cache-control: no-store\r\n" + safe)) << operation.id << "\n" << headers;
    }
  }
  for (const char* page : {"/", "/rooms/plenary", "/there-is-no-such.file"})
    EXPECT_TRUE(told(world.visitor().get(page)).ends_with(safe)) << page;
}

TEST_F(Transport, EveryOperationAnswersAStrangerWithTheSameHeaders) {
  for (const auto& operation : broker::Contract::get().operations()) {
    const std::string answer = send(operation.method, target_of(operation), operation.body ? "{}" : "");
    const auto headers = headers_of(answer);
    EXPECT_TRUE(headers.ends_with("cache-control: no-store\r\n" + kSafe + "content-length: "))
        << operation.id << headers;
    // The public feed is the one thing that a stranger gets and that is not JSON.
    if (operation.id != "getBulletinFeed") {
      EXPECT_TRUE(headers.starts_with("content-type: application/json\r\ncache-control")) << operation.id << headers;
    }
    if (!operation.access.anyone) {
      EXPECT_EQ(status_of(answer), 401) << operation.id;
    }
  }
}

TEST_F(Transport, WhatAMemberReadsHasTheSameHeaders) {
  std::set<std::string> read;
  for (const auto& operation : broker::Contract::get().operations()) {
    if (operation.method != "GET" || operation.id == "followChanges") continue;
    const std::string answer = send("GET", target_of(operation), "", as_lead());
    if (status_of(answer) == 200) read.insert(operation.id);
    const std::string headers = headers_of(answer);
    EXPECT_TRUE(headers.ends_with("cache-control: no-store\r\n" + kSafe + "content-length: "))
        << operation.id << headers;
    if (operation.answer) {
      EXPECT_TRUE(headers.starts_with("content-type: application/json\r\ncache-control")) << operation.id << headers;
    }
  }
  EXPECT_GE(read.size(), 8U);
}

TEST_F(Transport, TheEventStreamHasTheSameHeadersAndNoLength) {
  wire::Socket socket(server->port());
  socket.send(wire::get("/api/changes", as_lead()));
  EXPECT_EQ(socket.read_until("\r\n\r\n"),
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-store\r\n" + kSafe +
                "connection: close\r\n\r\n");
  EXPECT_TRUE(socket.read_until("\n\n").starts_with("event: changed\ndata: {"));
}

TEST_F(Transport, PathsLeadToPagesOnlyAndNeverToFiles) {
  const std::string missing = get("/there-is-no-such.file");
  const std::string start = get("/");
  EXPECT_TRUE(headers_of(start).find(kSafe) != std::string::npos);
  EXPECT_EQ(get("/rooms/caucus%3AU.S."), start) << "a party may be called so";
  EXPECT_EQ(status_of(missing), 404);
  EXPECT_EQ(status_of(get("/assets/there-is-no-such.js")), 404);
  for (const std::string target :
       {"/../../../../etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/assets/../../../../etc/passwd", "/assets/..%2f..%2f..%2fetc/passwd", "//etc/passwd", "/./etc/./passwd",
        "/etc/passwd%00.html", "/assets/....//....//etc/passwd", "/proc/self/environ", "/%252e%252e/etc/passwd"}) {
    const std::string answer = get(target);
    EXPECT_TRUE(answer == missing || answer == start || status_of(answer) == 404) << target << "\n" << answer;
    EXPECT_EQ(answer.find("root:"), std::string::npos) << target;
  }
  for (const std::string target :
       {"/api/../api/home", "/api/%2e%2e/api/home", "/api//home", "/api/home/", "/api/rooms/..%2fhome",
        "/api/rooms/%2e%2e/home", "/api/rooms/plenary%00", "/api/%ff"})
    EXPECT_EQ(status_of(ask(wire::get(target, as_lead()))), 404) << target;
  EXPECT_EQ(status_of(ask(wire::get("/api/home", as_lead()))), 200);
}

TEST_F(Transport, HeadTellsWhatGetTells) {
  for (const std::string target : {"/", "/api/session", "/api/home", "/api/nothing"}) {
    const std::string whole = get(target);
    wire::Socket socket(server->port());
    socket.send("HEAD " + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
    socket.finish_sending();
    EXPECT_EQ(socket.read_to_end(), whole.substr(0, whole.find("\r\n\r\n") + 4)) << target;
  }
}

TEST_F(Transport, ABodyAboveTheLimitOfItsOperationIsRefusedUnread) {
  for (const auto& operation : broker::Contract::get().operations()) {
    if (operation.method == "GET") continue;
    const auto with_length = [&](std::size_t length) {
      wire::Socket socket(server->port());
      socket.send(fmt::format("{} {} HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\r\n",
                              operation.method, target_of(operation), length));
      return status_of(socket.read_until("\r\n\r\n"));
    };
    EXPECT_EQ(with_length(operation.max_bytes), 100) << operation.id;
    EXPECT_EQ(with_length(operation.max_bytes + 1), 413) << operation.id;
  }
  EXPECT_EQ(status_of(send("POST", "/api/nothing", "{}")), 413);
}

std::string nested(int levels) {
  std::string out = "1";
  for (int i = 0; i < levels; ++i) out = R"({"a":)" + out + "}";
  return out;
}

TEST_F(Transport, DeepAndMalformedJsonIsRefusedAndHarmsNobody) {
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += R"({"a":)";
  const std::map<std::string, std::string> bodies = {
      {"arrays", std::string(60'000, '[')},
      {"objects", deep},
      {"closed", std::string(30'000, '[') + std::string(30'000, ']')},
      {"33 levels", std::string(33, '[') + std::string(33, ']')},
      {"33 levels of objects", nested(33)},
      {"NUL behind", std::string(R"({"login":"a","password":"x"})") + '\0'},
      {"more behind NUL", std::string(R"({"login":"a","password":"x"})") + '\0' + "{}"},
      {"nothing", ""},
      {"cut", R"({"login":"a)"},
      {"not UTF-8", "{\"login\":\"\xff\xfe\",\"password\":\"x\"}"},
      {"twice", R"({"login":"a","login":"b","password":"x"})"},
      {"trailing", R"({"login":"a","password":"x"} {})"},
  };
  for (const auto& [what, body] : bodies) EXPECT_EQ(status_of(send("POST", "/api/session", body)), 400) << what;
  for (const std::string& body : {nested(32), std::string(32, '[') + std::string(32, ']')})
    EXPECT_EQ(status_of(send("POST", "/api/session", body)), 422) << "32 levels are read";
  for (const std::string body : {"[]", "null", "1e999999", R"({"login":1,"password":"x"})", R"({"password":"x"})",
                                 R"({"login":"a","password":"x","more":1})"}) {
    const int status = status_of(send("POST", "/api/session", body));
    EXPECT_TRUE(status == 422 || status == 400) << body << status;
  }
  EXPECT_EQ(status_of(get("/api/session")), 200);
}

TEST_F(Transport, AnUnknownMethodIsAnUnknownPath) {
  for (const std::string method : {"PATCH", "TRACE", "PROPFIND", "OPTIONS"})
    EXPECT_EQ(status_of(ask(method + " /api/home HTTP/1.1\r\nHost: h\r\n\r\n")), 404) << method;
}

TEST_F(Transport, SlowRequestsEndWithoutReachingTheBroker) {
  wire::Socket header(server->port());
  header.send("GET /api/session HTTP/1.1\r\nHost: h\r\nX-Slow: ");
  wire::Socket body(server->port());
  body.send("POST /api/session HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 60\r\n\r\n{");
  EXPECT_LT(wire::seconds_of([&] { EXPECT_EQ(status_of(get("/api/session")), 200); }), 0.3);
  for (int i = 0; i < 60; ++i) {
    header.send("x");
    body.send(" ");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_EQ(header.read_to_end(), "");
  EXPECT_EQ(body.read_to_end(), "");
}

TEST_F(Transport, EqualRequestsGetEqualBytes) {
  for (const std::string target :
       {"/api/session", "/api/home", "/api/rooms", "/api/rooms/plenary", "/api/nothing", "/"})
    EXPECT_EQ(ask(wire::get(target, as_lead())), ask(wire::get(target, as_lead()))) << target;
}

}  // namespace
}  // namespace parley::testing
