#include <fmt/format.h>

#include "cli/analysis_view.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/text.hpp"
#include "service/documents.hpp"
#include "service/numbers.hpp"

namespace parley::cli {
namespace {

constexpr const char* kAbout =
    "Check case files: every error with its place, or a summary\n\n"
    "Reports all errors that one pass can find, each with file, line and column, what was expected, and a suggestion "
    "for "
    "a misspelt name. A file without errors gets a summary of what it says.";
constexpr const char* kFooter =
    "Examples:\n"
    "  parley check my-case.yaml\n"
    "  parley check cases/*.yaml\n"
    "  parley check --format genius-xml domains/travel";

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

Integer packages(const Case& c) {
  Integer product = 1;
  for (const Issue& issue : c.issues)
    if (issue.kind != IssueKind::kDivisible) product *= issue.count();
  return product;
}

std::string party_line(const Party& party) {
  std::string line;
  line += party.scored() ? counted(party.terms.size(), "score term", "score terms") : "no scores";
  if (!party.red_lines.empty()) line += ", " + counted(party.red_lines.size(), "red line", "red lines");
  if (party.reservation) line += ", accepts from " + to_text(party.reservation->value);
  return line;
}

std::string summary(const Session& session, const Case& c) {
  const int width = session.out.width();
  std::string text = session.out.style(Style::kGreen, "good") + "  " + clean(c.file.empty() ? c.id : c.file) + "\n";
  if (!c.title.empty()) text += hang("  ", clean(c.title), width) + "\n";
  Table parties;
  parties.left = {0, 1};
  for (PartyIndex i = 0; i < c.parties.size(); ++i)
    parties.rows.push_back({party_name(c, i), party_line(c.parties[i])});
  text += "\n  " + counted(c.parties.size(), "party", "parties") + "\n" + parties.to_text(width, 4);
  const auto divisible = static_cast<std::size_t>(std::ranges::count(c.issues, IssueKind::kDivisible, &Issue::kind));
  text += "\n  " + counted(c.issues.size(), "issue", "issues");
  if (divisible > 0) text += fmt::format(", {} of them divisible", divisible);
  if (divisible < c.issues.size()) text += "; " + grouped(packages(c).get_str()) + " packages";
  text += "\n  " + counted(c.rules.size(), "rule", "rules");
  const auto numbers = service::count_numbers(c);
  text += fmt::format("\n  {} with a source, {} assumed, {} given as a range\n",
                      counted(numbers.sourced, "number", "numbers"), numbers.assumed, numbers.ranged);
  return text;
}

int run(Session& session, const Inputs& inputs) {
  bool first = true;
  return for_each_case(session, inputs, [&](const Case& c) {
    if (inputs.json) {
      session.out.write(service::check_document(c) + "\n");
      return kAnswered;
    }
    session.out.write((first ? "" : "\n") + summary(session, c));
    first = false;
    return kAnswered;
  });
}

}  // namespace

void add_check(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("check", kAbout);
  command->footer(kFooter);
  auto inputs = std::make_shared<Inputs>();
  add_inputs(*command, *inputs, true);
  command->add_flag("--json", inputs->json, "one JSON document a case, each on a line of its own")->group("Output");
  command->callback([&session, inputs] {
    (void)inputs->load_options();
    session.command = [&session, inputs] { return run(session, *inputs); };
  });
}

}  // namespace parley::cli
