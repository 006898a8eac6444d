// One HTTP exchange as plain data: all that the server's transport and the broker's handlers know of each other.
//
// Threads    handle() may be called from any thread, and replies exactly once, from any thread
// Streams    a Response with a feed is a server-sent event stream: after the headers every frame that is published is
//            sent as it is, until either half closes. A frame is whole bytes ("data: ...\n\n")
// Limits     the transport refuses a body longer than body_limit() before it reads it (413)
// Secrets    neither half logs bodies, cookies or targets
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley::broker {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;  // upper case
  std::string target;  // path and query as received, still percent-encoded
  Headers headers;     // names in lower case
  std::string body;
  std::string peer;  // the address of the client, for throttling only

  std::string_view header(std::string_view lower_case_name) const;  // empty when absent
};

// What a stream of server-sent events is fed by. The publisher keeps a weak pointer, the connection the shared one.
class Feed {
 public:
  using Sink = std::function<void(std::string frame)>;  // an empty frame: the publisher has closed the stream
  void attach(Sink sink);                               // frames published before are handed over at once, in order
  void publish(std::string frame);
  void close();

 private:
  std::mutex mutex_;
  Sink sink_;
  std::vector<std::string> early_;
};

struct Response {
  int status = 200;
  Headers headers;  // content-length and connection are the transport's business
  std::string body;
  std::shared_ptr<Feed> feed;
};

class Handler {
 public:
  virtual ~Handler() = default;
  virtual void handle(Request request, std::function<void(Response)> reply) = 0;
  virtual std::size_t body_limit(std::string_view method, std::string_view target) const = 0;
};

}  // namespace parley::broker
