#include "store/restore.hpp"

#include <sys/stat.h>

#include <cstdio>
#include <filesystem>
#include <set>

#include "store/backup.hpp"
#include "store/chain.hpp"
#include "store/database.hpp"
#include "store/files.hpp"
#include "store/sqlite_log.hpp"
#include "store/verify.hpp"

namespace parley::store {
namespace {

namespace fs = std::filesystem;

Error value_error(std::string message, const std::string& file) {
  return {ErrorCode::kValue, std::move(message), "", {file, 0, 0}};
}

// Removes what a restore that failed has begun.
class Draft {
 public:
  explicit Draft(const std::string& folder) : folder_(folder) {}
  ~Draft() {
    std::error_code ignored;
    if (kept_) return;
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) fs::remove(path() + ending, ignored);
    if (made_folder_) fs::remove(folder_, ignored);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  Result<void> begin() {
    std::error_code failure;
    if (fs::exists(folder_, failure)) {
      if (!fs::is_directory(folder_, failure) || !fs::is_empty(folder_, failure) || failure)
        return std::unexpected(value_error("is not an empty folder; nothing is overwritten", folder_));
      return {};
    }
    made_folder_ = ::mkdir(folder_.c_str(), S_IRWXU) == 0;
    if (!made_folder_) return std::unexpected(io_error("the folder cannot be made", folder_));
    return sync_folder_of(folder_);
  }
  std::string path() const { return folder_ + "/" + kDatabaseFile + ".part"; }
  Result<void> keep() {
    const auto final_path = folder_ + "/" + kDatabaseFile;
    if (std::rename(path().c_str(), final_path.c_str()) != 0)
      return std::unexpected(io_error("the database cannot be put in its place", final_path));
    kept_ = true;
    return sync_folder_of(final_path);
  }

 private:
  std::string folder_;
  bool made_folder_ = false, kept_ = false;
};

Result<void> check_integrity(const std::string& database, const std::string& file) {
  auto opened = Database::open(database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, "");
  if (!opened) return std::unexpected(opened.error());
  Statement check(*opened, "PRAGMA integrity_check(1)");
  if (!check.good() || !check.step() || check.bytes(0) != "ok")
    return std::unexpected(value_error("the database in the backup is damaged", file));
  return {};
}

// Every checkpoint against the chains of the log; each failure names the audience, which its holder belongs to.
Errors compare(Log& log, const std::vector<Kept>& checkpoints) {
  Errors errors;
  for (const auto& kept : checkpoints) {
    const auto read = read_checkpoint(kept.text);
    if (!read) {
      errors.push_back(value_error("this is not a checkpoint", kept.name));
      continue;
    }
    std::set<std::string> said;
    for (const auto& head : read->heads) {
      const auto chain = log.export_chain(head.audience);
      if (!chain) return {chain.error()};
      for (const auto& fault : verify_export(*chain, kept.text).faults)
        if (const auto message = fault.line == 0 && fault.kind != "behind" && fault.kind != "fork"
                                     ? fault.message
                                     : head.audience + ": " + fault.message;
            said.insert(message).second)
          errors.push_back(value_error(message, kept.name));
    }
    if (read->heads.empty() && !good_signature(log.signing_key(), read->signed_text, read->signature))
      errors.push_back(value_error("the checkpoint is not this log's", kept.name));
  }
  return errors;
}

Result<void> read_everything(Log& log, Restored& restored) {
  std::set<std::string> audiences;
  auto read = log.replay([&](const Stored& stored) {
    audiences.insert(stored.audience);
    ++restored.entries;
    if (!stored.payload) ++restored.shredded;
  });
  restored.audiences = audiences.size();
  return read;
}

}  // namespace

Checked<Restored> restore(const std::string& file, const std::string& folder, const Unlock& unlock,
                          talks::Entropy& entropy, const std::vector<Kept>& checkpoints) {
  const auto fail = [](const Error& error) { return std::unexpected(Errors{error}); };
  Draft draft(folder);
  if (auto begun = draft.begin(); !begun) return fail(begun.error());
  const auto manifest = unpack_backup(file, draft.path());
  if (!manifest) return fail(manifest.error());
  if (auto whole = check_integrity(draft.path(), file); !whole) return fail(whole.error());
  Restored restored{manifest->signing_key, manifest->made, manifest->expires, 0, 0, 0};
  {
    Options existing;
    existing.create = false;
    const auto log = open_log(draft.path(), unlock, entropy, existing);
    if (!log) {
      auto error = log.error();
      error.where.file = file;
      return fail(error);
    }
    if ((*log)->signing_key() != manifest->signing_key)
      return fail(value_error("the manifest was signed by another log than the one in the backup", file));
    if (auto read = read_everything(**log, restored); !read) return fail(value_error(read.error().message, file));
    if (auto errors = compare(**log, checkpoints); !errors.empty()) return std::unexpected(errors);
  }
  if (auto kept = draft.keep(); !kept) return fail(kept.error());
  return restored;
}

}  // namespace parley::store
