#include <chrono>

#include <fmt/format.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "load/load.hpp"

namespace parley::load {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

asio::awaitable<void> wait(std::chrono::milliseconds time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  (void)co_await timer.async_wait(kTuple);
}

// Sends `beginning`, then a byte every half second; begins again whenever the server has ended it.
asio::awaitable<void> drip(SlowClients& clients, std::string beginning) {
  while (!clients.over) {
    tcp::socket socket(co_await asio::this_coro::executor);
    const auto [refused] = co_await socket.async_connect(clients.server, kTuple);
    if (!refused) (void)co_await asio::async_write(socket, asio::buffer(beginning), kTuple);
    while (!clients.over) {
      const auto [error, size] = co_await asio::async_write(socket, asio::buffer("x", 1), kTuple);
      if (error) {
        ++clients.ended;
        break;
      }
      co_await wait(std::chrono::milliseconds(500));
    }
  }
}

}  // namespace

asio::awaitable<void> drip_header(SlowClients& clients) {
  std::string beginning = "GET /api/home HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
  co_await drip(clients, std::move(beginning));
}

asio::awaitable<void> drip_body(SlowClients& clients) {
  std::string beginning =
      "POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";
  co_await drip(clients, std::move(beginning));
}

asio::awaitable<void> never_read(SlowClients& clients) {
  const std::string request =
      fmt::format("GET /api/changes HTTP/1.1\r\nHost: localhost\r\nCookie: {}\r\n\r\n", clients.cookie);
  while (!clients.over) {
    tcp::socket socket(co_await asio::this_coro::executor);
    socket.open(tcp::v4());
    socket.set_option(asio::socket_base::receive_buffer_size(2048));
    const auto [refused] = co_await socket.async_connect(clients.server, kTuple);
    if (!refused) (void)co_await asio::async_write(socket, asio::buffer(request), kTuple);
    while (!clients.over) {
      co_await wait(std::chrono::milliseconds(500));
      const auto [error, size] = co_await asio::async_write(socket, asio::buffer("\r\n", 2), kTuple);
      if (error) {
        ++clients.ended;
        break;
      }
    }
  }
}

}  // namespace parley::load
