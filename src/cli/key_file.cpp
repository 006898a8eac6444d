#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/text.hpp"
#include "cli/unlocking.hpp"

namespace parley::cli {
namespace {

constexpr const char* kAbout =
    "Make a key file that unlocks talks: 32 random bytes\n\n"
    "Keep it elsewhere than the talks: whoever has both reads everything, and without it nobody can.";
constexpr const char* kFooter =
    "Example:\n"
    "  parley key-file talks.key\n\n"
    "Exit codes: 0 made; 1 the file exists already or cannot be made; 2 the command\n"
    "line is wrong.";

}  // namespace

void add_key_file(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("key-file", kAbout);
  command->footer(kFooter);
  auto file = std::make_shared<std::string>();
  command->add_option("FILE", *file, "the file to make")->type_name("FILE")->required()->group("Output");
  command->callback([&session, file] {
    session.command = [&session, file] {
      if (auto made = store::create_key_file(*file, talks::system_entropy()); !made)
        return refuse(session, "key-file", {made.error()});
      session.out.write(fmt::format("made  {}\n", clean(*file)));
      return static_cast<int>(kAnswered);
    };
  });
}

}  // namespace parley::cli
