// Requests and answers, from outside.
#include "server/body_pool.hpp"
#include "server/server_harness.hpp"

namespace parley::server {
namespace {

using namespace test;

TEST(HttpServer, KeepsAConnectionForManyRequests) {
  Running running;
  Socket socket(running.port());
  for (int i = 0; i < 20; ++i) {
    socket.send(get(fmt::format("/{}", i)));
    EXPECT_EQ(socket.read_response(),
              fmt::format("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: {}\r\n\r\nGET /{} [] ",
                          i < 10 ? 10 : 11, i));
  }
}

TEST(HttpServer, SendsNoHeaderThatIsNotTheHandlersBesidesTheLength) {
  Running running;
  Socket socket(running.port());
  socket.send(get("/a", "Connection: close\r\n"));
  EXPECT_EQ(socket.read_to_end(),
            "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 10\r\nconnection: close\r\n\r\nGET /a [] ");
}

TEST(HttpServer, AnswersPipelinedRequestsInOrder) {
  Running running;
  Socket socket(running.port());
  socket.send(get("/1") + post("/2", "two") + get("/slow") + get("/4", "Connection: close\r\n"));
  EXPECT_TRUE(socket.read_response().ends_with("GET /1 [] "));
  EXPECT_TRUE(socket.read_response().ends_with("POST /2 [two] "));
  EXPECT_TRUE(socket.read_response().ends_with("GET /slow [] "));
  EXPECT_TRUE(socket.read_to_end().ends_with("GET /4 [] "));
}

TEST(HttpServer, HandsTargetAndHeadersOnAsReceived) {
  Running running;
  const std::string target = "/a/../%2e%2e/etc/passwd?x=%00&y=1";
  EXPECT_TRUE(running.ask(get(target, "X-MARK: \xd0\xb0\xd8\xb3\r\n")).ends_with(target + " [] \xd0\xb0\xd8\xb3"));
}

TEST(HttpServer, HeadIsGetWithoutTheBody) {
  Running running;
  Socket socket(running.port());
  socket.send("HEAD /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(socket.read_to_end(),
            "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 10\r\nconnection: close\r\n\r\n");
}

TEST(HttpServer, NoContentHasNoLength) {
  Running running;
  EXPECT_EQ(running.ask(get("/none")), "HTTP/1.1 204 No Content\r\ncontent-type: text/plain\r\n\r\n");
}

TEST(HttpServer, ReadsChunkedBodies) {
  Running running;
  EXPECT_TRUE(running
                  .ask("POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "3\r\nabc\r\n4;ext=1\r\ndefg\r\n0\r\nTrailer: x\r\n\r\n")
                  .ends_with("POST /c [abcdefg] "));
}

TEST(HttpServer, SendsContinueWhenAskedFor) {
  Running running;
  Socket socket(running.port());
  socket.send("POST /c HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(socket.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  socket.send("abc");
  EXPECT_TRUE(socket.read_response().ends_with("POST /c [abc] "));
}

TEST(HttpServer, RefusesALargeBodyBeforeReadingIt) {
  Running running;
  Socket socket(running.port());
  socket.send("POST /c HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1001\r\n\r\n");
  EXPECT_EQ(status_line(socket.read_to_end()), "HTTP/1.1 413 Content Too Large");
  EXPECT_EQ(running.echo.handled, 0);
}

TEST(HttpServer, RefusesALargeBodyThatIsBeingSent) {
  Running running;
  EXPECT_EQ(status_line(running.ask(post("/c", std::string(600'000, 'x')))), "HTTP/1.1 413 Content Too Large");
  EXPECT_EQ(status_line(running.ask("POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" +
                                    std::string(2000, 'x') + "\r\n0\r\n\r\n")),
            "HTTP/1.1 413 Content Too Large");
  EXPECT_EQ(running.echo.handled, 0);
}

// Room for a body and a half: while one is on its way a second is refused, and small ones are not.
void expect_room_for_one(const Limits& limits) {
  ServerOptions options;
  options.limits = limits;
  Running running(options);
  Socket first(running.port());
  first.send("POST /upload HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n");
  EXPECT_EQ(status_line(first.read_until("\r\n\r\n")), "HTTP/1.1 100 Continue") << "it has its share";
  first.send(std::string(1000, 'x'));
  const auto second = [&] { return status_line(running.ask(post("/upload", std::string(1'000'000, 'y')))); };
  EXPECT_EQ(second(), "HTTP/1.1 503 Service Unavailable");
  EXPECT_EQ(status_line(running.ask(post("/upload", "small"))), "HTTP/1.1 200 OK");
  first.send(std::string(999'000, 'x'));
  EXPECT_EQ(status_line(first.read_response()), "HTTP/1.1 200 OK");
  EXPECT_TRUE(comes_true([&] { return second() == "HTTP/1.1 200 OK"; }));
}

TEST(HttpServer, LimitsTheBodiesOfAllClientsTogether) {
  Limits limits;
  limits.bodies_bytes = 1'500'000;
  expect_room_for_one(limits);
}

TEST(HttpServer, LimitsTheBodiesOfOneAddressWhereThereIsRoomForOthers) {
  Limits limits;
  limits.bodies_bytes_per_peer = 1'500'000;
  expect_room_for_one(limits);
}

TEST(BodyPool, OneAddressDoesNotTakeTheRoomOfAnother) {
  BodyPool pool(100, 60);
  EXPECT_TRUE(pool.take("a", 60));
  EXPECT_FALSE(pool.take("a", 1));
  EXPECT_FALSE(pool.take("b", 41)) << "all of them together";
  EXPECT_TRUE(pool.take("b", 40));
  pool.give_back("a", 60);
  EXPECT_TRUE(pool.take("b", 20));
}

TEST(HttpServer, RefusesALargeHeader) {
  Running running;
  EXPECT_EQ(status_line(running.ask(get("/a", "X-A: " + std::string(15'000, 'x') + "\r\n"))), "HTTP/1.1 200 OK");
  EXPECT_EQ(status_line(running.ask(get("/a", "X-A: " + std::string(17'000, 'x') + "\r\n"))),
            "HTTP/1.1 431 Request Header Fields Too Large");
  EXPECT_EQ(status_line(running.ask("GET /" + std::string(100'000, 'x'))),
            "HTTP/1.1 431 Request Header Fields Too Large");
}

TEST(HttpServer, AnswersMalformedRequestsWithOneFixedAnswer) {
  Running running;
  const std::string fixed =
      "HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\ncache-control: no-store\r\n"
      "x-content-type-options: nosniff\r\ncontent-security-policy: default-src 'none'; frame-ancestors 'none'\r\n"
      "content-length: 16\r\nconnection: close\r\n\r\n400 Bad Request\n";
  for (const std::string& request : {
           std::string("nonsense\r\n\r\n"),
           std::string("GET /\r\n\r\n"),
           std::string("GET / HTTP/3.1\r\nHost: h\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\nHost : a\r\n\r\n"),
           std::string("GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n"),
           std::string("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n"),
           std::string("CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n"),
           std::string("get / HTTP/1.1\r\nHost: h\r\n\r\n"),
           get("/a\\b"),
           get("/\xc3\xa9"),
           get("/a#b"),
           get("/a", std::string("X-A: \0\r\n", 8)),
           get("/a", "no colon\r\n"),
           get("/a", "Content-Length: -1\r\n"),
           get("/a", "Content-Length: 1\r\nContent-Length: 2\r\n"),
           get("/a", "Content-Length: 99999999999999999999\r\n"),
           std::string(
               "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
           std::string(
               "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
           std::string("POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
           std::string("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
           std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15),
       })
    EXPECT_EQ(running.ask(request), fixed) << request;
  EXPECT_EQ(running.echo.handled, 0);
}

TEST(HttpServer, RefusesTransferCodingsAndExpectationsThatItDoesNotKnow) {
  Running running;
  EXPECT_EQ(status_line(running.ask(get("/a", "Transfer-Encoding: gzip, chunked\r\n"))),
            "HTTP/1.1 501 Not Implemented");
  EXPECT_EQ(status_line(running.ask(get("/a", "Transfer-Encoding: identity\r\n"))), "HTTP/1.1 501 Not Implemented");
  EXPECT_EQ(status_line(running.ask(get("/a", "Expect: wonders\r\n"))), "HTTP/1.1 417 Expectation Failed");
  EXPECT_EQ(running.echo.handled, 0);
}

TEST(HttpServer, ReadsNothingAfterARefusedRequest) {
  Running running;
  Socket socket(running.port());
  socket.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 30\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
              get("/smuggled"));
  const std::string all = socket.read_to_end();
  EXPECT_EQ(all.find("HTTP/1.1", 1), std::string::npos) << all;
  EXPECT_EQ(running.echo.handled, 0);
}

TEST(HttpServer, RefusesHeadersThatWouldBeginOthers) {
  Running running;
  for (const char* target : {"/inject", "/inject-name", "/length"}) {
    const std::string answer = running.ask(get(target));
    EXPECT_EQ(status_line(answer), "HTTP/1.1 500 Internal Server Error");
    EXPECT_EQ(answer.find("set-cookie"), std::string::npos);
  }
}

TEST(HttpServer, AThrowingHandlerIsAFixedAnswerThatTellsNothing) {
  Running running;
  const std::string answer = running.ask(get("/throw"));
  EXPECT_TRUE(answer.ends_with("\r\n\r\n500 Internal Server Error\n")) << answer;
  EXPECT_EQ(answer.find("confidential"), std::string::npos);
  EXPECT_EQ(running.faults(), "a request ended in an internal error");
  EXPECT_EQ(status_line(running.ask(get("/drop"))), "HTTP/1.1 500 Internal Server Error");
}

TEST(HttpServer, RepliesMayComeLaterFromAnyThread) {
  Running running;
  EXPECT_TRUE(running.ask(get("/later")).ends_with("later"));
}

TEST(HttpServer, LargeAnswersArriveWhole) {
  Running running(hasty());
  EXPECT_EQ(
      running.ask(get("/large")).size(),
      8'000'000 + std::string("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 8000000\r\n\r\n").size());
}

TEST(HttpServer, EndsClientsThatAreSlowAndServesTheOthersMeanwhile) {
  Running running(hasty());
  Socket silent(running.port());
  Socket header(running.port());
  header.send("GET / HTTP/1.1\r\nHost:");
  Socket body(running.port());
  body.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 500\r\n\r\n");
  Socket reader(running.port(), 4096);
  reader.send(get("/large"));
  std::atomic<bool> dripping{true};
  std::thread drip([&] {
    while (dripping) {
      header.send("x");
      body.send("x");
      std::this_thread::sleep_for(milliseconds(50));
    }
  });
  double worst = 0;
  for (int i = 0; i < 20; ++i) {
    worst = std::max(worst, seconds_of([&] { EXPECT_TRUE(running.ask(get("/a")).ends_with("GET /a [] ")); }));
    std::this_thread::sleep_for(milliseconds(20));
  }
  EXPECT_LT(worst, 0.3);
  EXPECT_EQ(silent.read_to_end(), "");
  EXPECT_EQ(header.read_to_end(), "");
  EXPECT_EQ(body.read_to_end(), "");
  dripping = false;
  drip.join();
  std::this_thread::sleep_for(milliseconds(600));  // eight megabytes at the slowest rate would take eight seconds
  EXPECT_LT(reader.read_to_end().size(), 8'000'000U);
  EXPECT_EQ(running.echo.handled, 21);
}

TEST(HttpServer, ALargeBodyMayTakeLongerThanASmallOne) {
  ServerOptions options = hasty();
  options.limits.slowest_bytes_per_second = 20'000;
  Running running(options);
  Socket socket(running.port());
  socket.send("POST /upload HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n");
  for (int i = 0; i < 10; ++i) {
    std::this_thread::sleep_for(milliseconds(100));
    EXPECT_TRUE(socket.send(std::string(10'000, 'x')));
  }
  EXPECT_EQ(status_line(socket.read_response()), "HTTP/1.1 200 OK");
}

TEST(HttpServer, CapsTheConnections) {
  ServerOptions options;
  options.limits.connections = 3;
  Running running(options);
  Socket one(running.port());
  Socket two(running.port());
  Socket three(running.port());
  for (Socket* socket : {&one, &two, &three}) {
    socket->send(get("/a"));
    EXPECT_TRUE(socket->read_response().ends_with("GET /a [] "));
  }
  EXPECT_EQ(running.ask(get("/a")), "");
  one.finish_sending();
  EXPECT_EQ(one.read_to_end(), "");
  EXPECT_TRUE(comes_true([&] { return running.ask(get("/a")).ends_with("GET /a [] "); }));
}

TEST(HttpServer, AnAddressThatIsTakenIsAnError) {
  Running running;
  ServerOptions options;
  options.port = running.port();
  Echo echo;
  const auto second = listen(options, echo);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kIo);
  options.address = "nowhere";
  EXPECT_EQ(listen(options, echo).error().code, ErrorCode::kUsage);
}

}  // namespace
}  // namespace parley::server
