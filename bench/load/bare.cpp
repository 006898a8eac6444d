#include <sqlite3.h>
#include <unistd.h>

#include <cstdio>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "load/load.hpp"

namespace parley::load {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

// One row a commit, as durable as the log of the talks.
class Commits {
 public:
  explicit Commits(const std::string& path) {
    if (sqlite3_open(path.c_str(), &database_) != SQLITE_OK) throw std::runtime_error("cannot open " + path);
    run("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    run("CREATE TABLE IF NOT EXISTS entry (n INTEGER PRIMARY KEY, payload BLOB NOT NULL) STRICT");
    sqlite3_prepare_v2(database_, "INSERT INTO entry (payload) VALUES (randomblob(500))", -1, &insert_, nullptr);
  }
  ~Commits() {
    sqlite3_finalize(insert_);
    sqlite3_close(database_);
  }
  Commits(const Commits&) = delete;
  Commits& operator=(const Commits&) = delete;

  void commit() {
    if (sqlite3_step(insert_) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database_));
    sqlite3_reset(insert_);
  }

 private:
  void run(const char* sql) {
    if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(database_));
  }
  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

asio::awaitable<void> echo(beast::tcp_stream stream, Commits& commits) {
  beast::flat_buffer buffer;
  const std::string page(2000, 'x');
  for (;;) {
    http::request<http::string_body> request;
    const auto [error, size] = co_await http::async_read(stream, buffer, request, kTuple);
    if (error) co_return;
    if (request.method() == http::verb::post) commits.commit();
    http::response<http::string_body> response(http::status::ok, 11);
    response.body() = page;
    response.prepare_payload();
    const auto [failed, sent] = co_await http::async_write(stream, response, kTuple);
    if (failed) co_return;
  }
}

asio::awaitable<void> accept(tcp::acceptor& acceptor, Commits& commits) {
  for (;;) {
    auto [error, socket] = co_await acceptor.async_accept(kTuple);
    if (error) co_return;
    socket.set_option(tcp::no_delay(true));
    asio::co_spawn(acceptor.get_executor(), echo(beast::tcp_stream(std::move(socket)), commits), asio::detached);
  }
}

}  // namespace

int serve_bare(const std::string& database) {
  Commits commits(database);
  asio::io_context io;
  tcp::acceptor acceptor(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  asio::co_spawn(io, accept(acceptor, commits), asio::detached);
  fmt::print("{}\n", acceptor.local_endpoint().port());
  std::fflush(stdout);
  std::thread until([&io] {
    char unread;
    while (::read(STDIN_FILENO, &unread, 1) > 0) {
    }
    io.stop();
  });
  io.run();
  until.join();
  return 0;
}

std::vector<double> commit_bare(const std::string& database, double rate, double seconds) {
  Commits commits(database);
  std::vector<double> latencies;
  const auto begin = Clock::now();
  for (int k = 0; k < static_cast<int>(rate * seconds); ++k) {
    const auto due = begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(k / rate));
    std::this_thread::sleep_until(due);
    commits.commit();
    latencies.push_back(std::chrono::duration<double, std::milli>(Clock::now() - due).count());
  }
  return latencies;
}

}  // namespace parley::load
