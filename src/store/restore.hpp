// Brings a backup back into a folder, after checking all of it.
//
// Input      file: what Log::backup wrote; folder: missing or empty; checkpoints: what viewers kept, each with the name that
//            errors give it
// Checks     manifest, signature, digest, the database's integrity, every seal, commitment and head, and that no chain is
//            behind a checkpoint or differs from it
// Output     what was restored; on any error the folder is as it was before
// Cost       reads the whole database three times
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "store/unlock.hpp"

namespace parley::store {

struct Kept {
  std::string name, text;
};

struct Restored {
  std::string signing_key;
  std::string made, expires;
  std::uint64_t entries = 0, shredded = 0;
  std::size_t audiences = 0;
};

Checked<Restored> restore(const std::string& file, const std::string& folder, const Unlock& unlock,
                          talks::Entropy& entropy, const std::vector<Kept>& checkpoints);

}  // namespace parley::store
