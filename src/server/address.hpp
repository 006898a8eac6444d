// Where to listen, as a person writes it: "127.0.0.1:8700", "[::1]:8700", "localhost:8700".
#pragma once

#include <cstdint>
#include <string>

#include "base/error.hpp"

namespace parley::server {

struct ListenAddress {
  std::string address;  // a numeric IP address
  std::uint16_t port = 0;
  bool is_loopback = false;  // nobody outside this machine can connect

  std::string host() const;  // as it stands in a URL: IPv6 in brackets
};

// kUsage when it is none of these; other names than localhost are not looked up.
Result<ListenAddress> parse_listen_address(const std::string& text);

}  // namespace parley::server
