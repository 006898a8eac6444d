#include "cli/divisible_view.hpp"

#include <fmt/format.h>

#include "cli/analysis_view.hpp"
#include "cli/text.hpp"

namespace parley::cli {
namespace {

using agreement::DivisiblePoint;
using service::Analysis;

class DivisibleView {
 public:
  DivisibleView(const Terminal& terminal, const Analysis& a)
      : terminal_(terminal), a_(a), d_(*a.divisible), subject_(*a.subject) {}

  std::string text() {
    const std::string name = clean(subject_.title.empty() ? subject_.id : subject_.title);
    text_ += terminal_.style(Style::kBold, wrap(name, terminal_.width())) + "\n\n";
    answer();
    parties();
    frontier();
    settlements();
    adjusted_winner();
    return std::move(text_);
  }

 private:
  void heading(std::string_view name) { text_ += "\n" + terminal_.style(Style::kBold, name) + "\n"; }
  void paragraph(std::string_view lead, std::string_view text) { text_ += hang(lead, text, terminal_.width()) + "\n"; }
  std::string party(std::size_t side) const { return party_name(subject_, a_.objectives[side]); }

  std::string scores(const std::array<Rational, 2>& s) const {
    return fmt::format("{} {} \xC2\xB7 {} {}", party(0), aligned({to_double(s[0])})[0], party(1),
                       aligned({to_double(s[1])})[0]);
  }

  void answer() {
    std::string sentence = "It is not known whether an agreement exists: the search ended before it was found out.";
    Style style = Style::kYellow;
    if (a_.zone_empty == true) {
      sentence =
          "No agreement exists: no division satisfies the rules and is acceptable to everybody whose agreement it "
          "takes.";
      style = Style::kRed;
    } else if (a_.zone_empty == false) {
      sentence = fmt::format(
          "Agreements exist: {} and {} can divide the issues in ways that both accept; the efficient ones "
          "form {}.",
          party(0), party(1),
          d_.frontier.complete ? "a line that is known exactly" : "a line, of which a part is known");
      style = Style::kGreen;
    }
    text_ += terminal_.style(style, wrap(sentence, terminal_.width())) + "\n";
  }

  void parties() {
    if (!d_.range) return;
    heading("What each party can get under the rules, in its own points");
    const auto column = [](const Rational& a, const Rational& b) { return aligned({to_double(a), to_double(b)}); };
    const auto least = column(d_.range->least[0], d_.range->least[1]),
               best = column(d_.range->best[0], d_.range->best[1]);
    Table table{{"party", "least", "best", "accepts from"}, {}};
    for (std::size_t i = 0; i < 2; ++i) {
      const auto& reservation = d_.parts.reservation[i];
      table.rows.push_back({party(i), least[i], best[i], reservation ? to_text(*reservation) : "-"});
    }
    text_ += table.to_text(terminal_.width(), 2);
  }

  // The corners from the second party's best to the first's, and what each segment hands over.
  void frontier() {
    const auto corners = agreement::vertices(d_.frontier);
    if (corners.empty()) return;
    heading("Efficient divisions: the corners of the line");
    Table table{{"no.", party(0), party(1)}, {}, {}};
    std::vector<double> columns_of[2];
    for (const DivisiblePoint& corner : corners)
      for (std::size_t i = 0; i < 2; ++i) columns_of[i].push_back(to_double(corner.scores[i]));
    const auto first = aligned(columns_of[0]), second = aligned(columns_of[1]);
    for (std::size_t k = 0; k < corners.size(); ++k) table.rows.push_back({std::to_string(k + 1), first[k], second[k]});
    text_ += table.to_text(terminal_.width(), 2);
    paragraph("  ", d_.frontier.complete
                        ? "Between neighbouring corners one issue passes from one side to the other (proved complete)."
                        : "The line is not proved complete.");
  }

  std::string share(const Rational& share) const {
    if (share == 0) return party(1);
    if (share == 1) return party(0);
    return fmt::format("{} {}, {} {}", party(0), to_text(share), party(1), to_text(1 - share));
  }

  void division(const DivisiblePoint& point) {
    Table table;
    table.left = {0, 1};
    for (IssueIndex i = 0; i < subject_.issues.size(); ++i) {
      const Issue& issue = subject_.issues[i];
      table.rows.push_back({issue_name(issue), issue.kind == IssueKind::kDivisible
                                                   ? share(point.shares[i])
                                                   : option_name(issue, point.package[i])});
    }
    text_ += table.to_text(terminal_.width(), 4);
  }

  void settlements() {
    if (d_.settlements.empty()) return;
    heading("Settlements: what principles of division single out");
    std::vector<std::pair<const DivisiblePoint*, std::string>> chosen;
    std::string notes;
    for (const auto& settled : d_.settlements) {
      const std::string name(settled.method->info.title);
      const std::string& note =
          settled.settlement.reason.empty() ? settled.settlement.warning : settled.settlement.reason;
      if (!note.empty()) notes += hang("  " + name + ": ", note, terminal_.width()) + "\n";
      if (settled.settlement.points.empty()) continue;
      const DivisiblePoint& point = settled.settlement.points.front();
      bool known = false;
      for (auto& [other, names] : chosen)
        if (other->scores == point.scores && other->shares == point.shares && other->package == point.package) {
          names += ", " + name;
          known = true;
        }
      if (!known) chosen.emplace_back(&point, name);
    }
    for (std::size_t k = 0; k < chosen.size(); ++k) {
      text_ += (k > 0 ? "\n  " : "  ") + terminal_.style(Style::kCyan, chosen[k].second) + "\n";
      paragraph("    ", scores(chosen[k].first->scores));
      division(*chosen[k].first);
    }
    if (!notes.empty()) text_ += "\n" + notes;
  }

  void adjusted_winner() {
    if (!d_.adjusted_winner) return;
    const auto& winner = *d_.adjusted_winner;
    heading("Adjusted Winner");
    paragraph("  first, each issue to whom it is worth more: ", scores(winner.before.scores));
    for (const auto& transfer : winner.transfers)
      paragraph("  then ", fmt::format("{} hands over {} of \"{}\"", party(transfer.from),
                                       transfer.share == 1 ? "all" : to_text(transfer.share),
                                       issue_name(subject_.issues[transfer.issue])));
    paragraph("  in the end: ", scores(winner.after.scores));
  }

  const Terminal& terminal_;
  const Analysis& a_;
  const service::DivisibleAnswer& d_;
  const Case& subject_;
  std::string text_;
};

}  // namespace

std::string divisible_view(const Terminal& terminal, const Analysis& analysis) {
  return DivisibleView(terminal, analysis).text();
}

}  // namespace parley::cli
