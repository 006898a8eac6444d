#include "store/database.hpp"

#include <string>

namespace parley::store {
namespace {

const char* words(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "the database is in use by another process";
    case SQLITE_FULL: return "the disk is full";
    case SQLITE_NOMEM: return "out of memory";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return "the file is no database, or is damaged";
    case SQLITE_CANTOPEN:
    case SQLITE_PERM: return "the database cannot be opened";
    case SQLITE_READONLY: return "the database cannot be written";
    default: return "the database cannot be read or written";
  }
}

}  // namespace

Result<Database> Database::open(const std::string& path, int flags, const std::string& vfs) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, vfs.empty() ? nullptr : vfs.c_str());
  Database database(handle);
  database.note(code);
  if (code != SQLITE_OK) return std::unexpected(database.error());
  sqlite3_extended_result_codes(handle, 1);
  return database;
}

bool Database::run(const char* sql) {
  code_ = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  return code_ == SQLITE_OK;
}

Error Database::error() const { return {ErrorCode::kIo, words(code_), "", {}}; }

Statement::Statement(Database& database, const char* sql) : database_(&database) {
  sqlite3_stmt* statement = nullptr;
  keep(sqlite3_prepare_v3(database.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
  statement_.reset(statement);
}

void Statement::keep(int code) {
  if (code == SQLITE_OK) return;
  failed_ = true;
  database_->note(code);
}

Statement& Statement::bind(int index, std::int64_t number) {
  keep(sqlite3_bind_int64(statement_.get(), index, number));
  return *this;
}

Statement& Statement::bind(int index, std::string_view blob) {
  keep(sqlite3_bind_blob64(statement_.get(), index, blob.data(), blob.size(), SQLITE_STATIC));
  return *this;
}

Statement& Statement::bind_text(int index, std::string_view text) {
  keep(sqlite3_bind_text64(statement_.get(), index, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

bool Statement::step() {
  if (failed_) return false;
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) keep(code);
  sqlite3_reset(statement_.get());
  return false;
}

bool Statement::run() {
  while (step()) {
  }
  return !failed_;
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string Statement::bytes(int column) const {
  // The pointer first: asking for the length first may convert the value and move it.
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return data == nullptr ? std::string() : std::string(data, size);
}

bool Statement::null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

}  // namespace parley::store
