#include "server/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace parley::server {

std::string ListenAddress::host() const {
  return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

Result<ListenAddress> parse_listen_address(const std::string& text) {
  const auto refuse = [&] {
    return std::unexpected(Error{ErrorCode::kUsage,
                                 "'" + text + "' is no address to listen on",
                                 "such as 127.0.0.1:8700, [::1]:8700 or 0.0.0.0:443",
                                 {}});
  };
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return refuse();
  ListenAddress result;
  result.address = text.substr(0, colon);
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + colon + 1, end, result.port);
  if (error != std::errc{} || rest != end) return refuse();
  if (result.address == "localhost") result.address = "127.0.0.1";
  std::array<unsigned char, 16> bytes{};
  if (result.address.starts_with('[') && result.address.ends_with(']')) {
    result.address = result.address.substr(1, result.address.size() - 2);
    if (::inet_pton(AF_INET6, result.address.c_str(), bytes.data()) != 1) return refuse();
    result.is_loopback =
        bytes[15] == 1 && std::all_of(bytes.begin(), bytes.begin() + 15, [](auto b) { return b == 0; });
    return result;
  }
  if (::inet_pton(AF_INET, result.address.c_str(), bytes.data()) != 1) return refuse();
  result.is_loopback = bytes[0] == 127;
  return result;
}

}  // namespace parley::server
