#include "cli/analysis_view.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "cli/divisible_view.hpp"
#include "cli/giving_view.hpp"
#include "cli/rests_on_view.hpp"
#include "cli/text.hpp"
#include "service/numbers.hpp"

namespace parley::cli {
namespace {

using service::Analysis;
using service::Package;

std::string counted(const Integer& count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(count.get_str()), count == 1 ? one : many);
}

std::string counted(const agreement::Count& count) {
  if (count.count) return grouped(count.count->get_str());
  if (count.at_least == 0) return fmt::format("not counted; at most {}", grouped(count.at_most.get_str()));
  return fmt::format("not counted; {} to {}", grouped(count.at_least.get_str()), grouped(count.at_most.get_str()));
}

class View {
 public:
  View(const Terminal& terminal, const Analysis& analysis, const ViewOptions& options)
      : terminal_(terminal), a_(analysis), subject_(*analysis.subject), options_(options) {}

  std::string text() {
    title();
    answer();
    zone();
    parties();
    frontier();
    settlements();
    text_ += giving_view(terminal_, a_);
    text_ += rests_on_view(terminal_, a_);
    ending();
    return std::move(text_);
  }

 private:
  void heading(std::string_view name) { text_ += "\n" + terminal_.style(Style::kBold, name) + "\n"; }
  void paragraph(std::string_view text, std::string_view margin = "  ") {
    text_ += hang(margin, text, terminal_.width()) + "\n";
  }

  void title() {
    const std::string name = clean(subject_.title.empty() ? subject_.id : subject_.title);
    text_ += terminal_.style(Style::kBold, wrap(name, terminal_.width())) + "\n\n";
  }

  std::string whose() const {
    return subject_.decision ? "the parties whose agreement it takes" : "everybody whose agreement it takes";
  }

  void answer() {
    const auto points = a_.frontier.set.points.size();
    std::string sentence;
    Style style = Style::kGreen;
    if (!a_.zone_empty) {
      style = Style::kYellow;
      sentence = "It is not known whether an agreement exists: the search ended before one was found or ruled out.";
    } else if (*a_.zone_empty) {
      style = Style::kRed;
      sentence = fmt::format("No agreement exists: none of the {} satisfies the rules and is acceptable to {}.",
                             counted(a_.packages, "package", "packages"), whose());
    } else {
      if (a_.zone.count && *a_.zone.count == a_.packages)
        sentence = fmt::format("Agreements exist: each of the {} is acceptable to {}",
                               counted(a_.packages, "package", "packages"), whose());
      else if (a_.zone.count)
        sentence = fmt::format("Agreements exist: {} of {} are acceptable to {}", grouped(a_.zone.count->get_str()),
                               counted(a_.packages, "package", "packages"), whose());
      else sentence = fmt::format("Agreements exist that are acceptable to {}", whose());
      const bool whole = a_.frontier.set.complete;
      if (a_.frontier.within == service::Within::kZone && points > 0)
        sentence += fmt::format(", and {}{} of their score combinations {} efficient", whole ? "" : "at least ",
                                grouped(std::to_string(points)), points == 1 ? "is" : "are");
      sentence += ".";
    }
    text_ += terminal_.style(style, wrap(sentence, terminal_.width())) + "\n";
  }

  void zone() {
    heading("Where agreement is possible");
    Table table;
    table.left = {0, 1};
    const auto row = [&](std::string name, std::string value) {
      table.rows.push_back({std::move(name), std::move(value)});
    };
    row("packages in all", grouped(a_.packages.get_str()));
    if (!subject_.rules.empty()) row("satisfy every rule", counted(a_.feasible));
    for (PartyIndex i = 0; i < a_.accepts.size(); ++i)
      if (a_.accepts[i]) row("acceptable to " + party_name(subject_, i), counted(*a_.accepts[i]));
    row("the zone: acceptable to all it takes", counted(a_.zone));
    if (subject_.decision) row("decision rule", clean(subject_.decision_text));
    text_ += table.to_text(terminal_.width(), 2);
  }

  void parties() {
    if (a_.objectives.empty()) return;
    heading("What each party can get under the rules, in its own points");
    std::vector<double> needs, least, best;
    for (std::size_t i = 0; i < a_.objectives.size(); ++i) {
      const Integer& scale = a_.function(i).scale;
      const auto& reservation = a_.problem.parties[a_.objectives[i]].reservation;
      needs.push_back(reservation ? service::ratio(*reservation, scale) : NAN);
      const auto known = [&](const agreement::Extreme& e) {
        return e.proved && e.value ? service::ratio(*e.value, scale) : NAN;
      };
      least.push_back(known(a_.extent(i).least));
      best.push_back(known(a_.extent(i).best));
    }
    Table table{{"party", "least", "best", "accepts from"}, {}};
    const auto cells = std::array{aligned(least), aligned(best), aligned(needs)};
    for (std::size_t i = 0; i < a_.objectives.size(); ++i)
      table.rows.push_back({party_name(subject_, a_.objectives[i]), cells[0][i], cells[1][i], cells[2][i]});
    text_ += table.to_text(terminal_.width(), 2);
  }

  void frontier() {
    if (a_.objectives.empty()) return;
    const auto& f = a_.frontier;
    heading("Efficient packages");
    const std::string set = f.within == service::Within::kZone ? "zone" : "packages that satisfy the rules";
    std::string text = fmt::format("{} score {} in the {} cannot be bettered for one party without costing another",
                                   grouped(std::to_string(f.set.points.size())),
                                   f.set.points.size() == 1 ? "combination" : "combinations", set);
    text += f.set.complete ? fmt::format(" (proved complete; method: {}).", f.set.method)
                           : fmt::format(". The list is not proved complete (method: {}).", f.set.method);
    paragraph(text);
    if (f.shown)
      paragraph(
          fmt::format("{} of them stand for all: each of the others lies within {:.3g} % of every party's range of one "
                      "that is shown.",
                      f.shown->size(), to_double(f.covered_within) * 100));
    if (options_.points && f.set.points.size() <= kListed && f.set.points.size() > 1) point_table();
  }

  void point_table() {
    Table table;
    table.head = {"no."};
    table.left = {};
    std::vector<std::vector<std::string>> columns_of;
    for (std::size_t i = 0; i < a_.objectives.size(); ++i) {
      table.head.push_back(shorten(party_name(subject_, a_.objectives[i]), 16));
      std::vector<double> numbers;
      for (const auto& point : a_.frontier.set.points)
        numbers.push_back(service::ratio(point.values[i], a_.function(i).scale));
      columns_of.push_back(aligned(numbers));
    }
    for (std::size_t p = 0; p < a_.frontier.set.points.size(); ++p) {
      table.rows.push_back({std::to_string(p + 1)});
      for (const auto& column : columns_of) table.rows.back().push_back(column[p]);
    }
    text_ += table.to_text(terminal_.width(), 2);
  }

  void settlements() {
    if (a_.settlements.empty()) return;
    heading("Settlements: what principles of division single out");
    // Principles that choose the same package are told together, in the order of the catalogue.
    std::vector<std::pair<std::size_t, std::string>> chosen;
    std::string notes;
    for (const auto& result : a_.settlements) {
      const std::string name(result.method->info.title);
      const auto& settlement = result.settlement;
      const std::string& note = settlement.reason.empty() ? settlement.warning : settlement.reason;
      if (!note.empty()) notes += hang("  " + name + ": ", note, terminal_.width()) + "\n";
      if (settlement.points.empty()) continue;
      const std::size_t point = settlement.points.front();
      const auto at = std::ranges::find_if(chosen, [&](const auto& c) { return c.first == point; });
      if (at == chosen.end()) chosen.emplace_back(point, name);
      else at->second += ", " + name;
    }
    for (std::size_t k = 0; k < chosen.size(); ++k) settlement(chosen, k);
    if (!notes.empty()) text_ += (chosen.empty() ? "" : "\n") + notes;
  }

  void settlement(const std::vector<std::pair<std::size_t, std::string>>& chosen, std::size_t k) {
    const auto& point = a_.frontier.set.points[chosen[k].first];
    if (k > 0) text_ += "\n";
    text_ += "  " + terminal_.style(Style::kCyan, wrap(chosen[k].second, terminal_.width() - 2, 2)) + "\n";
    std::string line;
    for (std::size_t i = 0; i < a_.objectives.size(); ++i)
      line += fmt::format("{}{} {}", i == 0 ? "" : " \xC2\xB7 ", party_name(subject_, a_.objectives[i]),
                          aligned({service::ratio(point.values[i], a_.function(i).scale)})[0]);
    paragraph(line, "    ");
    const Package* first = k == 0 ? nullptr : &a_.frontier.set.points[chosen[0].first].package;
    Table table;
    table.left = {0, 1, 2};
    for (IssueIndex i = 0; i < subject_.issues.size(); ++i) {
      if (first != nullptr && (*first)[i] == point.package[i]) continue;
      table.rows.push_back({issue_name(subject_.issues[i]), option_name(subject_.issues[i], point.package[i])});
      if (first != nullptr) table.rows.back().push_back("not " + option_name(subject_.issues[i], (*first)[i]));
    }
    if (first != nullptr) paragraph("as the first, but:", "    ");
    text_ += table.to_text(terminal_.width(), 4);
  }

  void ending() {
    if (a_.ended == Ended::kNo) return;
    const std::string why = a_.ended == Ended::kStopped ? "it was stopped"
                            : a_.ended == Ended::kTime  ? "the time given ran out"
                                                        : "the memory given ran out";
    text_ += "\n" +
             terminal_.style(Style::kYellow,
                             wrap("Incomplete: " + why + ". What is shown is the best so far.", terminal_.width())) +
             "\n";
  }

  static constexpr std::size_t kListed = 12;

  const Terminal& terminal_;
  const Analysis& a_;
  const Case& subject_;
  const ViewOptions& options_;
  std::string text_;
};

}  // namespace

std::vector<std::string> aligned(const std::vector<double>& numbers) {
  double largest = 0;
  for (double n : numbers)
    if (!std::isnan(n)) largest = std::max(largest, std::abs(n));
  const int whole = largest < 1 ? 1 : static_cast<int>(std::log10(largest)) + 1;
  int decimals = std::clamp(6 - whole, 0, 5);
  std::vector<std::string> texts;
  int needed = 0;
  for (double n : numbers) {
    texts.push_back(std::isnan(n) ? "-" : fmt::format("{:.{}f}", n, decimals));
    const auto dot = texts.back().find('.');
    const auto last = texts.back().find_last_not_of('0');
    if (dot != std::string::npos) needed = std::max(needed, static_cast<int>(last) - static_cast<int>(dot));
  }
  for (std::size_t i = 0; i < numbers.size(); ++i)
    if (!std::isnan(numbers[i]) && decimals > needed) {
      texts[i].resize(texts[i].size() - static_cast<std::size_t>(decimals - needed));
      if (texts[i].ends_with('.')) texts[i].pop_back();
    }
  return texts;
}

std::string party_name(const Case& subject, PartyIndex party) {
  const Party& p = subject.parties[party];
  return clean(p.name.empty() ? p.id : p.name);
}

std::string issue_name(const Issue& issue) { return clean(issue.title.empty() ? issue.id : issue.title); }

std::string option_name(const Issue& issue, OptionIndex option) { return clean(issue.option_title(option)); }

std::string analysis_view(const Terminal& terminal, const Analysis& analysis, const ViewOptions& options) {
  if (analysis.divisible) return divisible_view(terminal, analysis);
  return View(terminal, analysis, options).text();
}

}  // namespace parley::cli
