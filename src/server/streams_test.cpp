// Event streams, what a client that does not read does to them, and the end of the server.
#include "server/frame_queue.hpp"
#include "server/server_harness.hpp"

namespace parley::server {
namespace {

using namespace test;

TEST(HttpServer, SendsEventsAsTheyArePublished) {
  Running running;
  Socket socket(running.port());
  socket.send(get("/events"));
  EXPECT_EQ(socket.read_until("\r\n\r\n"),
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n");
  EXPECT_EQ(socket.read_until("\n\n"), "data: hello\n\n");
  for (int i = 0; i < 100; ++i) {
    running.echo.publish(fmt::format("data: {}\n\n", i));
    EXPECT_EQ(socket.read_until("\n\n"), fmt::format("data: {}\n\n", i));
  }
  running.echo.publish("");
  EXPECT_EQ(socket.read_to_end(), "");
  EXPECT_TRUE(comes_true([&] { return running.echo.streams() == 0; }));
}

TEST(HttpServer, ASilentEventStreamSaysThatItLives) {
  ServerOptions options = hasty();  // none of the other times ends a stream
  options.limits.keep_alive = milliseconds(150);
  Running running(options);
  Socket socket(running.port());
  socket.send(get("/events"));
  socket.read_until("hello\n\n");
  for (int i = 0; i < 6; ++i) EXPECT_EQ(socket.read_until("\n\n"), ": \n\n");
}

TEST(HttpServer, LetsAFeedGoWhenItsClientHasGone) {
  Running running;
  {
    Socket socket(running.port());
    socket.send(get("/events"));
    socket.read_until("hello\n\n");
    EXPECT_EQ(running.echo.streams(), 1U);
  }
  EXPECT_TRUE(comes_true([&] { return running.echo.streams() == 0; }));
}

TEST(HttpServer, ClosesAStreamThatIsNotReadAndDelaysNoOther) {
  ServerOptions options;
  options.limits.write = milliseconds(60'000);  // the full queue ends it, not the time
  Running running(options);
  Socket deaf(running.port(), 4096);
  deaf.send(get("/events"));
  Socket healthy(running.port());
  healthy.send(get("/events"));
  EXPECT_TRUE(comes_true([&] { return running.echo.streams() == 2; }));
  healthy.read_until("hello\n\n");
  double worst = 0;
  int sent = 0;
  const std::string frame = "data: " + std::string(10'000, 'x') + "\n\n";
  for (; sent < 1000 && running.echo.streams() == 2; ++sent)
    worst = std::max(worst, seconds_of([&] {
                       running.echo.publish(frame);
                       EXPECT_EQ(healthy.read_until("\n\n"), frame);
                     }));
  EXPECT_LT(sent, 1000);
  EXPECT_LT(worst, 0.2);
  running.echo.publish("data: on\n\n");
  EXPECT_EQ(healthy.read_until("\n\n"), "data: on\n\n");
}

TEST(HttpServer, StopLetsRequestsInFlightFinishAndClosesTheRest) {
  Running running;
  Socket idle(running.port());
  idle.send(get("/a"));
  idle.read_response();
  Socket events(running.port());
  events.send(get("/events"));
  events.read_until("hello\n\n");
  Socket busy(running.port());
  busy.send(get("/slow"));
  EXPECT_TRUE(comes_true([&] { return running.echo.handled == 3; }));
  running.server->stop();
  EXPECT_EQ(idle.read_to_end(), "");
  EXPECT_EQ(events.read_to_end(), "");
  EXPECT_TRUE(busy.read_to_end().ends_with("connection: close\r\n\r\nGET /slow [] "));
  EXPECT_TRUE(comes_true([&] { return running.ended.load(); }, milliseconds(1000)));
  EXPECT_FALSE(Socket(running.port()).connected());
}

TEST(HttpServer, StopEndsWhatDoesNotFinishInTime) {
  Running running(hasty());
  Socket stuck(running.port());
  stuck.send(get("/never"));
  EXPECT_TRUE(comes_true([&] { return running.echo.handled == 1; }));
  EXPECT_LT(seconds_of([&] {
              running.server->stop();
              EXPECT_EQ(stuck.read_to_end(), "");
              EXPECT_TRUE(comes_true([&] { return running.ended.load(); }));
            }),
            3.0);
  running.echo.let_go();
}

TEST(FrameQueue, WakesOnceForWhatIsTakenTogether) {
  int woken = 0;
  FrameQueue queue(10, 100, [&] { ++woken; });
  queue.push("a");
  queue.push("b");
  EXPECT_EQ(woken, 1);
  EXPECT_EQ(queue.take().bytes, "ab");
  queue.push("c");
  EXPECT_EQ(woken, 2);
  queue.end();
  queue.push("d");
  const auto taken = queue.take();
  EXPECT_EQ(taken.bytes, "c");
  EXPECT_TRUE(taken.ended);
}

TEST(FrameQueue, IsOverrunByFramesOrBytesButNotByItsFirst) {
  FrameQueue frames(2, 100, [] {});
  frames.push(std::string(1000, 'x'));
  EXPECT_FALSE(frames.overrun());
  frames.push("b");
  EXPECT_TRUE(frames.overrun());
  FrameQueue many(2, 100, [] {});
  for (int i = 0; i < 3; ++i) many.push("a");
  EXPECT_TRUE(many.take().overrun);
}

}  // namespace
}  // namespace parley::server
