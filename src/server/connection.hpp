// One client's connection as the server sees it. Every call is made on the strand of the connection's socket.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>

#include "server/body_pool.hpp"
#include "server/http_server.hpp"

namespace parley::server {

// What the connections of one server share. A reply that comes after the server's end keeps `io`, and with it what is left
// of its connection, so nothing that a destructor of those touches may lie here by value.
struct Shared {
  Shared(const ServerOptions& options, broker::Handler& to)
      : limits(options.limits), fault(options.fault), handler(to), workers(options.workers) {}

  const Limits limits;
  const std::function<void(std::string_view)> fault;
  broker::Handler& handler;
  std::shared_ptr<boost::asio::io_context> io = std::make_shared<boost::asio::io_context>();
  boost::asio::thread_pool workers;
  const std::shared_ptr<BodyPool> bodies =
      std::make_shared<BodyPool>(limits.bodies_bytes, limits.bodies_bytes_per_peer);
};

class Connection {
 public:
  virtual ~Connection() = default;
  virtual boost::asio::awaitable<void> serve() = 0;  // until the connection has ended
  virtual void drain() = 0;  // idle: close; streaming: end the stream; else: close after the answer
  virtual void abort() = 0;
};

// `peer`: the address as the handler is to see it. With a context, TLS comes first.
std::shared_ptr<Connection> make_connection(boost::asio::ip::tcp::socket socket, std::string peer,
                                            boost::asio::ssl::context* tls, Shared& shared);

}  // namespace parley::server
