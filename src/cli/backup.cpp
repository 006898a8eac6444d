#include <fmt/format.h>

#include <chrono>
#include <ctime>

#include "cli/commands.hpp"
#include "cli/text.hpp"
#include "cli/unlocking.hpp"
#include "store/restore.hpp"
#include "store/sqlite_log.hpp"

namespace parley::cli {
namespace {

constexpr const char* kAbout =
    "Write a backup of stopped talks, sealed as they are, and note when it expires\n\n"
    "The talks remember until when their backups are kept, because a destroyed key is gone for good only when the last "
    "backup that holds it has expired. An open blind round is left out, so that no backup can ever show an answer.";
constexpr const char* kFooter =
    "Example:\n"
    "  parley backup --data talks --key-file talks.key -o monday.backup \\\n"
    "    --expires 2026-06-30\n\n"
    "Exit codes: 0 written; 1 the talks, the secret or the file was refused; 2 the\n"
    "command line is wrong.";

struct Options {
  Unlocking unlocking;
  std::string output, expires;
};

std::string now() {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[sizeof "2026-03-01T12:00:00Z"];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

// A day ends with it: "2026-06-30" is kept through that day.
std::string expiry(const std::string& given) { return given.size() == 10 ? given + "T23:59:59Z" : given; }

int run(Session& session, const Options& options) {
  const auto refused = [&](const Error& error) { return refuse(session, "backup", {error}); };
  const auto unlock = options.unlocking.unlock();
  if (!unlock) return refused(unlock.error());
  store::Options existing;
  existing.create = false;
  auto log = store::open_log(options.unlocking.database(), *unlock, talks::system_entropy(), existing);
  if (!log) return refused(log.error());
  const auto expires = expiry(options.expires);
  if (auto done = (*log)->backup(options.output, now(), expires); !done) return refused(done.error());
  session.out.write(fmt::format("backup  {}\n  expires {}\n", clean(options.output), expires));
  return kAnswered;
}

}  // namespace

void add_backup(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("backup", kAbout);
  command->footer(kFooter);
  auto options = std::make_shared<Options>();
  add_unlocking(*command, options->unlocking);
  command->add_option("-o,--output", options->output, "the file to write; it must not exist yet")
      ->type_name("FILE")
      ->required()
      ->group("Output");
  command
      ->add_option("--expires", options->expires,
                   "the last day, or the time in UTC, on which the backup is kept: 2026-06-30 or 2026-06-30T12:00:00Z")
      ->type_name("DATE")
      ->required()
      ->group("Output");
  command->callback([&session, options] { session.command = [&session, options] { return run(session, *options); }; });
}

}  // namespace parley::cli
