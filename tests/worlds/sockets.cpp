#include "tests/worlds/sockets.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <utility>

namespace parley::worlds {
namespace {

constexpr int kNone = -1;  // no socket

void send_all(int socket, const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const auto n = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n <= 0) throw std::runtime_error("the server does not read");
    sent += static_cast<std::size_t>(n);
  }
}

bool receive(int socket, std::string& into) {
  char buffer[16384];
  const auto n = ::recv(socket, buffer, sizeof buffer, 0);
  if (n > 0) into.append(buffer, static_cast<std::size_t>(n));
  return n > 0;
}

// How many bytes of body the head announces.
std::size_t body_length(const std::string& head) {
  constexpr std::string_view kName = "\r\ncontent-length: ";
  std::string lower;
  for (const char c : head) lower.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  const auto at = lower.find(kName);
  return at == std::string::npos ? 0 : std::stoul(lower.substr(at + kName.size()));
}

}  // namespace

Sockets::Sockets(broker::Handler& handler, std::size_t threads, std::size_t workers) {
  server::ServerOptions options;
  options.threads = threads;
  options.workers = workers;
  // A sign of life is the clock's, not the script's: on a slow machine it would come in one world only.
  options.limits.keep_alive = options.limits.idle = std::chrono::hours(1);
  auto server = server::listen(options, handler);
  if (!server) throw std::runtime_error(server.error().message);
  server_ = std::move(*server);
  runs_ = std::jthread([this] { server_->run(); });
}

Sockets::~Sockets() {
  for (const auto& [person, socket] : connections_)
    if (socket != kNone) ::close(socket);
  for (const auto& stream : streams_) ::close(stream.socket);
  if (server_) {
    server_->stop();
    server_->stop();
  }
}

// From 127.x.y.z for a peer 10.x.y.z: attempts to sign in are counted by address.
int Sockets::connect(const std::string& peer) const {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(server_->port());
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto from = address;
  from.sin_port = 0;
  in_addr there{};
  if (::inet_pton(AF_INET, peer.c_str(), &there) == 1)
    from.sin_addr.s_addr = htonl(0x7f000000U | (ntohl(there.s_addr) & 0xffffffU));
  if (socket < 0 || ::bind(socket, reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0 ||
      ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("no connection to the server");
  return socket;
}

std::string Sockets::exchange(const std::string& person, const broker::Request& request) {
  auto text = fmt::format("{} {} HTTP/1.1\r\n", request.method, request.target);
  for (const auto& [name, value] : request.headers) text += fmt::format("{}: {}\r\n", name, value);
  if (!request.body.empty() || request.method == "POST" || request.method == "PUT")
    text += fmt::format("content-length: {}\r\n", request.body.size());
  text += "\r\n" + request.body;
  auto& socket = connections_.try_emplace(person, kNone).first->second;
  if (socket == kNone) socket = connect(request.peer);
  send_all(socket, text);
  std::string answer;
  std::size_t head_end = std::string::npos;
  while ((head_end = answer.find("\r\n\r\n")) == std::string::npos)
    if (!receive(socket, answer)) throw std::runtime_error("the server hung up on " + request.target);
  const auto head = answer.substr(0, head_end + 2);
  if (head.find("text/event-stream") != std::string::npos) {
    streams_.push_back({person, std::exchange(socket, kNone), answer.substr(head_end + 4)});
    return answer.substr(0, head_end + 4);
  }
  const auto whole = head_end + 4 + (request.method == "HEAD" ? 0 : body_length(head));
  while (answer.size() < whole)
    if (!receive(socket, answer)) throw std::runtime_error("the server hung up within a body");
  if (head.find("connection: close") != std::string::npos) ::close(std::exchange(socket, kNone));
  return answer;
}

std::vector<std::string> Sockets::end(const std::function<bool(const std::string& person)>& of) {
  server_->stop();
  std::vector<std::string> streams;
  for (auto& stream : streams_) {
    if (!of(stream.person)) continue;
    while (receive(stream.socket, stream.received)) {
    }
    streams.push_back(stream.received);
  }
  return streams;
}

}  // namespace parley::worlds
