// Brings the handler's reply, from whatever thread and whenever it comes, back to the connection that waits for it.
//
// The first reply counts. A handler that throws, or that drops its reply without calling it, is answered for with 500.
#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "server/connection.hpp"
#include "server/response_head.hpp"

namespace parley::server {

template <class Done>
class Answer {
 public:
  Answer(boost::asio::any_io_executor strand, std::shared_ptr<boost::asio::io_context> io, Done done)
      : io_(std::move(io)), strand_(std::move(strand)), done_(std::move(done)) {}
  ~Answer() { send(refusal(500)); }
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  void send(broker::Response response) {
    if (sent_.exchange(true)) return;
    boost::asio::post(strand_, [done = std::move(done_), response = std::move(response)]() mutable {
      std::move(done)(std::move(response));
    });
  }

 private:
  std::shared_ptr<boost::asio::io_context> io_;  // a reply may come after the server has gone
  boost::asio::any_io_executor strand_;
  Done done_;
  std::atomic<bool> sent_{false};
};

// Runs the handler on a worker thread; continues on `strand` with its reply.
inline boost::asio::awaitable<broker::Response> ask(Shared& shared, boost::asio::any_io_executor strand,
                                                    broker::Request request) {
  auto begin = [&shared, strand = std::move(strand), asked = std::move(request)](auto done) mutable {
    auto answer = std::make_shared<Answer<decltype(done)>>(strand, shared.io, std::move(done));
    boost::asio::post(shared.workers, [&shared, answer, asked = std::move(asked)]() mutable {
      try {
        shared.handler.handle(std::move(asked), [answer](broker::Response r) { answer->send(std::move(r)); });
      } catch (...) {  // what it says may be confidential
        if (shared.fault) shared.fault("a request ended in an internal error");
        answer->send(refusal(500));
      }
    });
  };
  return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(broker::Response)>(
      std::move(begin), boost::asio::use_awaitable);
}

}  // namespace parley::server
