#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/text.hpp"
#include "service/methods.hpp"

namespace parley::cli {
namespace {

constexpr const char* kAbout =
    "List the methods that Parley has: settlements, formats and more\n\n"
    "Each comes with what it needs, where it was published and how well it is tested: proven (published answers and "
    "brute force agree), stable or experimental. docs/methods/ defines each one.";
constexpr const char* kFooter =
    "Example:\n"
    "  parley methods";

int run(Session& session) {
  for (const service::MethodList& list : service::method_lists()) {
    session.out.write(session.out.style(Style::kBold, list.title) + "\n");
    for (const MethodInfo& info : list.methods) {
      session.out.write(fmt::format("\n  {}  {}\n", session.out.style(Style::kCyan, info.id), info.title));
      const auto line = [&](std::string_view name, std::string_view text) {
        session.out.write(hang(fmt::format("    {:<9}", name), text, session.out.width()) + "\n");
      };
      line("needs", info.needs);
      line("source", info.source);
      line("maturity", name_of(info.maturity));
    }
    session.out.write("\n");
  }
  return kAnswered;
}

}  // namespace

void add_methods(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("methods", kAbout);
  command->footer(kFooter);
  command->callback([&session] { session.command = [&session] { return run(session); }; });
}

}  // namespace parley::cli
