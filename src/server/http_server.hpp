// HTTP/1.1 on sockets: the transport half of the exchange (broker/exchange.hpp). It knows no route and no person.
//
// Bytes      of a response: the status line, the handler's headers as they are, content-length, and "connection: close"
//            where the connection ends. No date, no server name: nothing that is not the viewer's own
// HEAD       reaches the handler as GET; the body of the answer is counted and not sent
// Slow       clients are ended, never waited for: each phase of a request has a time of its own (Limits), and a client
//            that does not read its event stream is closed when its queue is full
// Refusals   400 malformed, 413 body, 417 expectation, 431 header, 501 transfer coding, 503 bodies of all clients together or of one
//            address, 500 a handler that threw: each with a fixed body, and the connection ends (after 500 it goes on)
// TLS        1.3 only, when a certificate is given
// Threads    run() blocks; stop() may be called from any thread, also before run(), and again to end at once
// Errors     kIo: the address cannot be bound, the certificate or key cannot be read; kUsage: no such address
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/error.hpp"
#include "broker/exchange.hpp"

namespace parley::server {

struct Limits {
  std::size_t header_bytes = 16UL * 1024;
  std::size_t connections = 4096;
  std::size_t connections_per_peer = 256;  // of one IPv4 address or one IPv6 /64; loopback is exempt
  std::size_t bodies_bytes = 256UL * 1024 * 1024;  // request bodies over 64 KiB, of all clients together
  std::size_t bodies_bytes_per_peer = 32UL * 1024 * 1024;  // the same, from one address
  std::size_t slowest_bytes_per_second =
      16UL * 1024;  // what was moved at this rate extends the times for body and write
  std::chrono::milliseconds idle{75'000};  // between two requests
  std::chrono::milliseconds header{10'000};  // from a request's first byte to the end of its header; TLS handshake
  std::chrono::milliseconds body{10'000};
  std::chrono::milliseconds write{10'000};
  std::chrono::milliseconds drain{10'000};  // what stop() leaves to requests in flight
  std::chrono::milliseconds keep_alive{20'000};  // silence after which an event stream says that it lives
  std::size_t stream_frames = 1024;  // waiting for one client that does not read
  std::size_t stream_bytes = 1024UL * 1024;
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any that is free
  std::string tls_certificate;  // PEM files, the certificate with its chain; both or neither
  std::string tls_key;
  std::size_t threads = 2;  // for sockets
  std::size_t workers = 4;  // for the handler, which may block
  Limits limits;
  // Told of faults in fixed words without a value of any request. Called from any thread.
  std::function<void(std::string_view)> fault;
};

class Server {
 public:
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  void run();  // returns when stop() was called and all connections have ended
  void stop();  // accepts no more, closes event streams and idle connections, lets requests in flight finish

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  friend Result<std::unique_ptr<Server>> listen(const ServerOptions& options, broker::Handler& handler);
  std::unique_ptr<Impl> impl_;
};

// Bound and listening: clients may connect from now on and are served once run() is called. The handler outlives it.
Result<std::unique_ptr<Server>> listen(const ServerOptions& options, broker::Handler& handler);

}  // namespace parley::server
