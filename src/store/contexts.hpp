// What each sealed text of the log is bound to, so that none can be put in another's place.
#pragma once

#include "store/bytes.hpp"

namespace parley::store {

inline std::string name_context(std::string_view id) { return hash_parts({"parley-name-1", id}); }
inline std::string key_context(std::string_view id) { return hash_parts({"parley-key-1", id}); }
inline std::string head_context(std::string_view id) { return hash_parts({"parley-head-1", id}); }
inline std::string entry_context(std::string_view id, std::uint64_t n, std::string_view commitment) {
  return hash_parts({"parley-sealed-entry-1", id, big_endian(n), commitment});
}
inline std::string slot_context(std::string_view id, std::size_t slot) {
  return hash_parts({"parley-slot-1", id, big_endian(slot)});
}

}  // namespace parley::store
