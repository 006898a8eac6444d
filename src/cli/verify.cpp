#include "store/verify.hpp"

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/text.hpp"
#include "store/bytes.hpp"
#include "store/files.hpp"

namespace parley::cli {
namespace {

constexpr const char* kAbout =
    "Check chains that were taken along from the talks, offline: is anything missing, moved or changed?\n\n"
    "A chain that was rewritten as a whole is found only beside a checkpoint that was kept, or by comparing its head "
    "with that of another member. docs/formats/log.md says what is checked.";
constexpr const char* kFooter =
    "Examples:\n"
    "  parley verify plenary.jsonl\n"
    "  parley verify plenary.jsonl caucus.jsonl --checkpoint kept.json\n\n"
    "Exit codes: 0 every chain is good; 1 a chain or the checkpoint is not good, or\n"
    "cannot be read; 2 the command line is wrong.";

struct Options {
  std::vector<std::string> files;
  std::string checkpoint;
};

std::string good_view(const Session& session, const std::string& file, const store::Verified& chain) {
  std::string entries = fmt::format("{} {}", chain.entries, chain.entries == 1 ? "entry" : "entries");
  if (chain.shredded > 0) entries += fmt::format(", the keys of {} destroyed", chain.shredded);
  return fmt::format("{}  {}\n  audience  {}\n  {}\n  head      {}\n  log       {}\n",
                     session.out.style(Style::kGreen, "good"), clean(file), clean(chain.audience), entries,
                     store::hex(chain.head), store::hex(chain.signing_key));
}

std::string faults_view(const std::string& file, const std::string& checkpoint, const store::Verified& chain) {
  std::string text;
  for (const auto& fault : chain.faults)
    text += fault.line == 0 ? fmt::format("{}: {}\n", clean(checkpoint), fault.message)
                            : fmt::format("{}:{}: {}\n", clean(file), fault.line, fault.message);
  return text +
         fmt::format("{}: {} {}\n", clean(file), chain.faults.size(), chain.faults.size() == 1 ? "fault" : "faults");
}

int run(Session& session, const Options& options) {
  std::optional<std::string> checkpoint;
  int code = kAnswered;
  const auto unreadable = [&](const Error& error) {
    session.err.write(fmt::format("parley verify: {}\n", clean(to_text(error))));
    return kRejected;
  };
  if (!options.checkpoint.empty()) {
    auto text = store::read_file(options.checkpoint);
    if (!text) return unreadable(text.error());
    checkpoint = std::move(*text);
  }
  for (const auto& file : options.files) {
    const auto text = store::read_file(file);
    if (!text) {
      code = unreadable(text.error());
      continue;
    }
    const auto chain = store::verify_export(*text, checkpoint);
    if (!chain.faults.empty()) code = kRejected;
    session.out.write(chain.faults.empty() ? good_view(session, file, chain)
                                           : faults_view(file, options.checkpoint, chain));
  }
  return code;
}

}  // namespace

void add_verify(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("verify", kAbout);
  command->footer(kFooter);
  auto options = std::make_shared<Options>();
  command->add_option("FILE", options->files, "a chain that was exported")
      ->type_name("FILE...")
      ->required()
      ->group("Input");
  command
      ->add_option("--checkpoint", options->checkpoint, "a checkpoint that was kept; it must cover every chain given")
      ->type_name("FILE")
      ->group("Input");
  command->callback([&session, options] { session.command = [&session, options] { return run(session, *options); }; });
}

}  // namespace parley::cli
