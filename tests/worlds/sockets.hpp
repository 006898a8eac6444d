// The same stage behind the real server: every request goes through a socket, and what comes back is the bytes of the wire.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "server/http_server.hpp"
#include "tests/worlds/stage.hpp"

namespace parley::worlds {

class Sockets {
 public:
  explicit Sockets(broker::Handler& handler);
  ~Sockets();

  // One exchange on the person's own connection: all bytes of the answer, as they came.
  std::string exchange(const std::string& person, const broker::Request& request);
  // Ends the server and hands back what each event stream of a person received, in the order of their opening.
  std::vector<std::string> end(const std::string& person);

 private:
  int connect() const;
  std::unique_ptr<server::Server> server_;
  std::jthread runs_;
  std::map<std::string, int> connections_;
  std::vector<std::pair<std::string, int>> streams_;  // whose
};

}  // namespace parley::worlds
