#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/package_view.hpp"
#include "cli/progress.hpp"
#include "cli/text.hpp"
#include "service/documents.hpp"
#include "service/packages.hpp"

namespace parley::cli {
namespace {

constexpr const char* kAbout =
    "Take a package apart: who gets what from which issue; or compare two\n\n"
    "A package is named by a settlement (nash, kalai-smorodinsky, egalitarian, utilitarian), by reference (the package "
    "that "
    "the case names), by point:N (the N-th point of the frontier), or option by option: issue=option,issue=option,... "
    "With two packages, the answer says what changes from the first to the second, and for whom.";
constexpr const char* kFooter =
    "Examples:\n"
    "  parley explain cases/ampo-city.yaml nash\n"
    "  parley explain cases/ampo-city.yaml reference nash\n"
    "  parley explain my-case.yaml venue=geneva,weapons=20";

struct Options {
  Inputs inputs;
  Limits limits;
  std::vector<std::string> packages;
};

int run(Session& session, const Options& options) {
  return for_each_case(session, options.inputs, [&](const Case& c) -> int {
    const std::string name = c.file.empty() ? c.id : c.file;
    const auto rejected = [&](const Error& error) { return reject(session, options.inputs, name, {error}, ""); };
    ProgressBar bar(session.err);
    Work work(options.limits.budget(), &session.stop, [&](const Progress& p) { bar.show(p); });
    const auto analysis = service::analysis_for(c, options.packages, work);
    bar.wipe();
    if (!analysis) return rejected(analysis.error());
    std::vector<agreement::Account> accounts;
    for (const std::string& text : options.packages) {
      const auto package = service::parse_package(c, text, &*analysis);
      if (!package) return rejected(package.error());
      accounts.push_back(agreement::explain(c, analysis->problem, *package));
    }
    if (options.inputs.json) {
      session.out.write(service::explain_document(*analysis, accounts) + "\n");
      return kAnswered;
    }
    session.out.write(accounts.size() == 1 ? account_view(session.out, *analysis, accounts[0])
                                           : comparison_view(session.out, *analysis, accounts[0], accounts[1]));
    return kAnswered;
  });
}

}  // namespace

void add_explain(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("explain", kAbout);
  command->footer(kFooter);
  auto options = std::make_shared<Options>();
  add_inputs(*command, options->inputs, false);
  command->add_option("PACKAGE", options->packages, "one package, or two to compare")
      ->required()
      ->expected(1, 2)
      ->type_name("")
      ->group("Input");
  command->add_flag("--json", options->inputs.json, "a JSON document (docs/formats/explain.md)")->group("Output");
  add_limits(*command, options->limits);
  command->callback([&session, options] {
    (void)options->inputs.load_options();
    session.command = [&session, options] { return run(session, *options); };
  });
}

}  // namespace parley::cli
