#include <fmt/format.h>

#include <algorithm>

#include "formats/genius_profile.hpp"

namespace parley::formats {
namespace {

constexpr std::size_t kMaxAmountCells = 65'536;  // of one table over amounts
constexpr std::size_t kMaxListed = 8;
const Rational kNoEvaluation(1, 100'000);  // GENIUS takes an issue whose largest evaluation is below it for worthless

Rational held(const Rational& value) { return std::clamp<Rational>(value, 0, 1); }

// The evaluation of one issue by one party, before its weight.
class Evaluation {
 public:
  Evaluation(const ProfileInput& in, IssueIndex i, pugi::xml_node node, Number weight)
      : in_(in),
        i_(i),
        node_(node),
        weight_(std::move(weight)),
        issue_(in.import.result.issues[i]),
        foreign_(in.domain.issues[i]) {}

  std::optional<ScoreTerm> read() {
    if (genius_kind(node_) != foreign_.kind)
      return wrong(ErrorCode::kSchema, fmt::format("issue '{}' is of another type than in the domain", foreign_.name),
                   node_);
    if (foreign_.kind == GeniusKind::kDiscrete) return discrete();
    const auto [lower, upper] = genius_bounds(in_.file, node_);
    if ((lower && *lower != foreign_.lower) || (upper && *upper != foreign_.upper))
      return wrong(ErrorCode::kSchema, fmt::format("issue '{}' has other bounds than in the domain", foreign_.name),
                   node_);
    const pugi::xml_node evaluator = node_.child("evaluator");
    if (evaluator.empty())
      return wrong(ErrorCode::kSchema, fmt::format("issue '{}' has no <evaluator>", foreign_.name), node_);
    const std::string_view type = attribute(evaluator, "ftype");
    if (type == "linear") return linear(evaluator);
    if (foreign_.kind == GeniusKind::kReal && type == "triangular") return triangular(evaluator);
    if (foreign_.kind == GeniusKind::kReal && type == "constant") return constant(evaluator);
    return wrong(ErrorCode::kUnsupported,
                 fmt::format("issue '{}': <evaluator> has the ftype '{}'", foreign_.name, type.substr(0, 60)),
                 evaluator, "linear can be read, for real issues also triangular and constant");
  }

 private:
  std::nullopt_t wrong(ErrorCode code, std::string message, pugi::xml_node at, std::string hint = {}) {
    in_.file.error(code, std::move(message), at, std::move(hint));
    return std::nullopt;
  }

  // The <item> of each option, in the order of the domain; empty with errors when one is missing, unknown or repeated.
  std::vector<pugi::xml_node> items() {
    std::vector<pugi::xml_node> found(issue_.options.size()), unknown;
    bool good = true;
    for (const pugi::xml_node item : node_.children("item")) {
      const auto option = foreign_.options.find(attribute(item, "value"));
      if (option == foreign_.options.end()) {
        unknown.push_back(item);
      } else if (!found[option->second].empty()) {
        wrong(ErrorCode::kName, fmt::format("issue '{}': option '{}' stands there twice", foreign_.name, option->first),
              item);
        good = false;
      } else {
        found[option->second] = item;
      }
    }
    good = complete(found) && good && unknown.empty();
    for (std::size_t k = 0; k < std::min(unknown.size(), kMaxListed); ++k)
      wrong(ErrorCode::kName,
            fmt::format("issue '{}' has no option '{}' in the domain", foreign_.name,
                        attribute(unknown[k], "value").substr(0, 100)),
            unknown[k]);
    return good ? found : std::vector<pugi::xml_node>();
  }

  bool complete(const std::vector<pugi::xml_node>& found) {
    std::size_t missing = 0;
    for (std::size_t k = 0; k < found.size(); ++k) {
      if (!found[k].empty() && has(found[k], "evaluation")) continue;
      if (++missing > kMaxListed) break;
      wrong(ErrorCode::kSchema,
            fmt::format("issue '{}': option '{}' has no evaluation", foreign_.name, issue_.options[k].id),
            found[k].empty() ? node_ : found[k]);
    }
    return missing == 0;
  }

  std::optional<ScoreTerm> discrete() {
    TableTerm term{i_, weight_, {}};
    const std::vector<pugi::xml_node> found = items();
    for (const pugi::xml_node item : found)
      if (auto value = in_.file.number(item, "evaluation")) term.values.push_back(in_.number(std::move(*value), item));
    if (found.empty() || term.values.size() != found.size()) return std::nullopt;
    if (in_.reading == Reading::kRaw) return term;
    const Rational largest = std::ranges::max_element(term.values, {}, &Number::value)->value;
    for (Number& number : term.values)
      number.value = largest < kNoEvaluation ? Rational(0) : Rational(number.value / largest);
    return term;
  }

  std::optional<Rational> parameter(pugi::xml_node evaluator, const char* name, const char* other) {
    return in_.file.needed_number(evaluator, has(evaluator, other) ? other : name);
  }

  std::optional<ScoreTerm> linear(pugi::xml_node evaluator) {
    const bool whole = foreign_.kind == GeniusKind::kInteger;
    const auto slope =
        whole ? parameter(evaluator, "slope", "parameter1") : parameter(evaluator, "parameter1", "slope");
    const auto offset =
        whole ? parameter(evaluator, "offset", "parameter0") : parameter(evaluator, "parameter0", "offset");
    if (!slope || !offset) return std::nullopt;
    const bool raw = in_.reading == Reading::kRaw;
    const Rational base = whole && !raw ? Rational(*offset - *slope * foreign_.lower) : *offset;
    const auto at = [&](const Rational& v) { return Rational(base + *slope * v); };
    const auto inside = [](const Rational& e) { return e >= 0 && e <= 1; };
    if (raw || (inside(at(issue_.from)) && inside(at(issue_.to))))
      return LinearTerm{i_, weight_, in_.number(base, evaluator), in_.number(*slope, evaluator)};
    return table(evaluator, [&](const Rational& v) { return held(at(v)); });
  }

  // 0 outside (parameter0, parameter1), rising to 1 at parameter2 and falling from there.
  std::optional<ScoreTerm> triangular(pugi::xml_node evaluator) {
    const auto low = parameter(evaluator, "parameter0", "start"), high = parameter(evaluator, "parameter1", "end"),
               top = parameter(evaluator, "parameter2", "middle");
    if (!low || !high || !top) return std::nullopt;
    if (*low > *top || *top > *high)
      return wrong(ErrorCode::kValue,
                   fmt::format("issue '{}': a triangle needs parameter0 <= parameter2 <= parameter1", foreign_.name),
                   evaluator);
    return table(evaluator, [&](const Rational& v) {
      if (v < *low || v >= *high) return Rational(0);
      return v < *top ? Rational((v - *low) / (*top - *low)) : Rational(1 - (v - *top) / (*high - *top));
    });
  }

  std::optional<ScoreTerm> constant(pugi::xml_node evaluator) {
    const auto value = parameter(evaluator, "parameter0", "offset");
    if (!value) return std::nullopt;
    return LinearTerm{i_, weight_, in_.number(*value, evaluator), in_.number(0, evaluator)};
  }

  template <class Function>
  std::optional<ScoreTerm> table(pugi::xml_node evaluator, const Function& value) {
    const Integer count = issue_.count();
    if (count > kMaxAmountCells)
      return wrong(ErrorCode::kLimit,
                   fmt::format("issue '{}' has {} amounts; at most {} fit a table", foreign_.name, count.get_str(),
                               kMaxAmountCells),
                   evaluator);
    if (!in_.import.cells_fit(count.get_ui(), in_.file.at(evaluator))) return std::nullopt;
    TableTerm term{i_, weight_, {}};
    for (OptionIndex k = 0; k < count; ++k) term.values.push_back(in_.number(value(issue_.amount(k)), evaluator));
    return term;
  }

  const ProfileInput& in_;
  IssueIndex i_;
  pugi::xml_node node_;
  Number weight_;
  const Issue& issue_;
  const GeniusIssue& foreign_;
};

// Elements by the issue that their index names; a wrong or repeated index is an error.
std::vector<pugi::xml_node> by_issue(const ProfileInput& in, const std::vector<pugi::xml_node>& elements) {
  std::vector<pugi::xml_node> found(in.domain.issues.size());
  for (const pugi::xml_node node : elements) {
    const auto index = in.file.needed_whole(node, "index");
    if (!index) continue;
    const auto issue = in.domain.by_index.find(index->get_num());
    if (issue == in.domain.by_index.end())
      in.file.error(
          ErrorCode::kName,
          fmt::format("<{}> has the index {}, which no issue of the domain has", node.name(), to_text(*index)), node);
    else if (!found[issue->second].empty())
      in.file.error(ErrorCode::kName, fmt::format("<{}>: index {} stands there twice", node.name(), to_text(*index)),
                    node);
    else found[issue->second] = node;
  }
  return found;
}

Rational largest_value(const ProfileInput& in, const ScoreTerm& term) {
  if (const auto* table = std::get_if<TableTerm>(&term)) {
    Rational best = table->values.front().value * table->weight.value;
    for (const Number& number : table->values) best = std::max<Rational>(best, number.value * table->weight.value);
    return best;
  }
  const auto& line = std::get<LinearTerm>(term);
  const Issue& issue = in.import.result.issues[line.issue];
  const auto at = [&](const Rational& v) {
    return Rational(line.weight.value * (line.base.value + line.per_unit.value * v));
  };
  return std::max<Rational>(at(issue.from), at(issue.to));
}

}  // namespace

Rational read_genius_terms(const ProfileInput& in, const GeniusElements& elements, Party& party) {
  const auto issues = by_issue(in, elements.issues), weights = by_issue(in, elements.weights);
  Rational largest = 0;
  for (IssueIndex i = 0; i < in.domain.issues.size(); ++i) {
    const std::string& name = in.domain.issues[i].name;
    if (weights[i].empty()) in.file.error(ErrorCode::kSchema, fmt::format("issue '{}' has no <weight>", name));
    const auto weight = weights[i].empty() ? std::nullopt : in.file.needed_number(weights[i], "value");
    if (issues[i].empty()) {
      in.file.error(ErrorCode::kSchema, fmt::format("issue '{}' has no <issue> with evaluations here", name));
      continue;
    }
    auto term =
        Evaluation(in, i, issues[i], in.number(weight.value_or(0), weights[i].empty() ? issues[i] : weights[i])).read();
    // The index is what binds; another name under it means that the files do not belong together.
    if (const auto here = attribute(issues[i], "name"); here != name)
      in.file.error(ErrorCode::kName,
                    fmt::format("<issue>: '{}' is called '{}' in the domain", here.substr(0, 100), name), issues[i]);
    if (!term || !weight) continue;
    largest += largest_value(in, *term);
    party.terms.push_back(std::move(*term));
  }
  return largest;
}

}  // namespace parley::formats
