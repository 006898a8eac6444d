#include "store/restore.hpp"

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/text.hpp"
#include "cli/unlocking.hpp"
#include "store/files.hpp"

namespace parley::cli {
namespace {

constexpr const char* kAbout =
    "Bring a backup back into an empty folder, after checking every entry of it\n\n"
    "With checkpoints that members kept, it refuses a backup that is behind one of them or tells another history. "
    "Blind rounds that were open are not in a backup and have to be held again.";
constexpr const char* kFooter =
    "Example:\n"
    "  parley restore monday.backup --data talks --key-file talks.key \\\n"
    "    --checkpoint kept-by-ukraine.json --checkpoint kept-by-russia.json\n\n"
    "Exit codes: 0 restored; 1 the backup, the secret, a checkpoint or the folder was\n"
    "refused, and the folder is as it was; 2 the command line is wrong.";

struct Options {
  Unlocking unlocking;
  std::string file;
  std::vector<std::string> checkpoints;
};

int run(Session& session, const Options& options) {
  const auto unlock = options.unlocking.unlock();
  if (!unlock) return refuse(session, "restore", {unlock.error()});
  std::vector<store::Kept> kept;
  Errors unreadable;
  for (const auto& name : options.checkpoints) {
    auto text = store::read_file(name);
    if (text) kept.push_back({name, std::move(*text)});
    else unreadable.push_back(text.error());
  }
  if (!unreadable.empty()) return refuse(session, "restore", unreadable);
  const auto done = store::restore(options.file, options.unlocking.data, *unlock, talks::system_entropy(), kept);
  if (!done) return refuse(session, "restore", done.error());
  const auto audiences = done->audiences == 1 ? "1 audience" : fmt::format("{} audiences", done->audiences);
  std::string text = fmt::format("restored  {}\n  made {}, expires {}\n  entries of {}: {}, all verified\n",
                                 clean(options.unlocking.data), done->made, done->expires, audiences, done->entries);
  if (done->shredded > 0) text += fmt::format("  the keys of {} entries were destroyed before\n", done->shredded);
  if (kept.empty()) text += "  no checkpoint was given: it may be older than what members have seen\n";
  session.out.write(text);
  return kAnswered;
}

}  // namespace

void add_restore(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("restore", kAbout);
  command->footer(kFooter);
  auto options = std::make_shared<Options>();
  command->add_option("FILE", options->file, "what parley backup wrote")->type_name("FILE")->required()->group("Input");
  add_unlocking(*command, options->unlocking);
  command
      ->add_option("--checkpoint", options->checkpoints, "a checkpoint that a member kept; may be given several times")
      ->type_name("FILE")
      ->allow_extra_args(false)
      ->group("Input");
  command->callback([&session, options] { session.command = [&session, options] { return run(session, *options); }; });
}

}  // namespace parley::cli
