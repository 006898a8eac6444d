// The head of a response as bytes, and the fixed answers that the transport gives by itself.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "broker/exchange.hpp"

namespace parley::server {

// Whether the response can be sent as it is: a final status, header names that are tokens, values without control
// characters (so that no value can begin another header), and none of the headers that are the transport's business.
bool is_sendable(const broker::Response& response);

// `length`: no content-length without it (event streams). Status 204 and 304 have none either.
std::string head_of(const broker::Response& response, std::optional<std::size_t> length, bool close);

bool has_body(int status);

broker::Response refusal(int status);

}  // namespace parley::server
