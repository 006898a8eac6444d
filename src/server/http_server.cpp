#include "server/http_server.hpp"

#include <algorithm>
#include <map>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "server/connection.hpp"
#include "server/tls.hpp"

namespace parley::server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

asio::ip::address unmapped(const asio::ip::address& address) {
  if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
  return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
}

// Who counts as one peer: an IPv4 address, or the /64 that one customer of an IPv6 network has.
std::string peer_key(const asio::ip::address& address) {
  if (address.is_v4()) return address.to_string();
  auto bytes = address.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return asio::ip::address_v6(bytes).to_string();
}

}  // namespace

struct Server::Impl {
  Impl(const ServerOptions& given, broker::Handler& handler)
      : options(given),
        shared(given, handler),
        strand(asio::make_strand(*shared.io)),
        acceptor(strand),
        pause(strand),
        limit(strand) {}

  Result<void> bind();
  void run();
  void stop();
  void begin_drain();
  void end_now();
  void finish();
  asio::awaitable<void> accept();
  void admit(tcp::socket socket);
  void forget(const std::shared_ptr<Connection>& connection, const std::string& key);
  void each(void (Connection::*call)());

  const ServerOptions options;
  std::unique_ptr<asio::ssl::context> tls;
  Shared shared;
  // The acceptor, the two timers and what follows them live on this strand; connections have strands of their own.
  asio::strand<asio::io_context::executor_type> strand;
  tcp::acceptor acceptor;
  asio::steady_timer pause;
  asio::steady_timer limit;
  std::uint16_t bound_port = 0;
  bool draining = false;
  std::map<std::shared_ptr<Connection>, asio::any_io_executor> connections;
  std::map<std::string, std::size_t> peers;
};

Result<void> Server::Impl::bind() {
  const auto refuse = [&](ErrorCode code, const std::string& why, const std::string& hint) {
    return std::unexpected(
        Error{code, fmt::format("cannot listen on {} port {}: {}", options.address, options.port, why), hint, {}});
  };
  boost::system::error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error) return refuse(ErrorCode::kUsage, "not an IP address", "such as 127.0.0.1 or ::1");
  const tcp::endpoint endpoint(address, options.port);
  try {
    acceptor.open(endpoint.protocol());
    acceptor.set_option(asio::socket_base::reuse_address(true));
    acceptor.bind(endpoint);
    acceptor.listen(asio::socket_base::max_listen_connections);
  } catch (const boost::system::system_error& failed) {
    return refuse(ErrorCode::kIo, failed.code().message(), "is another server running there?");
  }
  bound_port = acceptor.local_endpoint().port();
  return {};
}

asio::awaitable<void> Server::Impl::accept() {
  while (!draining) {
    auto [error, socket] = co_await acceptor.async_accept(asio::make_strand(*shared.io), kTuple);
    if (draining) break;
    if (!error) {
      admit(tcp::socket(std::move(socket)));
      continue;
    }
    // Mostly: no descriptor is free. One will be, and until then a loop without pause would only burn time.
    pause.expires_after(std::chrono::milliseconds(50));
    (void)co_await pause.async_wait(kTuple);
  }
}

void Server::Impl::admit(tcp::socket socket) {
  boost::system::error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  if (error) return;  // gone already
  const asio::ip::address address = unmapped(endpoint.address());
  const std::string key = peer_key(address);
  if (connections.size() >= options.limits.connections) return;
  if (!address.is_loopback() && peers[key] >= options.limits.connections_per_peer) return;
  ++peers[key];
  const asio::any_io_executor its = socket.get_executor();
  const auto connection = make_connection(std::move(socket), key, tls.get(), shared);
  connections.emplace(connection, its);
  asio::co_spawn(its, connection->serve(), [this, connection, key](const std::exception_ptr& thrown) {
    if (thrown && shared.fault) shared.fault("a connection ended in an internal error");
    asio::post(strand, [this, connection, key] { forget(connection, key); });
  });
}

void Server::Impl::forget(const std::shared_ptr<Connection>& connection, const std::string& key) {
  connections.erase(connection);
  if (--peers[key] == 0) peers.erase(key);
  if (draining && connections.empty()) finish();
}

void Server::Impl::each(void (Connection::*call)()) {
  for (const auto& [connection, its] : connections)
    asio::post(its, [connection, call] { (connection.get()->*call)(); });
}

void Server::Impl::stop() {
  asio::post(strand, [this] {
    if (draining) end_now();
    else begin_drain();
  });
}

void Server::Impl::begin_drain() {
  draining = true;
  boost::system::error_code ignored;
  std::ignore = acceptor.close(ignored);
  pause.cancel();
  if (connections.empty()) return finish();
  each(&Connection::drain);
  limit.expires_after(options.limits.drain);
  limit.async_wait([this](const boost::system::error_code& error) {
    if (!error) end_now();
  });
}

void Server::Impl::end_now() {
  each(&Connection::abort);
  // A connection whose handler has not replied cannot end by itself.
  limit.expires_after(std::chrono::milliseconds(200));
  limit.async_wait([this](const boost::system::error_code& error) {
    if (!error) finish();
  });
}

void Server::Impl::finish() {
  limit.cancel();
  shared.io->stop();
}

void Server::Impl::run() {
  const auto guard = asio::make_work_guard(*shared.io);
  asio::co_spawn(strand, accept(), asio::detached);
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < options.threads; ++i) threads.emplace_back([this] { shared.io->run(); });
  shared.io->run();
  threads.clear();
  shared.workers.join();
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

std::uint16_t Server::port() const { return impl_->bound_port; }
void Server::run() { impl_->run(); }
void Server::stop() { impl_->stop(); }

Result<std::unique_ptr<Server>> listen(const ServerOptions& options, broker::Handler& handler) {
  auto impl = std::make_unique<Server::Impl>(options, handler);
  if (!options.tls_certificate.empty() || !options.tls_key.empty()) {
    auto context = tls_context(options.tls_certificate, options.tls_key);
    if (!context) return std::unexpected(context.error());
    impl->tls = std::move(*context);
  }
  if (const auto bound = impl->bind(); !bound) return std::unexpected(bound.error());
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

}  // namespace parley::server
