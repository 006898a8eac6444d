#include "cli/rests_on_view.hpp"

#include <fmt/format.h>

#include "cli/analysis_view.hpp"
#include "cli/text.hpp"

namespace parley::cli {
namespace {

constexpr std::size_t kShown = 12;

std::string_view words(agreement::Headline headline) {
  switch (headline) {
    case agreement::Headline::kZone: return "whether there is an agreement";
    case agreement::Headline::kNash: return "the Nash package";
    case agreement::Headline::kWhoMustGive: return "who must give";
  }
  return "the answer";
}

std::string number_name(const Case& subject, const agreement::CaseNumber& number) {
  std::string name = party_name(subject, number.party);
  if (number.role == agreement::CaseNumber::Role::kReservation) return name + ", what it needs at least";
  if (number.role == agreement::CaseNumber::Role::kCap) return name + ", the most that its score can be";
  if (number.issue) name += ", " + issue_name(subject.issues[*number.issue]);
  if (number.issue && number.option) name += ": " + option_name(subject.issues[*number.issue], *number.option);
  if (!number.issue) name += ", " + clean(number.path);
  return name;
}

// "from 37.5 down: changes the Nash package"; "below" where the value itself still gives the same answer.
std::string flip_text(const agreement::Flip& flip) {
  std::string at = to_text(flip.edge.at);
  if (at.find('/') != std::string::npos) at = fmt::format("about {:.4g}", to_double(flip.edge.at));
  const std::string place = flip.edge.attained ? fmt::format("from {} {}", at, flip.below ? "down" : "up")
                                               : fmt::format("{} {}", flip.below ? "below" : "above", at);
  return fmt::format("{}: changes {}", place, words(flip.headline));
}

}  // namespace

std::string rests_on_view(const Terminal& terminal, const service::Analysis& a) {
  if (!a.rests_on || a.rests_on->assumptions == 0) return {};
  const agreement::RestsOn& found = *a.rests_on;
  std::string text = "\n" + terminal.style(Style::kBold, "What it rests on") + "\n";
  const auto paragraph = [&](std::string_view lead, std::string_view words) {
    text += hang(lead, words, terminal.width()) + "\n";
  };
  std::string sentence =
      found.matters.empty()
          ? (found.assumptions == 1
                 ? std::string("The one assumed number, moved within its range, does not change")
                 : fmt::format("None of the {} assumed numbers, moved alone within its range, changes",
                               found.assumptions))
          : fmt::format("{} of the {} assumed numbers, moved alone within {} range, {}", found.matters.size(),
                        found.assumptions, found.matters.size() == 1 ? "its" : "their",
                        found.matters.size() == 1 ? "changes" : "change");
  sentence += " whether there is an agreement, the Nash package or who must give.";
  if (!found.undecided.empty()) sentence += fmt::format(" {} could not be decided.", found.undecided.size());
  paragraph("  ", sentence);
  for (std::size_t k = 0; k < std::min(found.matters.size(), kShown); ++k) {
    const auto& number = found.matters[k].number;
    paragraph("  ",
              fmt::format("{}: {}, between {} and {}", number_name(*a.subject, number), to_text(number.number->value),
                          to_text(number.number->low.value_or(number.number->value)),
                          to_text(number.number->high.value_or(number.number->value))));
    for (const auto& flip : found.matters[k].flips) paragraph("    ", flip_text(flip));
  }
  if (found.matters.size() > kShown)
    paragraph("  ", fmt::format("... and {} more; --json lists all.", found.matters.size() - kShown));
  return text;
}

}  // namespace parley::cli
