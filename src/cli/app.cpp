#include "cli/app.hpp"

#include <clocale>
#include <csignal>
#include <exception>
#include <new>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/text.hpp"

namespace parley::cli {
namespace {

constexpr const char* kAbout =
    "Parley finds the agreements in a dispute: which exist, which are efficient and fair, what must give\n\n"
    "A case file says what is negotiated, what the rules are and what each side wants. Parley computes every efficient "
    "agreement exactly, and says so when it could not prove an answer.";
constexpr const char* kFooter =
    "Examples:\n"
    "  parley analyze cases/ampo-city.yaml\n"
    "  parley check my-case.yaml\n"
    "  parley COMMAND --help\n\n"
    "Exit codes: 0 answered, also with an empty zone or an incomplete answer; 1 some\n"
    "input was rejected; 2 the command line is wrong; 3 an internal error, or the\n"
    "output could not be written; 4 the log of the talks could not be written.";

StopSource* stop_on_interrupt = nullptr;

// The first Ctrl-C asks for the best so far; the handler then resets itself, so that a second one ends the program.
void watch_interrupts(StopSource& stop) {
  stop_on_interrupt = &stop;
  struct sigaction action{};
  action.sa_handler = [](int) { stop_on_interrupt->stop(); };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);  // writing to a reader that went away fails instead of killing
}

int finish(Session& session, int code) {
  session.out.flush();
  if (!session.out.failure().empty()) {
    session.err.write(fmt::format("parley: the output could not be written: {}\n", session.out.failure()));
    code = kBroken;
  }
  session.err.flush();
  return code;
}

int misused(Session& session, const CLI::App& app, const CLI::ParseError& error) {
  std::string command;
  for (const CLI::App* chosen : app.get_subcommands()) command = " " + chosen->get_name();
  session.err.write(
      fmt::format("parley{}: {}\n'parley{} --help' shows how it is called\n", command, clean(error.what()), command));
  return kMisused;
}

int parse_and_run(Session& session, int argc, const char* const* argv) {
  CLI::App app{kAbout};
  app.formatter(std::make_shared<HelpPage>(session.out.width()));
  app.footer(kFooter);
  app.set_help_flag("-h,--help", "this page, or that of a command");
  app.set_version_flag("--version", std::string("parley ") + PARLEY_VERSION, "the version of this program");
  app.require_subcommand(0, 1);
  add_check(app, session);
  add_analyze(app, session);
  add_explain(app, session);
  add_improve(app, session);
  add_convert(app, session);
  add_report(app, session);
  add_verify(app, session);
  add_read(app, session);
  add_backup(app, session);
  add_restore(app, session);
  add_key_file(app, session);
  add_serve(app, session);
  add_sign(app, session);
  add_methods(app, session);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForVersion& version) {
    session.out.write(std::string(version.what()) + "\n");
    return kAnswered;
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    session.out.write((chosen.empty() ? app : *chosen.front()).help());
    return kAnswered;
  } catch (const CLI::ParseError& error) {
    return misused(session, app, error);
  }
  if (!session.command) {
    session.err.write(app.help());
    return kMisused;
  }
  return session.command();
}

}  // namespace

int run(int argc, const char* const* argv) {
  std::setlocale(LC_CTYPE, "C.UTF-8");  // widths of characters; numbers stay as they are
  Session session;
  watch_interrupts(session.stop);
  try {
    return finish(session, parse_and_run(session, argc, argv));
  } catch (const std::bad_alloc&) {
    session.err.write("parley: out of memory; --memory sets a lower limit for the large tables\n");
  } catch (const std::exception& error) {
    session.err.write(fmt::format("parley: internal error: {}\n", clean(error.what())));
  }
  return finish(session, kBroken);
}

}  // namespace parley::cli
