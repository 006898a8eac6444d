// Open-loop load on an HTTP server, and the bare parts beside it.
//
// Load       request k is due at start + k / rate, whether or not those before it are answered, and its latency counts from
//            when it was due: a server that stalls is charged for everybody who waits (no coordinated omission)
// Viewers    each has one connection for requests and one event stream, all over the whole run
// Slow       clients that drip a header, drip a body, or never read their event stream; they come at half-time, so that
//            one run shows the others with and without them
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace parley::load {

using Clock = std::chrono::steady_clock;

struct Viewer {
  std::string cookie, token;  // as the server gave them; empty for the bare parts
  std::vector<std::string> rooms;  // those that it writes to
};

struct Plan {
  std::uint16_t port = 0;
  std::vector<Viewer> viewers;
  double rate = 200;  // requests a second
  int one_write_in = 10;
  double seconds = 300;
  int slow = 0;  // slow clients of each kind, from half-time on
  bool bare = false;
};

struct Latencies {
  std::vector<double> before, after;  // half-time; in milliseconds
};

struct Outcome {
  Latencies reads, writes;
  std::uint64_t failures = 0;  // another status than expected, or a connection that broke
  std::string first_failure;
  std::uint64_t events = 0;  // that arrived on all event streams
  std::uint64_t streams_lost = 0;
  std::uint64_t slow_ended = 0;  // slow clients that the server has ended
};

struct SlowClients {
  boost::asio::ip::tcp::endpoint server;
  std::string cookie;
  std::atomic<bool> over{false};
  std::atomic<std::uint64_t> ended{0};
};
boost::asio::awaitable<void> drip_header(SlowClients& clients);
boost::asio::awaitable<void> drip_body(SlowClients& clients);
boost::asio::awaitable<void> never_read(SlowClients& clients);

Outcome drive(const Plan& plan);

// A Beast server that answers GET with two kilobytes and POST with one committed row (SQLite, WAL, synchronous=FULL).
// Prints its port and runs until its standard input ends.
int serve_bare(const std::string& database);

// Only the commits: `rate` a second for `seconds`, due as above. Milliseconds.
std::vector<double> commit_bare(const std::string& database, double rate, double seconds);

}  // namespace parley::load
