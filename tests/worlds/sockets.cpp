#include "tests/worlds/sockets.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace parley::worlds {
namespace {

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

Sockets::Sockets(broker::Handler& handler) {
  server::ServerOptions options;
  options.threads = 1;
  options.workers = 1;
  auto server = server::listen(options, handler);
  if (!server) throw std::runtime_error(server.error().message);
  server_ = std::move(*server);
  runs_ = std::jthread([this] { server_->run(); });
}

Sockets::~Sockets() {
  for (const auto& [person, socket] : connections_) ::close(socket);
  for (const auto& [person, socket] : streams_) ::close(socket);
  if (server_) {
    server_->stop();
    server_->stop();
  }
}

int Sockets::connect() const {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(server_->port());
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (socket < 0 || ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("no connection to the server");
  return socket;
}

std::string Sockets::exchange(const std::string& person, const broker::Request& request) {
  auto text = fmt::format("{} {} HTTP/1.1\r\n", request.method, request.target);
  for (const auto& [name, value] : request.headers) text += fmt::format("{}: {}\r\n", name, value);
  if (!request.body.empty() || request.method == "POST" || request.method == "PUT")
    text += fmt::format("content-length: {}\r\n", request.body.size());
  text += "\r\n" + request.body;
  auto& socket = connections_[person];
  if (socket == 0) socket = connect();
  send_all(socket, text);
  std::string answer;
  std::size_t head_end = std::string::npos;
  while ((head_end = answer.find("\r\n\r\n")) == std::string::npos)
    if (!receive(socket, answer)) throw std::runtime_error("the server hung up on " + request.target);
  const auto head = answer.substr(0, head_end + 2);
  if (head.find("text/event-stream") != std::string::npos) {
    streams_.emplace_back(person, std::exchange(socket, 0));
    return head;
  }
  const auto whole = head_end + 4 + (request.method == "HEAD" ? 0 : body_length(head));
  while (answer.size() < whole)
    if (!receive(socket, answer)) throw std::runtime_error("the server hung up within a body");
  if (head.find("connection: close") != std::string::npos) ::close(std::exchange(socket, 0));
  return answer;
}

std::vector<std::string> Sockets::end(const std::string& person) {
  server_->stop();
  std::vector<std::string> streams;
  for (const auto& [whose, socket] : streams_) {
    if (whose != person) continue;
    streams.emplace_back();
    while (receive(socket, streams.back())) {
    }
  }
  return streams;
}

}  // namespace parley::worlds
