#include "elicitation/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "elicitation/contradictions.hpp"
#include "elicitation/fit.hpp"

namespace parley::elicitation {
namespace {

std::string title_of(const Issue& issue) { return issue.title.empty() ? issue.id : issue.title; }

std::string words_of(const Judgement& j) {
  return j.low ? fmt::format("{}, between {} and {}", to_text(j.likely), to_text(*j.low), to_text(*j.high))
               : to_text(j.likely);
}

std::string joined(const std::vector<std::string>& parts, std::string_view last) {
  std::string words;
  for (std::size_t k = 0; k < parts.size(); ++k)
    words += (k == 0 ? "" : k + 1 == parts.size() ? std::string(last) : std::string(", ")) + parts[k];
  return words;
}

// "Oslo is best; then Geneva (60); Moscow and Minsk are worst."
std::string order_of(const IssueAnswer& answer, const Issue& issue) {
  const std::vector<OptionIndex> levels = levels_of(issue);
  std::uint32_t last = 0;
  for (const Rating& rating : answer.levels) {
    if (rating.place == 0) return "";
    last = std::max(last, rating.place);
  }
  if (last == 1) return fmt::format("In “{}” all options are the same to you.", title_of(issue));
  std::vector<std::string> places;
  for (std::uint32_t place = 1; place <= last; ++place) {
    std::vector<std::string> options;
    for (std::size_t k = 0; k < levels.size(); ++k) {
      if (answer.levels[k].place != place) continue;
      std::string option = fmt::format("“{}”", issue.option_title(levels[k]));
      if (place > 1 && place < last && answer.levels[k].value)
        option += fmt::format(" ({})", words_of(*answer.levels[k].value));
      options.push_back(std::move(option));
    }
    places.push_back(joined(options, " and "));
  }
  std::string words = fmt::format("In “{}” the best is {}", title_of(issue), places.front());
  for (std::size_t k = 1; k + 1 < places.size(); ++k) words += fmt::format(", then {}", places[k]);
  return words + fmt::format(", and the worst {}.", places.back());
}

void red_lines(const Answers& answers, const Case& c, std::vector<std::string>& words) {
  for (const RedLine& line : answers.red_lines)
    words.push_back(line.title.empty() ? fmt::format("You will not give up: {}.", line.text)
                                       : fmt::format("You will not give up: {} ({}).", line.title, line.text));
  for (const Excluded& e : answers.excluded)
    words.push_back(fmt::format("In “{}” you will not accept “{}”.", title_of(c.issues[e.issue]),
                                c.issues[e.issue].option_title(e.option)));
}

void swings(const Answers& answers, const Case& c, const std::vector<IssueIndex>& order,
            std::vector<std::string>& words) {
  std::vector<std::string> rest;
  for (IssueIndex i : order) {
    if (!answers.issues[i].swing) continue;
    if (rest.empty() && answers.issues[i].swing->likely == 100)
      words.push_back(
          fmt::format("Going from the worst to the best matters most to you in “{}” (100).", title_of(c.issues[i])));
    else rest.push_back(fmt::format("“{}” ({})", title_of(c.issues[i]), words_of(*answers.issues[i].swing)));
  }
  if (!rest.empty()) words.push_back(fmt::format("Next to that: {}.", joined(rest, " and ")));
}

std::string letter(std::size_t p) { return std::string(1, static_cast<char>('A' + p)); }

// Whoever reads the sentences elsewhere has no packages beside them.
std::string what_is(const RankedPackage& package, std::size_t p, const Case& c) {
  std::vector<std::string> options;
  for (IssueIndex i = 0; i < c.issues.size(); ++i)
    options.push_back(fmt::format("“{}” in “{}”", c.issues[i].option_title(package.options[i]), title_of(c.issues[i])));
  return fmt::format("Package {} has {}.", letter(p), joined(options, " and "));
}

void ranking(const Answers& answers, const Case& c, std::vector<std::string>& words) {
  std::uint32_t last = 0;
  for (const RankedPackage& p : answers.packages) last = std::max(last, p.place);
  if (last == 0) return;
  for (std::size_t p = 0; p < answers.packages.size(); ++p)
    if (answers.packages[p].place > 0) words.push_back(what_is(answers.packages[p], p, c));
  std::vector<std::string> places, better;
  for (std::uint32_t place = 1; place <= last; ++place) {
    std::vector<std::string> same;
    for (std::size_t p = 0; p < answers.packages.size(); ++p)
      if (answers.packages[p].place == place) same.push_back(letter(p));
    places.push_back(joined(same, " and "));
    if (answers.no_deal && place < *answers.no_deal) better.push_back(places.back());
  }
  std::string words_of_places = places.front();
  for (std::size_t k = 1; k < places.size(); ++k) words_of_places += ", then " + places[k];
  words.push_back(fmt::format("Of the packages shown you prefer {}.", words_of_places));
  if (!answers.no_deal) return;
  if (better.empty()) words.push_back("No deal is better for you than every package shown.");
  else if (better.size() == places.size()) words.push_back("Every package shown is better for you than no deal.");
  else
    words.push_back(
        fmt::format("Better for you than no deal: {}; the others are worse than no deal.", joined(better, " and ")));
}

void no_deal(const Answers& answers, const Case& c, std::vector<std::string>& words) {
  if (!missing(answers, c).empty()) return;
  if (!answers.no_deal) {
    words.emplace_back(
        "You have not said what is better for you than no deal: every package within your red lines counts as "
        "acceptable to you.");
    return;
  }
  const auto fitted = fit(answers, c);
  if (!fitted || !fitted->reservation) return;
  const Number& n = *fitted->reservation;
  const auto whole = [](const Rational& x) { return to_text(round_to(x, 1)); };
  words.push_back(fmt::format(
      "On a scale from 0 (the worst option everywhere) to 100 (the best everywhere), no deal is worth about {} to you, "
      "between {} and {}; you would refuse what is worth less.",
      whole(n.value), whole(n.low.value_or(n.value)), whole(n.high.value_or(n.value))));
}

void left_contradicted(const Answers& answers, const Case& c, std::vector<std::string>& words) {
  const auto found = contradictions(answers, c).found;
  if (found.empty()) return;
  const auto firm = std::ranges::count_if(found, &Contradiction::firm);
  words.push_back(found.size() == 1
                      ? fmt::format("You leave one contradiction between these answers as it is{}.",
                                    firm == 0 ? "" : ", and your ranges do not explain it")
                      : fmt::format("You leave {} contradictions between these answers as they are{}.", found.size(),
                                    firm == 0 ? "" : fmt::format(", and your ranges do not explain {} of them", firm)));
}

}  // namespace

std::vector<std::string> in_words(const Answers& answers, const Case& c) {
  std::vector<std::string> words;
  red_lines(answers, c, words);
  if (answers.issues.size() == c.issues.size()) {
    std::vector<IssueIndex> order(c.issues.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, std::greater{}, [&](IssueIndex i) {
      return answers.issues[i].swing ? answers.issues[i].swing->likely : Rational(-1);
    });
    swings(answers, c, order, words);
    for (IssueIndex i : order)
      if (!answers.issues[i].levels.empty())
        if (std::string line = order_of(answers.issues[i], c.issues[i]); !line.empty())
          words.push_back(std::move(line));
  }
  ranking(answers, c, words);
  no_deal(answers, c, words);
  left_contradicted(answers, c, words);
  return words;
}

std::string in_words(const Change& change, const Case& c) {
  const Issue& issue = c.issues[change.issue];
  switch (change.kind) {
    case Change::Kind::kSwing:
      return fmt::format("the swing of “{}”: {} instead of {}", title_of(issue), change.to, change.from);
    case Change::Kind::kValue:
      return fmt::format("“{}” in “{}”: {} instead of {}", issue.option_title(change.option), title_of(issue),
                         change.to, change.from);
    case Change::Kind::kSwap: return "the two packages change places";
  }
  return "";
}

}  // namespace parley::elicitation
