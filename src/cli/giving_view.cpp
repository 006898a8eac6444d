#include "cli/giving_view.hpp"

#include <fmt/format.h>

#include "cli/analysis_view.hpp"
#include "cli/text.hpp"
#include "service/elements.hpp"
#include "service/numbers.hpp"

namespace parley::cli {
namespace {

using agreement::Element;
using service::Analysis;

class GivingView {
 public:
  GivingView(const Terminal& terminal, const Analysis& a) : terminal_(terminal), a_(a), subject_(*a.subject) {}

  std::string text() {
    if (a_.concessions) concessions();
    if (a_.equal_cut) equal_cut();
    if (a_.prices) prices();
    return std::move(text_);
  }

 private:
  void heading(std::string_view name) { text_ += "\n" + terminal_.style(Style::kBold, name) + "\n"; }
  void paragraph(std::string_view lead, std::string_view text) { text_ += hang(lead, text, terminal_.width()) + "\n"; }

  std::string element(const Element& element) const {
    std::string title = clean(service::element_title(subject_, element));
    switch (element.kind) {
      case Element::Kind::kRule: return fmt::format("the rule \"{}\" is dropped", title);
      case Element::Kind::kRedLine:
        return fmt::format("{} gives up its red line \"{}\"", party_name(subject_, element.party), title);
      case Element::Kind::kReservation:
        return fmt::format("{} accepts less than {} points", party_name(subject_, element.party),
                           to_text(subject_.parties[element.party].reservation->value));
    }
    return title;
  }

  std::string scores_of(const agreement::Package& package) const {
    std::string line;
    for (std::size_t i = 0; i < a_.objectives.size(); ++i)
      line +=
          fmt::format("{}{} {}", i == 0 ? "" : " \xC2\xB7 ", party_name(subject_, a_.objectives[i]),
                      aligned({service::ratio(agreement::value(a_.function(i), package), a_.function(i).scale)})[0]);
    return line;
  }

  void concessions() {
    const agreement::Concessions& found = *a_.concessions;
    heading("What must give");
    if (!found.sets.empty())
      paragraph("  ", found.sets.size() == 1 ? "This would open an agreement, and no part of it would:"
                                             : "Each of these would open an agreement, and no part of one would:");
    for (std::size_t k = 0; k < found.sets.size(); ++k) {
      const agreement::ConcessionSet& set = found.sets[k];
      std::string words;
      for (std::size_t i = 0; i < set.elements.size(); ++i)
        words += (i == 0 ? "" : ", and ") + element(set.elements[i]);
      if (set.veto_of) words += fmt::format(" (all that {} insists on)", party_name(subject_, *set.veto_of));
      if (!set.verified) words += " (not verified to be minimal)";
      paragraph(fmt::format("  {:>2}. ", k + 1), words);
      if (set.package && !a_.objectives.empty()) paragraph("      opens: ", scores_of(*set.package));
    }
    if (!found.note.empty()) paragraph("  ", clean(found.note));
    else if (!found.complete) paragraph("  ", "There may be more of them: the list is not complete.");
  }

  void equal_cut() {
    const agreement::EqualCut& cut = *a_.equal_cut;
    if (!cut.share) {
      if (!cut.reason.empty()) paragraph("  Equal cut: ", clean(cut.reason));
      return;
    }
    if (*cut.share == 0) return;
    paragraph("  ",
              fmt::format("Shared alike: {}{:.4g} % off what lies between each party's minimum and its best would open "
                          "one.",
                          cut.proved ? "" : "at most ", to_double(*cut.share) * 100));
    std::string pays;
    for (const auto& payment : cut.payments)
      if (payment.pays > 0)
        pays += fmt::format("{}{} {}", pays.empty() ? "" : " \xC2\xB7 ", party_name(subject_, payment.party),
                            aligned({to_double(payment.pays)})[0]);
    if (!a_.objectives.empty()) paragraph("      opens: ", scores_of(cut.package));
    if (!pays.empty()) paragraph("      costs: ", pays + " below the minimum");
  }

  // One line for each condition that costs somebody something, the others counted.
  void prices() {
    std::size_t free = 0;
    std::vector<std::pair<std::string, std::string>> lines;
    for (const agreement::Price& price : a_.prices->prices) {
      std::string costs;
      for (std::size_t i = 0; i < price.by_party.size(); ++i)
        if (price.by_party[i] && *price.by_party[i] > 0)
          costs += fmt::format("{}{} {}", costs.empty() ? "" : ", ", party_name(subject_, a_.objectives[i]),
                               aligned({to_double(*price.by_party[i])})[0]);
      if (costs.empty()) ++free;
      else lines.emplace_back(condition(price.element), costs);
    }
    if (lines.empty()) return;
    heading("What each condition costs: points of others' best score in the zone");
    for (const auto& [name, costs] : lines) {
      paragraph("  ", name);
      paragraph("    costs ", costs);
    }
    if (free > 0) paragraph("  ", fmt::format("{} other{} cost nobody anything.", free, free == 1 ? "" : "s"));
  }

  std::string condition(const Element& element) const {
    const std::string title = clean(service::element_title(subject_, element));
    return element.kind == Element::Kind::kRule ? "the rule: " + title
                                                : party_name(subject_, element.party) + ": " + title;
  }

  const Terminal& terminal_;
  const Analysis& a_;
  const Case& subject_;
  std::string text_;
};

}  // namespace

std::string giving_view(const Terminal& terminal, const Analysis& analysis) {
  return GivingView(terminal, analysis).text();
}

}  // namespace parley::cli
