#include "server/request_check.hpp"

#include <algorithm>

namespace parley::server {
namespace {

// A target is a path of visible ASCII; whole URLs are for proxies, and a fragment never leaves a browser.
bool is_target(std::string_view target) {
  return target.starts_with('/') &&
         std::ranges::all_of(target, [](char c) { return c > 0x20 && c < 0x7f && c != '#' && c != '\\'; });
}

bool is_method(std::string_view method) {
  return std::ranges::all_of(method, [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

std::string lower_case(std::string_view ascii) {
  std::string result(ascii);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

std::optional<int> fault_in(const RequestHead& head) {
  if (!is_method(head.method) || !is_target(head.target)) return 400;
  int hosts = 0;
  int codings = 0;
  for (const auto& [name, value] : head.headers) {
    const std::string key = lower_case(name);
    if (value.find('\0') != std::string_view::npos) return 400;
    if (key == "host") ++hosts;
    if (key == "transfer-encoding") {
      if (++codings > 1 || !head.http11) return 400;
      if (lower_case(value) != "chunked") return 501;
    }
    if (key == "expect" && lower_case(value) != "100-continue") return 417;
  }
  if (hosts > 1 || (hosts == 0 && head.http11)) return 400;
  return {};
}

}  // namespace parley::server
