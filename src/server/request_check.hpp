// What the transport refuses in a request's header beyond what its parser does: all that two readers of the same bytes
// could understand differently (RFC 9112, sections 3.2, 6.1 and 11.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley::server {

struct RequestHead {
  std::string_view method;
  std::string_view target;
  bool http11 = true;
  std::vector<std::pair<std::string_view, std::string_view>> headers;
};

// The status to refuse with, if any: 400, 417 or 501.
std::optional<int> fault_in(const RequestHead& head);

std::string lower_case(std::string_view ascii);

}  // namespace parley::server
