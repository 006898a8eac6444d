#include <fmt/format.h>

#include "cli/analysis_view.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/progress.hpp"
#include "service/documents.hpp"

namespace parley::cli {
namespace {

constexpr const char* kAbout =
    "Find the agreements of a dispute: zone, frontier, settlements, what must give\n\n"
    "The zone holds the packages that every rule allows and that the parties whose agreement it takes accept. The "
    "frontier holds the efficient ones: no other package is as good for all and better for one. Settlements are "
    "frontier points that a principle of division singles out. Where the zone is empty, the answer says what must "
    "give. "
    "Everything is exact; an answer that could not be proved says so.";
constexpr const char* kFooter =
    "Examples:\n"
    "  parley analyze cases/harbour-park.yaml\n"
    "  parley analyze --json --no-points cases/*.yaml\n"
    "  parley analyze --time 10s --within feasible my-case.yaml\n"
    "  parley analyze --format genius-xml --reading raw domains/travel\n"
    "  parley analyze --weights sportco=2,mayor=1 cases/harbour-park.yaml";

struct Options {
  Inputs inputs;
  Limits limits;
  service::AnalyzeOptions analyze;
  bool no_points = false;
  std::string within, disagreement, count_time;
  std::vector<std::string> weights;
  std::size_t max_points = 0;
};

std::optional<std::pair<std::string, Integer>> parse_weight(const std::string& text) {
  const auto at = text.find('=');
  if (at == std::string::npos || at == 0) return std::nullopt;
  const std::string digits = text.substr(at + 1);
  if (digits.empty() || digits.size() > 6 || digits.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  return std::pair(text.substr(0, at), Integer(digits));
}

int run(Session& session, const Options& options) {
  bool first = true;
  return for_each_case(session, options.inputs, [&](const Case& c) -> int {
    ProgressBar bar(session.err);
    Work work(options.limits.budget(), &session.stop,
              session.err.is_terminal() ? Work::Listener([&](const Progress& p) { bar.show(p); }) : Work::Listener{});
    const auto analysis = service::analyze(c, options.analyze, work);
    bar.wipe();
    if (!analysis) return reject(session, options.inputs, c.file.empty() ? c.id : c.file, {analysis.error()}, "");
    if (options.inputs.json) {
      session.out.write(service::analysis_document(*analysis, {.points = !options.no_points}) + "\n");
    } else {
      session.out.write((first ? "" : "\n\n") + analysis_view(session.out, *analysis, {.points = !options.no_points}));
      first = false;
    }
    return kAnswered;
  });
}

void add_question_options(CLI::App& command, Options& o) {
  const char* group = "What is asked";
  command
      .add_option(
          "--within", o.within,
          "take the frontier in the zone or among all feasible packages (default: the zone where it is not empty)")
      ->type_name("SET")
      ->check(CLI::IsMember({"zone", "feasible"}).description(""))
      ->group(group);
  command
      .add_option("--disagreement", o.disagreement, "zero: settlements count gains from 0, not from reservation values")
      ->type_name("zero")
      ->check(CLI::IsMember({"zero"}).description(""))
      ->group(group);
  command.add_option("--weights", o.weights, "whole-number weights of parties in the Nash product, such as a=2,b=1")
      ->type_name("LIST")
      ->delimiter(',')
      ->expected(1)
      ->check([](const std::string& text) {
        return parse_weight(text) ? std::string{} : "'" + text + "' is not of the form party=2";
      })
      ->group(group);
}

void add_output_options(CLI::App& command, Options& o) {
  const char* group = "Output";
  command
      .add_flag("--json", o.inputs.json,
                "one JSON document a case, each on a line of its own (docs/formats/analysis.md)")
      ->group(group);
  command.add_flag("--no-points", o.no_points, "leave out the list of frontier points")->group(group);
  command
      .add_option("--max-points", o.max_points,
                  "show at most N frontier points that stand for all, and how well they do")
      ->type_name("N")
      ->check(CLI::Range(1, 100'000'000).description(""))
      ->group(group);
  command.add_flag("--all-packages", o.analyze.all_packages, "list every package of each frontier point, not one")
      ->group(group);
  command.add_option("--examples", o.analyze.examples, "packages from the zone to show (default 3)")
      ->type_name("N")
      ->check(CLI::Range(0, 100'000).description(""))
      ->group(group);
  command.add_option("--sample", o.analyze.sample, "draw N packages from the zone, each equally likely")
      ->type_name("N")
      ->check(CLI::Range(0, 100'000).description(""))
      ->group(group);
  command.add_option("--seed", o.analyze.seed, "number that decides the draw (default 1)")
      ->type_name("S")
      ->group(group);
}

}  // namespace

void add_analyze(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("analyze", kAbout);
  command->footer(kFooter);
  auto options = std::make_shared<Options>();
  add_inputs(*command, options->inputs, true);
  add_question_options(*command, *options);
  add_output_options(*command, *options);
  add_limits(*command, options->limits);
  command->add_option("--count-time", options->count_time, "how long counting packages may take (default 1s)")
      ->type_name("TIME")
      ->check([](const std::string& text) {
        return parse_duration(text) ? std::string{}
                                    : std::string("a time is a number with ms, s, min or h, such as 10s");
      })
      ->group("Limits");
  command->callback([&session, options] {
    (void)options->inputs.load_options();
    service::AnalyzeOptions& analyze = options->analyze;
    if (!options->within.empty())
      analyze.within = options->within == "zone" ? service::Within::kZone : service::Within::kFeasible;
    analyze.disagreement_zero = !options->disagreement.empty();
    for (const std::string& weight : options->weights) analyze.weights.push_back(*parse_weight(weight));
    if (options->max_points > 0) analyze.max_points = options->max_points;
    if (!options->count_time.empty()) analyze.count_time = *parse_duration(options->count_time);
    session.command = [&session, options] { return run(session, *options); };
  });
}

}  // namespace parley::cli
