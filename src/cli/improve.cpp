#include "agreement/improve.hpp"

#include <fmt/format.h>

#include <span>

#include "cli/analysis_view.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/progress.hpp"
#include "cli/text.hpp"
#include "service/improve.hpp"
#include "service/packages.hpp"

namespace parley::cli {
namespace {

constexpr const char* kAbout =
    "From a package on the table to better ones: improvements for all, and trades\n\n"
    "Improvements are efficient packages that cost no party anything and give one something; the one with the largest "
    "smallest gain comes first. Trades are the steps: an option that is worth the same to one party and more to "
    "another, "
    "or two options that change together. The package is named as for 'parley explain'; without one it is the "
    "reference "
    "package of the case.";
constexpr const char* kFooter =
    "Examples:\n"
    "  parley improve cases/ampo-city.yaml\n"
    "  parley improve cases/ampo-city.yaml reference --limit 3\n"
    "  parley improve my-case.yaml venue=geneva,weapons=20";

struct Options {
  Inputs inputs;
  Limits limits;
  std::string package = "reference";
  std::size_t limit = 5;
};

class ImproveView {
 public:
  ImproveView(const Terminal& terminal, const service::Analysis& a, const service::Improving& found)
      : terminal_(terminal), a_(a), found_(found), subject_(*a.subject) {}

  std::string text() {
    improvements();
    trades("Single changes that cost nobody anything", found_.trades.single, found_.trades.total_single);
    trades("Two changes that do so together", found_.trades.pairs, found_.trades.total_pairs);
    if (!found_.trades.complete)
      text_ += "\n" + wrap("Not every change of one or two options was looked at.", terminal_.width()) + "\n";
    return std::move(text_);
  }

 private:
  void heading(std::string_view name) { text_ += "\n" + terminal_.style(Style::kBold, name) + "\n"; }
  void paragraph(std::string_view lead, std::string_view words) {
    text_ += hang(lead, words, terminal_.width()) + "\n";
  }

  std::string gains(const std::vector<Rational>& gains) const {
    std::string line;
    for (std::size_t i = 0; i < gains.size(); ++i)
      if (gains[i] != 0)
        line += fmt::format("{}{} {}{}", line.empty() ? "" : " \xC2\xB7 ", party_name(subject_, a_.objectives[i]),
                            gains[i] > 0 ? "+" : "", aligned({to_double(gains[i])})[0]);
    return line;
  }

  std::string change(IssueIndex issue, OptionIndex from, OptionIndex to) const {
    const Issue& i = subject_.issues[issue];
    return fmt::format("{}: {} instead of {}", issue_name(i), option_name(i, to), option_name(i, from));
  }

  // What it means that nothing better was found.
  std::string nothing_better() const {
    const bool zone = found_.within == service::Within::kZone;
    if (a_.objectives.empty()) return "No party has scores, so that no package is better than another.";
    if (!found_.improvements.complete) return "No improvement was found, and the search is not complete.";
    if (found_.table_within)
      return "Nothing is better for one party without costing another: the package is efficient.";
    return fmt::format("The package {}, and {} is as good for everybody and better for one.",
                       zone ? "lies outside the zone" : "breaks a rule",
                       zone ? "nothing in the zone" : "nothing that keeps the rules");
  }

  std::string how_many() const {
    const auto& found = found_.improvements;
    const auto sentence = fmt::format(
        "{} efficient {} no party anything and {} somebody something; {} better for all.", found.total,
        found.total == 1 ? "package costs" : "packages cost", found.total == 1 ? "gives" : "give",
        found.for_all == found.total ? "all are"
                                     : std::to_string(found.for_all) + (found.for_all == 1 ? " is" : " are"));
    return found.complete ? sentence : sentence + " The search is not complete: there may be better ones.";
  }

  void improvements() {
    const auto& found = found_.improvements;
    std::string sentence = found.total == 0 ? nothing_better() : how_many();
    if (found_.within == service::Within::kFeasible)
      sentence += " No package in the zone was found, so that all that keep the rules were looked at.";
    text_ += wrap(sentence, terminal_.width()) + "\n";
    if (found.total > 0) heading("The largest smallest gain first");
    for (std::size_t k = 0; k < found.list.size(); ++k) {
      paragraph(fmt::format("  {:>2}. ", k + 1), gains(found.list[k].gains));
      for (IssueIndex i = 0; i < subject_.issues.size(); ++i)
        if (found.list[k].package[i] != found_.table[i])
          paragraph("      ", change(i, found_.table[i], found.list[k].package[i]));
    }
    if (found.total > found.list.size())
      paragraph("  ", fmt::format("... and {} more (--limit).", found.total - found.list.size()));
  }

  void trades(std::string_view name, const std::vector<agreement::Trade>& list, std::size_t total) {
    if (list.empty()) return;
    heading(name);
    for (const auto& trade : list) {
      std::string words;
      for (const auto& c : trade.changes) words += (words.empty() ? "" : "; ") + change(c.issue, c.from, c.to);
      paragraph("  ", words);
      paragraph("      ", gains(trade.gains));
    }
    if (total > list.size()) paragraph("  ", fmt::format("... and {} more (--limit).", total - list.size()));
  }

  const Terminal& terminal_;
  const service::Analysis& a_;
  const service::Improving& found_;
  const Case& subject_;
  std::string text_;
};

int run(Session& session, const Options& options) {
  return for_each_case(session, options.inputs, [&](const Case& c) -> int {
    const std::string name = c.file.empty() ? c.id : c.file;
    const auto rejected = [&](const Error& error) { return reject(session, options.inputs, name, {error}, ""); };
    ProgressBar bar(session.err);
    Work work(options.limits.budget(), &session.stop, [&](const Progress& p) { bar.show(p); });
    const auto analysis = service::analysis_for(c, std::span(&options.package, 1), work);
    bar.wipe();
    if (!analysis) return rejected(analysis.error());
    const auto table = service::parse_package(c, options.package, &*analysis);
    if (!table) return rejected(table.error());
    const auto found = service::improve(*analysis, *table, options.limit, work);
    bar.wipe();
    if (options.inputs.json) session.out.write(service::improve_document(*analysis, found) + "\n");
    else session.out.write(ImproveView(session.out, *analysis, found).text());
    return kAnswered;
  });
}

}  // namespace

void add_improve(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("improve", kAbout);
  command->footer(kFooter);
  auto options = std::make_shared<Options>();
  add_inputs(*command, options->inputs, false);
  command->add_option("PACKAGE", options->package, "the package on the table")->type_name("")->group("Input");
  command->add_option("--limit", options->limit, "how many improvements and trades of each kind to show (default 5)")
      ->type_name("N")
      ->check(CLI::Range(1, 100'000).description(""))
      ->group("Output");
  command->add_flag("--json", options->inputs.json, "a JSON document (docs/formats/improve.md)")->group("Output");
  add_limits(*command, options->limits);
  command->callback([&session, options] {
    (void)options->inputs.load_options();
    session.command = [&session, options] { return run(session, *options); };
  });
}

}  // namespace parley::cli
