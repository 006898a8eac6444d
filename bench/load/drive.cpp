#include <deque>
#include <memory>

#include <fmt/format.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "load/load.hpp"

namespace parley::load {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

struct Job {
  Clock::time_point due;
  std::uint64_t number = 0;
  bool write = false;
};

// One viewer's connection for requests: does what is due, one after the other.
struct Client {
  Client(asio::io_context& io, const Viewer& who) : viewer(who), stream(io), signal(io, Clock::time_point::max()) {}
  const Viewer& viewer;
  beast::tcp_stream stream;
  asio::steady_timer signal;
  std::deque<Job> jobs;
  beast::flat_buffer buffer;
};

class Driver {
 public:
  explicit Driver(const Plan& plan) : plan_(plan), server_(asio::ip::address_v4::loopback(), plan.port) {
    slow_.server = server_;
    slow_.cookie = plan.viewers.front().cookie;
    for (const Viewer& viewer : plan.viewers) clients_.push_back(std::make_unique<Client>(io_, viewer));
  }

  Outcome run() {
    for (auto& client : clients_) {
      asio::co_spawn(io_, serve(*client), asio::detached);
      asio::co_spawn(io_, follow(client->viewer), asio::detached);
    }
    asio::co_spawn(io_, schedule(), asio::detached);
    io_.run();
    outcome_.slow_ended = slow_.ended;
    return outcome_;
  }

 private:
  asio::awaitable<void> wait_until(Clock::time_point time) {
    asio::steady_timer timer(io_, time);
    (void)co_await timer.async_wait(kTuple);
  }

  asio::awaitable<void> schedule() {
    co_await wait_until(Clock::now() + std::chrono::seconds(2));  // everybody connects first
    const auto begin = Clock::now();
    const auto all = static_cast<std::uint64_t>(plan_.rate * plan_.seconds);
    half_ = begin + to_clock(plan_.seconds / 2);
    bool slow_came = false;
    for (std::uint64_t k = 0; k < all; ++k) {
      const auto due = begin + to_clock(static_cast<double>(k) / plan_.rate);
      if (due > Clock::now()) co_await wait_until(due);
      if (due >= half_ && !std::exchange(slow_came, true)) begin_slow();
      const bool write = k % plan_.one_write_in == 0;
      // Writers and readers alike take turns; 7 and the number of viewers have no common divisor that matters.
      Client& client = *clients_[(write ? k / plan_.one_write_in : k * 7) % clients_.size()];
      client.jobs.push_back({due, k, write});
      client.signal.cancel();
    }
    while (done_ < all && Clock::now() < begin + to_clock(plan_.seconds + 30))
      co_await wait_until(Clock::now() + std::chrono::milliseconds(50));
    slow_.over = true;
    io_.stop();
  }

  static Clock::duration to_clock(double seconds) {
    return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  }

  void begin_slow() {
    for (int i = 0; i < plan_.slow; ++i) {
      asio::co_spawn(io_, drip_header(slow_), asio::detached);
      asio::co_spawn(io_, drip_body(slow_), asio::detached);
      asio::co_spawn(io_, never_read(slow_), asio::detached);
    }
  }

  asio::awaitable<void> serve(Client& client) {
    bool connected = false;
    for (;;) {
      while (client.jobs.empty()) (void)co_await client.signal.async_wait(kTuple);
      const Job job = client.jobs.front();
      client.jobs.pop_front();
      if (!connected) {
        const auto [error] = co_await client.stream.async_connect(server_, kTuple);
        if (error) fail("cannot connect: " + error.message());
        else client.stream.socket().set_option(tcp::no_delay(true));
        client.buffer.clear();
        connected = !error;
      }
      if (connected) connected = co_await exchange(client, job);
      ++done_;
    }
  }

  asio::awaitable<bool> exchange(Client& client, Job job) {
    const std::string request = job.write ? write_of(client.viewer, job) : read_of(client.viewer, job);
    const auto [broken, sent] = co_await asio::async_write(client.stream, asio::buffer(request), kTuple);
    if (broken) {
      fail("the server ended a connection: " + broken.message());
      co_return false;
    }
    http::response_parser<http::string_body> parser;
    parser.body_limit(boost::none);
    const auto [error, size] = co_await http::async_read(client.stream, client.buffer, parser, kTuple);
    if (error) {
      fail("no answer: " + error.message());
      co_return false;
    }
    const double latency = std::chrono::duration<double, std::milli>(Clock::now() - job.due).count();
    if (parser.get().result_int() != 200)
      fail(fmt::format("status {}: {:.200}", parser.get().result_int(), parser.get().body()));
    auto& to = job.write ? outcome_.writes : outcome_.reads;
    (job.due < half_ ? to.before : to.after).push_back(latency);
    co_return parser.get().keep_alive();
  }

  std::string read_of(const Viewer& viewer, const Job& job) const {
    std::string target = "/api/home";
    if (!viewer.rooms.empty()) {
      const std::uint64_t turn = job.number % 10;
      if (turn < 4) target = "/api/rooms/" + viewer.rooms[(job.number / 10) % viewer.rooms.size()];
      else if (turn < 6) target = "/api/rooms";
      else if (turn < 7) target = "/api/session";
    }
    return fmt::format("GET {} HTTP/1.1\r\nHost: localhost:{}\r\nCookie: {}\r\n\r\n", target, plan_.port,
                       viewer.cookie);
  }

  std::string write_of(const Viewer& viewer, const Job& job) const {
    const std::string body = fmt::format(
        R"({{"kind":"message","text":"Message {}: the delegation takes note of the text and will come back to it."}})",
        job.number);
    // One write in ten goes to everybody.
    const std::string room =
        viewer.rooms.empty()
            ? "plenary"
            : viewer.rooms[job.number / 10 % 10 == 0 ? 0 : 1 + job.number / 10 % (viewer.rooms.size() - 1)];
    return fmt::format(
        "POST /api/rooms/{}/items HTTP/1.1\r\nHost: localhost:{}\r\nCookie: {}\r\nX-Parley-Csrf: {}\r\n"
        "Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
        room, plan_.port, viewer.cookie, viewer.token, body.size(), body);
  }

  // An event stream over the whole run.
  asio::awaitable<void> follow(const Viewer& viewer) {
    if (plan_.bare) co_return;
    const std::string request =
        fmt::format("GET /api/changes HTTP/1.1\r\nHost: localhost:{}\r\nCookie: {}\r\n\r\n", plan_.port, viewer.cookie);
    tcp::socket socket(io_);
    const auto [refused] = co_await socket.async_connect(server_, kTuple);
    if (!refused) (void)co_await asio::async_write(socket, asio::buffer(request), kTuple);
    std::array<char, 8192> piece;
    for (;;) {
      const auto [error, size] = co_await socket.async_read_some(asio::buffer(piece), kTuple);
      if (error) {
        ++outcome_.streams_lost;
        co_return;
      }
      const std::string_view text(piece.data(), size);
      for (auto at = text.find("event: "); at != std::string_view::npos; at = text.find("event: ", at + 1))
        ++outcome_.events;
    }
  }

  void fail(std::string why) {
    if (outcome_.failures++ == 0) outcome_.first_failure = std::move(why);
  }

  const Plan& plan_;
  asio::io_context io_;
  const tcp::endpoint server_;
  std::vector<std::unique_ptr<Client>> clients_;
  SlowClients slow_;
  Clock::time_point half_;
  std::uint64_t done_ = 0;
  Outcome outcome_;
};

}  // namespace

Outcome drive(const Plan& plan) { return Driver(plan).run(); }

}  // namespace parley::load
