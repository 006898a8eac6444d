#include "server/connection.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include <netinet/tcp.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream_base.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include "server/answer.hpp"
#include "server/frame_queue.hpp"
#include "server/pace.hpp"
#include "server/request_check.hpp"
#include "server/response_head.hpp"

namespace parley::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Clock = std::chrono::steady_clock;
using Plain = beast::tcp_stream;
using Tls = beast::ssl_stream<beast::tcp_stream>;

// g++ 12 destroys some temporaries in a co_await expression twice, so arguments that own something have names here.
constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kPiece = std::size_t{64} * 1024;
// What the system holds unsent: it tells early that a client does not read, and memory stays small.
using UnsentLimit = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_NOTSENT_LOWAT>;
constexpr std::size_t kSmallBody = std::size_t{64} * 1024;  // not counted against the bodies of all clients
constexpr int kStreamBuffer = 64 * 1024;  // what the system may hold for a client of an event stream
constexpr std::string_view kAlive = ": \n\n";
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

// The share that one request's body takes of what all bodies may take together.
class BodyShare {
 public:
  BodyShare(const Shared& shared, const std::string& peer) : pool_(shared.bodies), peer_(peer) {}
  ~BodyShare() {
    if (bytes_ > 0) pool_->give_back(peer_, bytes_);
  }
  BodyShare(const BodyShare&) = delete;
  BodyShare& operator=(const BodyShare&) = delete;

  bool take(std::uint64_t bytes) {
    if (bytes <= kSmallBody) return true;
    if (!pool_->take(peer_, bytes)) return false;
    bytes_ = bytes;
    return true;
  }

 private:
  const std::shared_ptr<BodyPool> pool_;
  const std::string peer_;
  std::size_t bytes_ = 0;
};

struct Streaming {
  std::shared_ptr<broker::Feed> feed;
  std::shared_ptr<FrameQueue> queue;
};

template <class Stream>
class HttpConnection final : public Connection, public std::enable_shared_from_this<HttpConnection<Stream>> {
 public:
  HttpConnection(Stream stream, std::string peer, Shared& shared)
      : shared_(shared),
        limits_(shared.limits),
        stream_(std::move(stream)),
        peer_(std::move(peer)),
        buffer_(limits_.header_bytes + 1024),
        signal_(stream_.get_executor()) {}

  asio::awaitable<void> serve() override {
    const auto self = this->shared_from_this();
    if (co_await shake_hands())
      while (co_await exchange()) {
      }
    close();
  }

  void drain() override {
    draining_ = true;
    if (idle_) close();
    if (streaming_.queue) streaming_.queue->end();
  }

  void abort() override {
    draining_ = true;
    close();
    signal_.cancel();
  }

 private:
  auto& tcp() { return beast::get_lowest_layer(stream_); }

  void close() { tcp().close(); }

  Pace pace(std::chrono::milliseconds full) const { return {full, limits_.slowest_bytes_per_second, Clock::now()}; }

  asio::awaitable<bool> shake_hands() {
    beast::error_code ignored;
    std::ignore = tcp().socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    std::ignore = tcp().socket().set_option(UnsentLimit(kPiece), ignored);
    if constexpr (std::is_same_v<Stream, Tls>) {
      tcp().expires_after(limits_.header);
      const auto [error] = co_await stream_.async_handshake(asio::ssl::stream_base::server, kTuple);
      co_return !error;
    }
    co_return true;
  }

  // One request and its answer. False: the connection is at its end.
  asio::awaitable<bool> exchange() {
    if (!co_await await_request()) co_return false;
    http::request_parser<http::empty_body> head;
    head.header_limit(static_cast<std::uint32_t>(limits_.header_bytes));
    head.body_limit(boost::none);  // the handler's limit is known once the target is
    tcp().expires_after(limits_.header);
    const auto [error, size] = co_await http::async_read_header(stream_, buffer_, head, kTuple);
    if (const auto status = status_of(error)) co_return co_await refuse(*status);
    if (error) co_return false;
    if (const auto status = check(head.get())) co_return co_await refuse(*status);

    const bool is_head = head.get().method() == http::verb::head;
    const std::string method = is_head ? "GET" : std::string(head.get().method_string());
    const std::size_t most = shared_.handler.body_limit(method, std::string_view(head.get().target()));
    http::request_parser<http::string_body> whole(std::move(head));
    BodyShare share(shared_, peer_);
    if (const auto status = admit(whole, most, share)) co_return co_await refuse(*status);
    if (const auto ended = co_await read_body(whole)) co_return *ended != 0 && co_await refuse(*ended);

    const bool last = !whole.get().keep_alive() || whole.get().version() < 11;
    broker::Request request = request_of(whole.release(), method);
    broker::Response response = co_await ask(shared_, stream_.get_executor(), std::move(request));
    co_return co_await respond(std::move(response), is_head, last);
  }

  // The first bytes of the next request; a client may take its time to have one.
  asio::awaitable<bool> await_request() {
    if (draining_) co_return false;
    if (buffer_.size() > 0) co_return true;
    tcp().expires_after(limits_.idle);
    idle_ = true;
    const auto [error, size] = co_await stream_.async_read_some(buffer_.prepare(1024), kTuple);
    idle_ = false;
    buffer_.commit(size);
    co_return !error;
  }

  // What a failure to read is answered with; nothing, when the client has gone or was too slow.
  static std::optional<int> status_of(const beast::error_code& error) {
    if (!error || error == http::error::end_of_stream || error == http::error::partial_message) return {};
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
    if (error == http::error::body_limit) return 413;
    if (error.category() == http::make_error_code(http::error::bad_method).category()) return 400;
    return {};
  }

  static std::optional<int> check(const http::request<http::empty_body>& head) {
    RequestHead seen{
        .method = head.method_string(), .target = head.target(), .http11 = head.version() >= 11, .headers = {}};
    for (const auto& field : head) seen.headers.emplace_back(field.name_string(), field.value());
    return fault_in(seen);
  }

  std::optional<int> admit(http::request_parser<http::string_body>& whole, std::size_t most, BodyShare& share) {
    const auto length = whole.content_length();
    if (length && *length > most) return 413;
    whole.body_limit(most);
    if (!share.take(length ? *length : whole.chunked() ? most : 0)) return 503;
    return {};
  }

  // Nothing: the body is there. 0: the client has gone or was too slow. Else the status to refuse with.
  asio::awaitable<std::optional<int>> read_body(http::request_parser<http::string_body>& whole) {
    whole.eager(true);
    Pace pace_of_body = pace(limits_.body);
    if (whole.get().count(http::field::expect) > 0 && !whole.is_done() && buffer_.size() == 0) {
      std::string go_on(kContinue);
      const bool sent = co_await write(std::move(go_on));
      if (!sent) co_return 0;
    }
    while (!whole.is_done()) {
      tcp().expires_at(pace_of_body.deadline());
      const auto [error, size] = co_await http::async_read_some(stream_, buffer_, whole, kTuple);
      if (error) co_return status_of(error).value_or(0);
      pace_of_body.moved(size, Clock::now());
    }
    co_return std::nullopt;
  }

  broker::Request request_of(http::request<http::string_body> from, std::string method) const {
    broker::Request request{
        .method = std::move(method), .target = std::string(from.target()), .headers = {}, .body = {}, .peer = peer_};
    for (const auto& field : from)
      request.headers.emplace_back(lower_case(field.name_string()), std::string(field.value()));
    request.body = std::move(from.body());
    return request;
  }

  asio::awaitable<bool> respond(broker::Response response, bool is_head, bool last) {
    if (!is_sendable(response)) {
      if (shared_.fault) shared_.fault("an answer had a header that cannot be sent");
      response = refusal(500);
    }
    if (response.feed) co_return co_await stream_events(std::move(response), is_head);
    last = last || draining_;
    std::string head = head_of(response, response.body.size(), last);
    std::string body;
    if (!is_head) body = std::move(response.body);
    const bool sent = co_await write(std::move(head), std::move(body));
    if (sent && last) co_await linger();
    co_return sent && !last;
  }

  // A fixed answer to what cannot be handled; where the next request begins is then unknown, so the connection ends.
  asio::awaitable<bool> refuse(int status) {
    broker::Response response = refusal(status);
    std::string head = head_of(response, response.body.size(), true);
    if (co_await write(std::move(head), std::move(response.body))) co_await linger();
    co_return false;
  }

  asio::awaitable<bool> write(std::string bytes) {
    Pace pace_of_write = pace(limits_.write);
    std::string_view rest = bytes;
    while (!rest.empty()) {
      const asio::const_buffer piece(rest.data(), std::min(rest.size(), kPiece));
      tcp().expires_at(pace_of_write.deadline());
      const auto [error, size] = co_await stream_.async_write_some(piece, kTuple);
      if (error) co_return false;
      rest.remove_prefix(size);
      pace_of_write.moved(size, Clock::now());
    }
    co_return true;
  }

  // Head and body of a small answer leave together; a large body is not copied.
  asio::awaitable<bool> write(std::string head, std::string body) {
    if (body.size() <= kPiece) {
      head += body;
      co_return co_await write(std::move(head));
    }
    co_return co_await write(std::move(head)) && co_await write(std::move(body));
  }

  // Closing a socket with unread bytes resets it, and the client may lose the answer; so what still comes is read, a
  // little and for a short time.
  asio::awaitable<void> linger() {
    tcp().expires_after(std::min<std::chrono::milliseconds>(limits_.write, std::chrono::seconds(2)));
    beast::error_code ignored;
    if constexpr (std::is_same_v<Stream, Tls>) {
      const auto [error] = co_await stream_.async_shutdown(kTuple);
      if (!error || error == asio::error::eof || error == asio::ssl::error::stream_truncated) co_return;
    } else {
      std::ignore = tcp().socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    }
    std::array<char, 4096> unread;
    for (std::size_t total = 0; total < 16 * kPiece && !draining_;) {
      const auto [error, size] = co_await tcp().async_read_some(asio::buffer(unread), kTuple);
      if (error) co_return;
      total += size;
    }
  }

  asio::awaitable<bool> stream_events(broker::Response response, bool is_head) {
    const bool typed =
        std::ranges::any_of(response.headers, [](const auto& h) { return lower_case(h.first) == "content-type"; });
    if (!typed) response.headers.emplace_back("content-type", "text/event-stream");
    std::string head = head_of(response, std::nullopt, true);
    const bool sent = co_await write(std::move(head));
    if (!sent || is_head || draining_) co_return false;
    buffer_ = beast::flat_buffer(0);
    open_queue(std::move(response.feed));
    tcp().expires_never();
    asio::co_spawn(stream_.get_executor(), watch_client(), asio::detached);
    while (co_await stream_some()) {
    }
    streaming_.feed.reset();
    co_return false;
  }

  void open_queue(std::shared_ptr<broker::Feed> feed) {
    auto wake = [weak = this->weak_from_this()] {
      if (const auto self = weak.lock()) asio::post(self->stream_.get_executor(), [self] { self->woken(); });
    };
    beast::error_code ignored;
    std::ignore = tcp().socket().set_option(asio::socket_base::send_buffer_size(kStreamBuffer), ignored);
    streaming_.queue = std::make_shared<FrameQueue>(limits_.stream_frames, limits_.stream_bytes, std::move(wake));
    streaming_.feed = std::move(feed);
    streaming_.feed->attach([queue = streaming_.queue](const std::string& frame) { queue->push(frame); });
  }

  void woken() {
    if (streaming_.queue->overrun()) close();
    signal_.cancel();
  }

  asio::awaitable<bool> stream_some() {
    FrameQueue::Taken taken = streaming_.queue->take();
    if (taken.overrun) co_return false;
    if (taken.bytes.empty() && taken.ended) co_return false;
    if (taken.bytes.empty()) {
      signal_.expires_after(limits_.keep_alive);
      const auto [error] = co_await signal_.async_wait(kTuple);
      if (!tcp().socket().is_open()) co_return false;
      if (error) co_return true;
      taken.bytes = kAlive;
    }
    co_return co_await write(std::move(taken.bytes));
  }

  // A client has nothing to say on an event stream: the end of its half is the end of the stream.
  asio::awaitable<void> watch_client() {
    const auto self = this->shared_from_this();
    std::array<char, 512> unread;
    for (std::size_t total = 0; total < kPiece;) {
      const auto [error, size] = co_await stream_.async_read_some(asio::buffer(unread), kTuple);
      if (error) break;
      total += size;
    }
    close();
    signal_.cancel();
  }

  Shared& shared_;
  const Limits& limits_;
  Stream stream_;
  const std::string peer_;
  beast::flat_buffer buffer_;
  asio::steady_timer signal_;
  Streaming streaming_;
  bool idle_ = false;
  bool draining_ = false;
};

}  // namespace

std::shared_ptr<Connection> make_connection(asio::ip::tcp::socket socket, std::string peer, asio::ssl::context* tls,
                                            Shared& shared) {
  Plain plain(std::move(socket));
  if (tls == nullptr) return std::make_shared<HttpConnection<Plain>>(std::move(plain), std::move(peer), shared);
  return std::make_shared<HttpConnection<Tls>>(Tls(std::move(plain), *tls), std::move(peer), shared);
}

}  // namespace parley::server
