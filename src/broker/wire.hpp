// The small print of HTTP: targets, cookies, origins, file names, frames; and the two operations that read the log itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "broker/call.hpp"
#include "broker/exchange.hpp"
#include "store/log.hpp"

namespace parley::broker {

struct Target {
  std::string path;  // still percent-encoded
  Parameters query;  // decoded
};
std::optional<Target> parse_target(std::string_view target);

std::string cookie_value(const Request& request, std::string_view name);  // empty when absent or given twice
// Neither Origin nor Sec-Fetch-Site says that another site made this request.
bool same_origin(const Request& request);
std::string disposition(const std::string& file_name, bool shown);
std::string change_frame(const std::string& room, std::uint64_t entries);
// JSON of at most 32 levels, without a key twice.
std::optional<Json> parse_json(const std::string& text);

// getCheckpoint and exportChain: the heads and entries of the viewer's own chains.
Outcome chain_operation(Call& call, store::Log& log);

}  // namespace parley::broker
