#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/progress.hpp"
#include "cli/text.hpp"
#include "service/report.hpp"

namespace parley::cli {
namespace {

constexpr const char* kAbout =
    "Write the answer as one page for a browser: the frontier as a picture, bars, tables\n\n"
    "The page is a single file that loads nothing from the network. It shows every party's scores, so it is for the "
    "mediator "
    "only. Above 2,000 frontier points it shows a subset that stands for all, and says how well.";
constexpr const char* kFooter =
    "Examples:\n"
    "  parley report cases/talks-2025.yaml -o talks.html\n"
    "  parley report --format genius-xml domains/travel -o travel.html";

struct Options {
  Inputs inputs;
  Limits limits;
  std::string output;
};

int failed(Session& session, const Error& error) {
  session.err.write("parley report: " + clean(to_text(error)) + "\n");
  return kBroken;
}

int run(Session& session, const Options& options) {
  return for_each_case(session, options.inputs, [&](const Case& c) -> int {
    const std::string name = c.file.empty() ? c.id : c.file;
    ProgressBar bar(session.err);
    Work work(options.limits.budget(), &session.stop, [&](const Progress& p) { bar.show(p); });
    service::AnalyzeOptions whole;
    whole.max_points = service::kReportPoints;
    const auto analysis = service::analyze(c, whole, work);
    bar.wipe();
    if (!analysis) return reject(session, options.inputs, name, {analysis.error()}, "");
    const auto page = service::report_page(*analysis);
    if (!page) return failed(session, page.error());
    if (options.output.empty() || options.output == "-") {
      session.out.write(*page);
      return kAnswered;
    }
    const auto saved = service::save(options.output, *page);
    return saved ? kAnswered : failed(session, saved.error());
  });
}

}  // namespace

void add_report(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("report", kAbout);
  command->footer(kFooter);
  auto options = std::make_shared<Options>();
  add_inputs(*command, options->inputs, false);
  command->add_option("-o,--output", options->output, "the file to write; without it the page goes to standard output")
      ->type_name("FILE")
      ->group("Output");
  add_limits(*command, options->limits);
  command->callback([&session, options] {
    (void)options->inputs.load_options();
    session.command = [&session, options] { return run(session, *options); };
  });
}

}  // namespace parley::cli
