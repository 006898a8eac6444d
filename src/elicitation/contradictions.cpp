#include "elicitation/contradictions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "elicitation/stated.hpp"

namespace parley::elicitation {
namespace {

constexpr double kNoise = 1e-9;  // rounding of sums of products of numbers up to 100

// The sum over issues of swing times difference of values, which one bar or swing at a time may move.
class Lead {
 public:
  Lead(const std::vector<StatedIssue>& issues, const Package& a, const Package& b) : issues_(issues), a_(a), b_(b) {}

  // In points of a swing bar times 100; positive: a is ahead.
  double now() const {
    double sum = 0;
    for (std::size_t i = 0; i < issues_.size(); ++i) sum += issues_[i].says() ? issues_[i].swing.likely * apart(i) : 0;
    return sum;
  }
  // The most that the ranges allow.
  double most() const {
    double sum = 0;
    for (std::size_t i = 0; i < issues_.size(); ++i) {
      const StatedIssue& issue = issues_[i];
      if (!issue.says()) continue;
      double high = 0;
      for (std::size_t k = 0; k < issue.levels.size(); ++k) {
        const double share = weight(i, k);
        high += share * (share > 0 ? issue.values[k].high : issue.values[k].low);
      }
      sum += high * (high > 0 ? issue.swing.high : issue.swing.low);
    }
    return sum;
  }
  double apart(std::size_t i) const {
    return a_[i] == b_[i] ? 0 : value_of(issues_[i], a_[i]) - value_of(issues_[i], b_[i]);
  }
  // How the lead changes with the bar of level k of issue i.
  double weight(std::size_t i, std::size_t k) const {
    std::vector<double> one(issues_[i].levels.size(), 0.0);
    one[k] = 1;
    return between_levels(issues_[i].levels, one, a_[i]) - between_levels(issues_[i].levels, one, b_[i]);
  }

 private:
  const std::vector<StatedIssue>& issues_;
  const Package& a_;
  const Package& b_;
};

// One bar or swing that may move, and between what its order and the ends of the bar keep it.
struct Knob {
  Change::Kind kind;
  std::size_t issue, level;
  double now, low, high;
};

std::vector<Knob> knobs(const std::vector<StatedIssue>& issues) {
  std::vector<Knob> all;
  for (std::size_t i = 0; i < issues.size(); ++i) {
    const StatedIssue& issue = issues[i];
    if (!issue.says()) continue;
    all.push_back({Change::Kind::kSwing, i, 0, issue.swing.likely, 0, 100});
    for (std::size_t k = 0; k < issue.levels.size(); ++k) {
      if (issue.places[k] == 1 || issue.places[k] == issue.last_place) continue;
      double low = 0, high = 100;
      for (std::size_t other = 0; other < issue.levels.size(); ++other) {
        if (issue.places[other] < issue.places[k]) high = std::min(high, issue.values[other].likely);
        if (issue.places[other] > issue.places[k]) low = std::max(low, issue.values[other].likely);
      }
      if (low <= high) all.push_back({Change::Kind::kValue, i, k, issue.values[k].likely, low, high});
    }
  }
  return all;
}

// The whole numbers of the knob at which a pair is no contradiction any more: lead + slope * (x - now) >= 0.
struct Span {
  double low, high;
};

Span settling(const Knob& knob, const Lead& lead, const std::vector<StatedIssue>& issues) {
  const double slope = knob.kind == Change::Kind::kSwing
                           ? lead.apart(knob.issue)
                           : issues[knob.issue].swing.likely * lead.weight(knob.issue, knob.level);
  const double now = lead.now();
  if (std::abs(slope) < kNoise) return now >= -kNoise ? Span{knob.low, knob.high} : Span{1, 0};
  const double at = knob.now - now / slope;
  Span span = slope > 0 ? Span{std::max(knob.low, at), knob.high} : Span{knob.low, std::min(knob.high, at)};
  span.low = std::ceil(span.low - kNoise);
  span.high = std::floor(span.high + kNoise);
  return span;
}

std::optional<Change> change(const Knob& knob, const Span& span, const std::vector<StatedIssue>& issues) {
  if (span.low > span.high) return std::nullopt;
  const double to = std::clamp(knob.now, span.low, span.high);
  const auto from = std::lround(knob.now), whole = std::lround(to);
  if (from == whole) return std::nullopt;
  return Change{knob.kind, static_cast<IssueIndex>(knob.issue), issues[knob.issue].levels[knob.level], from, whole};
}

void smallest_first(std::vector<Change>& changes) {
  std::ranges::stable_sort(changes, {}, [](const Change& x) { return std::abs(x.to - x.from); });
}

std::string title_of(const Issue& issue) { return issue.title.empty() ? issue.id : issue.title; }

// What the two packages do not have in common, as the reader knows it.
std::string differences(const Case& c, const Package& a, const Package& b) {
  std::string words;
  for (IssueIndex i = 0; i < c.issues.size(); ++i) {
    if (a[i] == b[i]) continue;
    words += fmt::format("{}{}: {} rather than {}", words.empty() ? "" : "; ", title_of(c.issues[i]),
                         c.issues[i].option_title(a[i]), c.issues[i].option_title(b[i]));
  }
  return words;
}

class Finder {
 public:
  Finder(const Answers& answers, const Case& c)
      : answers_(answers), case_(c), issues_(stated(answers, c)), knobs_(knobs(issues_)) {}

  Contradictions run() {
    for (IssueIndex i = 0; i < issues_.size(); ++i) orders(i);
    const std::vector<Rule> red_lines = red_lines_of(answers_, case_);
    for (std::size_t p = 0; p < answers_.packages.size(); ++p) broken(p, red_lines);
    rankings();
    return std::move(result_);
  }

 private:
  void orders(IssueIndex i) {
    const StatedIssue& issue = issues_[i];
    for (std::size_t a = 0; a < issue.levels.size(); ++a)
      for (std::size_t b = 0; b < issue.levels.size(); ++b) {
        if (issue.places[b] != issue.places[a] + 1 || issue.values[a].likely >= issue.values[b].likely) continue;
        Contradiction found;
        found.kind = Contradiction::Kind::kOrder;
        found.issue = i;
        found.better = issue.levels[a];
        found.worse = issue.levels[b];
        found.firm = issue.values[a].high < issue.values[b].low;
        found.words =
            fmt::format("In “{}” you placed “{}” before “{}”, but gave the second the higher bar ({:g} and {:g}).",
                        title_of(case_.issues[i]), case_.issues[i].option_title(found.better),
                        case_.issues[i].option_title(found.worse), issue.values[a].likely, issue.values[b].likely);
        result_.found.push_back(std::move(found));
      }
  }

  void broken(std::size_t p, const std::vector<Rule>& red_lines) {
    const RankedPackage& package = answers_.packages[p];
    const bool wanted = package.place > 0 && answers_.no_deal && package.place < *answers_.no_deal;
    for (const Rule& line : red_lines) {
      if (!wanted || holds(line.condition, case_, package.options)) continue;
      Contradiction found;
      found.kind = Contradiction::Kind::kRedLine;
      found.preferred = p;
      found.red_line = line.title.empty() ? line.id : line.title;
      found.words = fmt::format("You placed package {} before no deal, but it breaks your red line “{}”.", letter(p),
                                found.red_line);
      result_.found.push_back(std::move(found));
    }
  }

  static std::string letter(std::size_t p) { return std::string(1, static_cast<char>('A' + p)); }

  void rankings() {
    std::vector<Span> together;
    for (const Knob& knob : knobs_) together.push_back({knob.low, knob.high});
    bool any = false;
    for (std::size_t a = 0; a < answers_.packages.size(); ++a)
      for (std::size_t b = 0; b < answers_.packages.size(); ++b) {
        const RankedPackage &first = answers_.packages[a], &second = answers_.packages[b];
        if (first.place == 0 || second.place != first.place + 1) continue;
        const Lead lead(issues_, first.options, second.options);
        for (std::size_t k = 0; k < knobs_.size(); ++k) {
          const Span span = settling(knobs_[k], lead, issues_);
          together[k] = {std::max(together[k].low, span.low), std::min(together[k].high, span.high)};
        }
        if (lead.now() >= -kNoise) continue;
        any = true;
        ranking(a, b, lead);
      }
    if (!any) return;
    for (std::size_t k = 0; k < knobs_.size(); ++k)
      if (auto one = change(knobs_[k], together[k], issues_)) result_.for_all.push_back(*one);
    smallest_first(result_.for_all);
    imply();
  }

  void ranking(std::size_t a, std::size_t b, const Lead& lead) {
    Contradiction found;
    found.preferred = a;
    found.other = b;
    found.lead = Rational(std::lround(-lead.now() / span_of(issues_) * 10), 10UL);
    found.lead.canonicalize();
    found.firm = lead.most() < -kNoise;
    for (const Knob& knob : knobs_)
      if (auto one = change(knob, settling(knob, lead, issues_), issues_)) found.changes.push_back(*one);
    smallest_first(found.changes);
    found.changes.push_back({});
    found.words = fmt::format(
        "You ranked package {} before package {}, but by your bars {} is {} points of 100 ahead. In {} you would get "
        "{}.",
        letter(a), letter(b), letter(b), to_text(found.lead), letter(a),
        differences(case_, answers_.packages[a].options, answers_.packages[b].options));
    result_.found.push_back(std::move(found));
  }

  void imply() {
    std::vector<double> scores;
    for (const RankedPackage& p : answers_.packages) scores.push_back(score_of(issues_, p.options));
    for (std::size_t a = 0; a < scores.size(); ++a) {
      std::vector<double> better;
      for (double score : scores)
        if (score > scores[a] + kNoise &&
            std::ranges::none_of(better, [&](double seen) { return std::abs(seen - score) <= kNoise; }))
          better.push_back(score);
      result_.implied.push_back(static_cast<std::uint32_t>(better.size() + 1));
    }
  }

  const Answers& answers_;
  const Case& case_;
  std::vector<StatedIssue> issues_;
  std::vector<Knob> knobs_;
  Contradictions result_;
};

}  // namespace

Contradictions contradictions(const Answers& answers, const Case& c) {
  if (!missing(answers, c).empty()) return {};
  return Finder(answers, c).run();
}

}  // namespace parley::elicitation
