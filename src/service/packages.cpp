#include "service/packages.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "case/names.hpp"
#include "service/json.hpp"

namespace parley::service {
namespace {

constexpr const char* kHint =
    "write nash, kalai-smorodinsky, egalitarian, utilitarian, reference, point:1 or issue=option,issue=option,...";
constexpr std::string_view kPoint = "point:";

bool is_settlement(std::string_view text) {
  return std::ranges::any_of(agreement::settlement_catalogue(), [&](const auto& m) { return m.info.id == text; });
}

Result<Package> found_by(const Analysis& a, const std::string& text) {
  const auto& points = a.frontier.set.points;
  if (text.starts_with(kPoint)) {
    const auto number = parse_number(text.substr(kPoint.size()));
    const bool whole =
        number && number->get_den() == 1 && *number >= 1 && *number <= static_cast<unsigned long>(points.size());
    if (!whole)
      return std::unexpected(Error{ErrorCode::kValue,
                                   fmt::format("'{}' is no point of the frontier", text),
                                   fmt::format("it has point:1 to point:{}", points.size()),
                                   {}});
    return points[number->get_num().get_ui() - 1].package;
  }
  for (const SettlementResult& result : a.settlements)
    if (result.method->info.id == text && !result.settlement.points.empty())
      return points[result.settlement.points.front()].package;
  return std::unexpected(Error{
      ErrorCode::kUnsupported, fmt::format("this case has no settlement '{}'", text), "'parley analyze' says why", {}});
}

class Collector {
 public:
  explicit Collector(const Case& subject)
      : subject_(subject), names_(subject), package_(subject.issues.size(), 0), seen_(subject.issues.size(), false) {}

  Result<void> add(std::string_view issue_id, std::string_view option_id) {
    const auto issue = names_.issue(issue_id);
    if (!issue) return std::unexpected(names_.no_such_issue(issue_id));
    if (seen_[*issue])
      return std::unexpected(Error{ErrorCode::kValue, fmt::format("issue '{}' is named twice", issue_id), "", {}});
    const auto option = names_.option(*issue, option_id);
    if (!option) return std::unexpected(names_.no_such_option(*issue, option_id));
    seen_[*issue] = true;
    package_[*issue] = *option;
    return {};
  }

  Result<Package> finish() const {
    std::string missing;
    for (std::size_t i = 0; i < seen_.size(); ++i)
      if (!seen_[i] && subject_.issues[i].kind != IssueKind::kDivisible)
        missing += (missing.empty() ? "" : ", ") + subject_.issues[i].id;
    if (!missing.empty())
      return std::unexpected(Error{ErrorCode::kValue,
                                   "the package says nothing about: " + missing,
                                   "a package has one option for every issue",
                                   {}});
    return package_;
  }

 private:
  const Case& subject_;
  Names names_;
  Package package_;
  std::vector<bool> seen_;
};

Result<Package> from_json(const Case& subject, const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  const Error bad{ErrorCode::kSyntax, "the package is not a JSON object of options", kHint, {}};
  if (!json.is_object()) return std::unexpected(bad);
  Collector collector(subject);
  for (const auto& [issue, option] : json.items()) {
    if (!option.is_string() && !option.is_number()) return std::unexpected(bad);
    const auto added = collector.add(issue, option.is_string() ? option.get<std::string>() : option.dump());
    if (!added) return std::unexpected(added.error());
  }
  return collector.finish();
}

Result<Package> from_list(const Case& subject, std::string_view text) {
  Collector collector(subject);
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    const auto at = pair.find('=');
    if (at == std::string_view::npos)
      return std::unexpected(Error{ErrorCode::kSyntax, fmt::format("'{}' names no package", pair), kHint, {}});
    const auto added = collector.add(pair.substr(0, at), pair.substr(at + 1));
    if (!added) return std::unexpected(added.error());
  }
  return collector.finish();
}

}  // namespace

bool needs_analysis(const std::string& text) { return is_settlement(text) || text.starts_with(kPoint); }

Result<Analysis> analysis_for(const Case& subject, std::span<const std::string> packages, Work& work) {
  AnalyzeOptions settlements_only;
  settlements_only.counts = false;
  auto analysis =
      std::ranges::any_of(packages, needs_analysis) ? analyze(subject, settlements_only, work) : prepare(subject);
  if (analysis && analysis->divisible)
    return std::unexpected(Error{ErrorCode::kUnsupported,
                                 "a package of divided issues cannot be named yet",
                                 "the analysis takes the settlements apart; a grid makes amounts of divisible issues",
                                 {subject.file.empty() ? subject.id : subject.file}});
  return analysis;
}

Result<Package> parse_package(const Case& subject, const std::string& text, const Analysis* analysis) {
  if (needs_analysis(text)) return found_by(*analysis, text);
  if (text == "reference") {
    if (subject.reference) return *subject.reference;
    return std::unexpected(Error{ErrorCode::kUnsupported,
                                 "this case names no reference package",
                                 "add 'reference: {issue: option, ...}' to the case file",
                                 {}});
  }
  if (text.starts_with('{')) return from_json(subject, text);
  return from_list(subject, text);
}

}  // namespace parley::service
