// The same stage behind the real server: every request goes through a socket, and what comes back is the bytes of the wire.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "server/http_server.hpp"
#include "tests/worlds/stage.hpp"

namespace parley::worlds {

class Sockets {
 public:
  explicit Sockets(broker::Handler& handler, std::size_t threads = 1, std::size_t workers = 1);
  ~Sockets();

  // One exchange on the person's own connection from an address of its own: all bytes of the answer, as they came; of an
  // event stream the head. People who have connected before may exchange from several threads.
  std::string exchange(const std::string& person, const broker::Request& request);
  // Ends the server and hands back what each event stream of the people asked for received, in the order of their opening.
  std::vector<std::string> end(const std::function<bool(const std::string& person)>& of);

 private:
  struct Stream {
    std::string person;
    int socket;
    std::string received;  // what came together with the head
  };
  int connect(const std::string& peer) const;
  std::unique_ptr<server::Server> server_;
  std::jthread runs_;
  std::map<std::string, int> connections_;
  std::vector<Stream> streams_;
};

}  // namespace parley::worlds
