#include "server/response_head.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace parley::server {
namespace {

constexpr std::array<std::string_view, 7> kOfTheTransport = {
    "content-length", "connection", "transfer-encoding", "date", "server", "keep-alive", "trailer"};

constexpr std::string_view kTokenMarks = "!#$%&'*+-.^_`|~";

bool is_token(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           kTokenMarks.find(c) != std::string_view::npos;
  });
}

bool is_value(std::string_view value) {
  return std::ranges::all_of(value, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
  });
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

std::string_view reason(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    default: return "";  // a reason phrase may be empty
  }
}

}  // namespace

bool has_body(int status) { return status != 204 && status != 304; }

bool is_sendable(const broker::Response& response) {
  if (response.status < 200 || response.status > 599) return false;
  if (!has_body(response.status) && (!response.body.empty() || response.feed)) return false;
  return std::ranges::all_of(response.headers, [](const auto& header) {
    return is_token(header.first) && is_value(header.second) &&
           std::ranges::find(kOfTheTransport, lower(header.first)) == kOfTheTransport.end();
  });
}

std::string head_of(const broker::Response& response, std::optional<std::size_t> length, bool close) {
  std::string head = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason(response.status));
  for (const auto& [name, value] : response.headers) {
    head += name;
    head += ": ";
    head += value;
    head += "\r\n";
  }
  if (length && has_body(response.status)) head += fmt::format("content-length: {}\r\n", *length);
  if (close) head += "connection: close\r\n";
  head += "\r\n";
  return head;
}

broker::Response refusal(int status) {
  return {.status = status,
          .headers = {{"content-type", "text/plain; charset=utf-8"},
                      {"cache-control", "no-store"},
                      {"x-content-type-options", "nosniff"},
                      {"content-security-policy", "default-src 'none'; frame-ancestors 'none'"}},
          .body = fmt::format("{} {}\n", status, reason(status)),
          .feed = nullptr};
}

}  // namespace parley::server
