// The tables of the log on SQLite. What they show without a key: sizes, counts and the order of entries.
#pragma once

#include "store/database.hpp"

namespace parley::store {

inline constexpr int kFormat = 1;
inline constexpr int kApplicationId = 0x50726C79;  // "Prly": `file` names it, and a foreign database is refused

inline constexpr int kFromBackup = 2;  // user_version of a copy; of a log that is served it is 1

// One transaction; the caller has begun it and commits it.
bool make_tables(Database& database);

}  // namespace parley::store
