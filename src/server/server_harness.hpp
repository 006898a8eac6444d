// A server under test and a client whose every byte and pause is the test's own.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "server/http_server.hpp"

namespace parley::server::test {

using broker::Feed;
using broker::Request;
using broker::Response;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

class Socket {
 public:
  explicit Socket(std::uint16_t port, int receive_buffer = 0) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    if (receive_buffer > 0) ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    const timeval patience{.tv_sec = 20, .tv_usec = 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  ~Socket() { ::close(fd_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  bool connected() const { return connected_; }
  int fd() const { return fd_; }
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void finish_sending() { ::shutdown(fd_, SHUT_WR); }

  std::string read_until(std::string_view mark) {
    std::size_t at;
    while ((at = got_.find(mark)) == std::string::npos)
      if (!read_more()) return std::exchange(got_, {});
    return take(at + mark.size());
  }
  std::string read_bytes(std::size_t count) {
    while (got_.size() < count)
      if (!read_more()) break;
    return take(std::min(count, got_.size()));
  }
  std::string read_to_end() {
    while (read_more()) {
    }
    return std::exchange(got_, {});
  }
  // One whole response, found by its content-length.
  std::string read_response() {
    std::string head = read_until("\r\n\r\n");
    const auto at = head.find("content-length: ");
    return at == std::string::npos ? head : head + read_bytes(std::stoul(head.substr(at + 16)));
  }

 private:
  bool read_more() {
    char piece[16384];
    const auto size = ::recv(fd_, piece, sizeof piece, 0);
    if (size <= 0) return false;
    got_.append(piece, static_cast<std::size_t>(size));
    return true;
  }
  std::string take(std::size_t count) {
    std::string result = got_.substr(0, count);
    got_.erase(0, count);
    return result;
  }

  int fd_;
  bool connected_ = false;
  std::string got_;
};

// Answers with what it was asked; /events is a stream, /later is answered from another thread, /throw throws.
class Echo : public broker::Handler {
 public:
  void handle(Request request, std::function<void(Response)> reply) override {
    ++handled;
    if (request.target == "/throw") throw std::runtime_error("a confidential value");
    if (request.target == "/drop") return;
    if (request.target == "/events") return reply(stream());
    if (request.target == "/slow") std::this_thread::sleep_for(milliseconds(300));
    if (request.target == "/never") return hold(std::move(reply));
    if (request.target == "/later") {
      std::thread([reply = std::move(reply)] {
        std::this_thread::sleep_for(milliseconds(50));
        reply({.status = 200, .headers = {}, .body = "later", .feed = nullptr});
      }).detach();
      return;
    }
    Response response{.status = 200, .headers = {{"content-type", "text/plain"}}, .body = {}, .feed = nullptr};
    if (request.target == "/none") response.status = 204;
    else if (request.target == "/large") response.body = std::string(8'000'000, 'x');
    else if (request.target == "/inject") response.headers.emplace_back("x-name", "a\r\nset-cookie: b=c");
    else if (request.target == "/inject-name") response.headers.emplace_back("x-name: a\r\nset-cookie", "b=c");
    else if (request.target == "/length") response.headers.emplace_back("Content-Length", "3");
    else
      response.body =
          fmt::format("{} {} [{}] {}", request.method, request.target, request.body, request.header("x-mark"));
    reply(std::move(response));
  }
  std::size_t body_limit(std::string_view, std::string_view target) const override {
    return target == "/upload" ? 20'000'000 : 1000;
  }

  void publish(const std::string& frame) {
    const std::lock_guard lock(mutex_);
    for (const auto& weak : feeds_)
      if (const auto feed = weak.lock()) feed->publish(frame);
  }
  std::size_t streams() {
    const std::lock_guard lock(mutex_);
    std::erase_if(feeds_, [](const auto& weak) { return weak.expired(); });
    return feeds_.size();
  }
  void let_go() {
    const std::lock_guard lock(mutex_);
    held_.clear();
  }

  std::atomic<int> handled{0};

 private:
  Response stream() {
    auto feed = std::make_shared<Feed>();
    feed->publish("data: hello\n\n");
    const std::lock_guard lock(mutex_);
    feeds_.push_back(feed);
    return {.status = 200, .headers = {{"content-type", "text/event-stream"}}, .body = {}, .feed = feed};
  }
  void hold(std::function<void(Response)> reply) {
    const std::lock_guard lock(mutex_);
    held_.push_back(std::move(reply));
  }

  std::mutex mutex_;
  std::vector<std::weak_ptr<Feed>> feeds_;
  std::vector<std::function<void(Response)>> held_;
};

// A running server, stopped at the end of the test.
class Running {
 public:
  explicit Running(ServerOptions options = {}) {
    options.fault = [this](std::string_view text) {
      const std::lock_guard lock(mutex_);
      faults_ += text;
    };
    auto made = listen(options, echo);
    if (!made) throw std::runtime_error(to_text(made.error()));
    server = std::move(*made);
    thread_ = std::thread([this] {
      server->run();
      ended = true;
    });
  }
  ~Running() {
    server->stop();
    thread_.join();
    server.reset();
  }
  std::uint16_t port() const { return server->port(); }
  std::string faults() {
    const std::lock_guard lock(mutex_);
    return faults_;
  }
  std::string ask(const std::string& request) {
    Socket socket(port());
    socket.send(request);
    return socket.read_response();
  }

  Echo echo;
  std::unique_ptr<Server> server;
  std::atomic<bool> ended{false};

 private:
  std::thread thread_;
  std::mutex mutex_;
  std::string faults_;
};

inline ServerOptions hasty() {
  ServerOptions options;
  options.limits.idle = options.limits.header = options.limits.body = options.limits.write = milliseconds(400);
  options.limits.drain = milliseconds(1000);
  options.limits.slowest_bytes_per_second = 1'000'000;
  return options;
}

inline std::string get(const std::string& target, const std::string& more = {}) {
  return "GET " + target + " HTTP/1.1\r\nHost: h\r\n" + more + "\r\n";
}

inline std::string post(const std::string& target, const std::string& body) {
  return fmt::format("POST {} HTTP/1.1\r\nHost: h\r\nContent-Length: {}\r\n\r\n{}", target, body.size(), body);
}

inline double seconds_of(const std::function<void()>& work) {
  const auto begin = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

template <class Condition>
bool comes_true(Condition condition, milliseconds patience = milliseconds(5000)) {
  const auto end = Clock::now() + patience;
  while (!condition()) {
    if (Clock::now() > end) return false;
    std::this_thread::sleep_for(milliseconds(5));
  }
  return true;
}

inline std::string status_line(const std::string& response) { return response.substr(0, response.find("\r\n")); }

}  // namespace parley::server::test
