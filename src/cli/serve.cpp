#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "broker/broker.hpp"
#include "cli/backup_thread.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/text.hpp"
#include "server/address.hpp"
#include "server/http_server.hpp"
#include "service/load.hpp"
#include "store/shared_log.hpp"
#include "talks/entropy.hpp"

namespace parley::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kAbout =
    "Run the talks: the server of the workbench, for the mediator, the parties and the public\n\n"
    "One directory holds one set of talks, sealed under a key file or a passphrase. Beyond this machine the server "
    "speaks "
    "TLS 1.3 only, so that it needs a certificate. SIGINT and SIGTERM end it: requests in flight are still answered.";
constexpr const char* kFooter =
    "Examples:\n"
    "  parley serve --demo --data build/demo --case cases/talks-2025.yaml\n"
    "  parley serve --data talks --key-file talks.key\n"
    "  parley serve --data talks --key-file talks.key --listen 0.0.0.0:443 \\\n"
    "    --tls-cert fullchain.pem --tls-key privkey.pem \\\n"
    "    --backup-to /mnt/backups --backup-every 12h --backup-keep 14d\n\n"
    "Exit codes: 0 ended by a signal; 1 the data, the key or the case was rejected;\n"
    "2 the command line is wrong; 3 the address or a file cannot be used, or an\n"
    "internal error; 4 the log could not be written: what was acknowledged is kept.";

struct Options {
  std::string data, listen = "127.0.0.1:8700", certificate, key, key_file, passphrase_file, case_file, invite;
  std::string backup_to, backup_every = "24h", backup_keep = "30d";
  bool demo = false;
  server::ListenAddress address;

  store::BackupPlan backups() const {
    const auto seconds = [](const std::string& text) { return parse_duration(text)->count() / 1000; };
    return {backup_to, seconds(backup_every), seconds(backup_keep)};
  }

  bool tls() const { return !certificate.empty(); }
};

int failed(Session& session, const Error& error) {
  session.err.write("parley serve: " + clean(to_text(error)) + "\n");
  switch (error.code) {
    case ErrorCode::kUsage: return kMisused;
    case ErrorCode::kIo: return kBroken;
    default: return kRejected;
  }
}

// What belongs together on the command line; complains as the parser does.
void check(Options& options) {
  const auto address = server::parse_listen_address(options.listen);
  if (!address) throw CLI::ValidationError("--listen", to_text(address.error()));
  options.address = *address;
  if (options.certificate.empty() != options.key.empty())
    throw CLI::ValidationError("--tls-cert", "a certificate and its key come together");
  if (options.demo && !options.address.is_loopback)
    throw CLI::ValidationError("--demo",
                               "a demonstration lets everybody in as anybody, so it listens on this machine only");
  if (options.demo && !options.invite.empty())
    throw CLI::ValidationError("--demo", "a demonstration has its links; nobody is invited");
  if (!options.demo && !options.case_file.empty())
    throw CLI::ValidationError("--case", "only a demonstration opens with a case; otherwise the mediator brings it");
  if (options.demo && options.case_file.empty()) throw CLI::ValidationError("--demo", "needs a case: --case FILE");
  if (!options.key_file.empty() && !options.passphrase_file.empty())
    throw CLI::ValidationError("--key-file", "either a key file or a passphrase, not both");
  if (!options.demo && options.key_file.empty() && options.passphrase_file.empty())
    throw CLI::ValidationError(
        "--key-file",
        "is missing: talks are sealed under a key file ('parley key-file FILE' makes one) or a passphrase");
  if (!options.tls() && !options.address.is_loopback)
    throw CLI::ValidationError("--listen",
                               "other machines would be served without encryption: give --tls-cert and "
                               "--tls-key, or listen on 127.0.0.1");
}

void check_backups(const Options& options, bool timed) {
  if (options.backup_to.empty()) {
    if (timed) throw CLI::ValidationError("--backup-to", "is missing: backups need a folder to stand in");
    return;
  }
  const auto plan = options.backups();
  if (plan.every < 1) throw CLI::ValidationError("--backup-every", "a second is the shortest");
  if (plan.keep < plan.every)
    throw CLI::ValidationError("--backup-keep", "each would expire before the next is made; keep them longer");
}

// A demonstration keeps its key beside its data: there is nothing in it to hide.
Result<store::Unlock> unlock_with(const Options& options, talks::Entropy& entropy) {
  if (!options.passphrase_file.empty()) return store::Unlock::passphrase_file(options.passphrase_file);
  if (!options.key_file.empty()) return store::Unlock::key_file(options.key_file);
  const fs::path key = fs::path(options.data) / "demo.key";
  std::error_code ignored;
  if (!fs::exists(fs::path(options.data) / store::kDatabaseFile, ignored) && !fs::exists(key, ignored)) {
    if (auto made = store::create_key_file(key.string(), entropy); !made) return std::unexpected(made.error());
  }
  return store::Unlock::key_file(key.string());
}

Result<std::unique_ptr<store::SharedLog>> open(const Options& options, talks::Entropy& entropy) {
  std::error_code error;
  fs::create_directories(options.data, error);
  if (error)
    return std::unexpected(
        Error{ErrorCode::kIo, "cannot make the directory " + options.data + ": " + error.message(), "", {}});
  const auto unlock = unlock_with(options, entropy);
  if (!unlock) return std::unexpected(unlock.error());
  return store::SharedLog::open((fs::path(options.data) / store::kDatabaseFile).string(), *unlock, entropy);
}

// Secrets stay out of files that the system writes by itself, and of what other accounts may read; one descriptor a client.
void prepare_process() {
  ::umask(S_IRWXG | S_IRWXO);
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
  }
}

// Blocks SIGINT and SIGTERM in every thread that starts from now on and hands them to one of its own, which also keeps
// the broker's clock.
class Watch {
 public:
  Watch() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  ~Watch() { finish(); }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  void start(broker::Broker& broker, server::Server& server) {
    thread_ = std::thread([this, &broker, &server] {
      const timespec moment{.tv_sec = 0, .tv_nsec = 250'000'000};
      while (!done_) {
        if (sigtimedwait(&signals_, nullptr, &moment) < 0) broker.tick();
        else if (!done_) server.stop();  // a second signal does not wait for requests in flight
      }
    });
  }
  void finish() {
    if (!thread_.joinable()) return;
    done_ = true;
    thread_.join();
  }

 private:
  sigset_t signals_{};
  std::atomic<bool> done_{false};
  std::thread thread_;
};

std::string origin_of(const Options& options, const std::string& host, std::uint16_t port) {
  return fmt::format("{}://{}:{}", options.tls() ? "https" : "http", host, port);
}

std::string greeting(const Options& options, std::uint16_t port) {
  const std::string origin = origin_of(options, options.address.host(), port);
  if (!options.demo) return fmt::format("The talks in {} are served at {}\n", clean(options.data), origin);
  return fmt::format("The demonstration runs at {}\n", origin);
}

// One link a role, each on a host of its own, so that roles can be open side by side in one browser.
Result<std::string> demo_links(broker::Broker& broker, const Options& options, std::uint16_t port) {
  const auto loaded = service::load(options.case_file, {});
  if (!loaded.result) return std::unexpected(loaded.result.error().front());
  auto links = broker.load_demo(loaded.text);
  if (!links) return std::unexpected(links.error());
  // The mediator first, then the alphabet.
  std::ranges::sort(*links, {}, [](const auto& link) { return std::pair(link.host != "mediator", link.role); });
  std::size_t widest = 6;
  for (const auto& link : *links) widest = std::max(widest, link.role.size());
  std::string text = "Enter as\n";
  for (const auto& link : *links)
    text += fmt::format("  {:{}}  {}/demo#{}\n", clean(link.role), widest,
                        origin_of(options, link.host + ".localhost", port), link.secret);
  return text + fmt::format("  {:{}}  {}/bulletin\n", "public", widest, origin_of(options, "public.localhost", port));
}

// How the first person gets in. A link that lets somebody lead the talks goes to a terminal, not into a system's journal.
Result<std::string> first_link(Session& session, broker::Broker& broker, const std::string& origin) {
  if (!session.out.is_terminal())
    return std::string("If nobody leads these talks yet, end this and run it once with --invite URL\n");
  const auto secret = broker.first_invitation();
  if (!secret) return std::unexpected(secret.error());
  if (!*secret) return std::string();
  return fmt::format(
      "Nobody leads these talks yet. Whoever opens this link first will; it holds a day:\n  {}/join#{}\n", origin,
      **secret);
}

int invite(Session& session, broker::Broker& broker, std::string origin) {
  while (origin.ends_with('/')) origin.pop_back();
  const auto secret = broker.first_invitation();
  if (!secret) return failed(session, secret.error());
  if (!*secret)
    return failed(session,
                  {ErrorCode::kValue, "somebody leads these talks already", "whoever does can invite others", {}});
  session.out.write(fmt::format("{}/join#{}\n", origin, **secret));
  return kAnswered;
}

int run(Session& session, const Options& options) {
  prepare_process();
  Watch watch;
  auto& entropy = talks::system_entropy();
  const auto log = open(options, entropy);
  if (!log) return failed(session, log.error());

  std::atomic<bool> log_failed{false};
  std::atomic<server::Server*> running{nullptr};
  broker::BrokerOptions how;
  how.demo = options.demo;
  how.tls = options.tls();
  if (!options.backup_to.empty()) how.backups_kept = options.backups().keep;
  how.on_failed_log = [&] {
    log_failed = true;
    if (auto* server = running.load()) server->stop();
  };
  const auto broker = broker::Broker::start(std::move(how), **log, entropy);
  if (!broker) return failed(session, broker.error());
  if (!options.invite.empty()) return invite(session, **broker, options.invite);

  server::ServerOptions where;
  where.address = options.address.address;
  where.port = options.address.port;
  where.tls_certificate = options.certificate;
  where.tls_key = options.key;
  const auto fault = [](std::string_view what) {
    (void)std::fputs(fmt::format("parley serve: {}\n", clean(std::string(what))).c_str(), stderr);
  };
  where.fault = fault;
  const auto server = server::listen(where, **broker);
  if (!server) return failed(session, server.error());
  const auto port = (*server)->port();
  const auto links = options.demo ? demo_links(**broker, options, port)
                                  : first_link(session, **broker, origin_of(options, options.address.host(), port));
  if (!links) return failed(session, links.error());
  session.out.write(greeting(options, port) + *links + "Ctrl-C ends it\n");
  session.out.flush();

  running = server->get();
  if (log_failed) (*server)->stop();
  watch.start(**broker, **server);
  std::optional<BackupThread> backups;
  if (!options.backup_to.empty()) backups.emplace(**log, options.backups(), fault);
  (*server)->run();
  backups.reset();
  watch.finish();
  if (!log_failed) return kAnswered;
  session.err.write(
      "parley serve: the log could not be written, so the talks are no longer served; what was acknowledged is kept\n");
  return kLogFailed;
}

}  // namespace

void add_serve(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("serve", kAbout);
  command->footer(kFooter);
  auto options = std::make_shared<Options>();
  command->add_option("--data", options->data, "the directory of the talks; made if it is not there")
      ->type_name("DIR")
      ->required()
      ->group("Talks");
  command->add_option("--key-file", options->key_file, "32 random bytes that unlock the talks; see 'parley key-file'")
      ->type_name("FILE")
      ->group("Talks");
  command->add_option("--passphrase-file", options->passphrase_file, "or a passphrase, the first line of a file")
      ->type_name("FILE")
      ->group("Talks");
  command
      ->add_option("--invite", options->invite,
                   "print the link of the mediator who is to lead, under this address of the server, and end")
      ->type_name("URL")
      ->group("Talks");
  command->add_option("--listen", options->listen, "where to listen (default 127.0.0.1:8700)")
      ->type_name("ADDR:PORT")
      ->group("Network");
  command->add_option("--tls-cert", options->certificate, "the certificate with its chain, PEM")
      ->type_name("FILE")
      ->group("Network");
  command->add_option("--tls-key", options->key, "its private key, PEM")->type_name("FILE")->group("Network");
  command
      ->add_option("--backup-to", options->backup_to,
                   "a folder for backups that are made while the talks are served; it must exist")
      ->type_name("DIR")
      ->group("Backups");
  const auto duration = [](const std::string& text) {
    return parse_duration(text) ? std::string() : std::string("a time is a number with s, min, h or d, such as 24h");
  };
  auto* every = command->add_option("--backup-every", options->backup_every, "how often (default 24h)")
                    ->type_name("TIME")
                    ->check(duration)
                    ->group("Backups");
  auto* keep =
      command->add_option("--backup-keep", options->backup_keep, "when each expires and is deleted (default 30d)")
          ->type_name("TIME")
          ->check(duration)
          ->group("Backups");
  command->add_flag("--demo", options->demo, "made-up talks with a link for each role, on this machine only")
      ->group("Demonstration");
  command->add_option("--case", options->case_file, "the case that a demonstration opens with")
      ->type_name("FILE")
      ->group("Demonstration");
  command->callback([&session, options, every, keep] {
    check(*options);
    check_backups(*options, every->count() + keep->count() > 0);
    session.command = [&session, options] { return run(session, *options); };
  });
}

}  // namespace parley::cli
