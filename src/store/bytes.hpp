// Bytes as text and as unambiguous input of a hash.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace parley::store {

std::string hex(std::string_view bytes);
std::optional<std::string> unhex(std::string_view text);  // lower case only, so that bytes have one spelling
std::string base64(std::string_view bytes);               // RFC 4648 with padding
std::optional<std::string> unbase64(std::string_view text);

// 8 bytes, most significant first.
std::string big_endian(std::uint64_t number);
std::uint64_t from_big_endian(std::string_view eight);

// SHA-256 of the parts, each behind its length as 8 bytes, so that no two lists of parts are hashed alike.
std::string hash_parts(std::initializer_list<std::string_view> parts);

// "2026-03-01T12:00:00Z"; with `fraction` also "2026-03-01T12:00:00.125Z".
bool is_utc_time(std::string_view text, bool fraction);

// 1 to 256 bytes of well-formed UTF-8 without control characters.
bool is_audience(std::string_view name);

inline const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
inline unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

}  // namespace parley::store
