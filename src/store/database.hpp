// SQLite behind two small classes: a connection and a prepared statement. Nothing here knows what the tables mean.
//
// Failure    every call returns whether it worked; the connection remembers the first failure. What went wrong is a code
//            of SQLite's, never a text of it, because its messages can quote values.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace parley::store {

class Database {
 public:
  // `flags` of sqlite3_open_v2; `vfs` empty: the default.
  static Result<Database> open(const std::string& path, int flags, const std::string& vfs);

  bool run(const char* sql);  // statements without results
  int last_code() const { return code_; }
  void note(int code) { code_ = code; }
  sqlite3* handle() const { return handle_.get(); }
  // kIo with what the last code means in words.
  Error error() const;

 private:
  struct Closer {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  explicit Database(sqlite3* handle) : handle_(handle) {}

  std::unique_ptr<sqlite3, Closer> handle_;
  int code_ = SQLITE_OK;
};

// Bind from 1, read from column 0. A statement that was stepped to its end or reset can be bound again.
class Statement {
 public:
  Statement() = default;
  Statement(Database& database, const char* sql);  // good() tells whether it could be prepared

  bool good() const { return statement_ != nullptr; }
  Statement& bind(int index, std::int64_t number);
  Statement& bind(int index, std::string_view blob);  // the bytes must live until the statement has run
  Statement& bind_text(int index, std::string_view text);
  bool run();  // to the end, rows ignored
  bool step();  // true: there is a row; otherwise failed() tells why there is none
  bool failed() const { return failed_; }
  void reset();
  std::int64_t number(int column) const;
  std::string bytes(int column) const;
  bool null(int column) const;

 private:
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  void keep(int code);

  Database* database_ = nullptr;
  std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
  bool failed_ = false;
};

}  // namespace parley::store
