#include "formats/genius_domain.hpp"

#include <fmt/format.h>

namespace parley::formats {
namespace {

constexpr int kDefaultSteps =
    100;  // of a real issue without --grid: fine enough to see, small enough for exact answers

void collect(XmlFile& file, pugi::xml_node parent, int depth, GeniusElements& found) {
  if (depth > kMaxElementDepth)
    return file.error(ErrorCode::kLimit, fmt::format("objectives are nested deeper than {} levels", kMaxElementDepth),
                      parent);
  for (const pugi::xml_node child : parent.children()) {
    const std::string_view name = child.name();
    if (name == "objective") collect(file, child, depth + 1, found);
    else if (name == "issue") found.issues.push_back(child);
    else if (name == "weight") found.weights.push_back(child);
    else if (name == "utility") found.utilities.push_back(child);
    else if (name == "discount_factor") found.discounts.push_back(child);
    else if (name == "reservation") found.reservations.push_back(child);
  }
}

class DomainReader {
 public:
  DomainReader(XmlFile& file, const ImportOptions& options, Provenance from, Import& import)
      : file_(file), options_(options), from_(from), import_(import) {}

  void read(pugi::xml_node node) {
    GeniusIssue issue;
    issue.name = attribute(node, "name");
    issue.kind = genius_kind(node);
    Issue target;
    target.provenance = from_;
    target.where = file_.at(node);
    const auto index = file_.needed_whole(node, "index");
    bool good = index.has_value();
    switch (issue.kind) {
      case GeniusKind::kDiscrete: good = read_items(node, issue, target) && good; break;
      case GeniusKind::kInteger:
      case GeniusKind::kReal: good = read_range(node, issue, target) && good; break;
      case GeniusKind::kUnknown:
        good = false;
        file_.error(ErrorCode::kUnsupported,
                    fmt::format("issue '{}' is neither discrete nor integer nor real", issue.name), node);
    }
    if (!good) return;
    if (domain_.by_index.contains(index->get_num()))
      return file_.error(ErrorCode::kName,
                         fmt::format("<issue>: index {} stands there twice", index->get_num().get_str()), node);
    if (!import_.issue(std::move(target), issue.name)) return;
    domain_.by_index.emplace(index->get_num(), static_cast<IssueIndex>(domain_.issues.size()));
    domain_.issues.push_back(std::move(issue));
  }

  GeniusDomain take() { return std::move(domain_); }

 private:
  bool read_items(pugi::xml_node node, GeniusIssue& issue, Issue& target) {
    bool good = true;
    for (const pugi::xml_node item : node.children("item")) {
      const std::string_view value = attribute(item, "value");
      if (!usable_name(value)) {
        file_.error(
            ErrorCode::kValue,
            fmt::format("issue '{}': the value of an <item> is missing, longer than 400 bytes or not one line of text",
                        issue.name),
            item);
        good = false;
      } else if (!issue.options.try_emplace(value, static_cast<OptionIndex>(target.options.size())).second) {
        file_.error(ErrorCode::kName, fmt::format("issue '{}': option '{}' stands there twice", issue.name, value),
                    item);
        good = false;
      } else {
        target.options.push_back({std::string(value), ""});
      }
    }
    if (good && target.options.empty()) {
      file_.error(ErrorCode::kSchema, fmt::format("issue '{}' has no <item>", issue.name), node);
      good = false;
    }
    return good && import_.options_fit(Integer(static_cast<unsigned long>(target.options.size())), target.where);
  }

  bool read_range(pugi::xml_node node, GeniusIssue& issue, Issue& target) {
    const auto [lower, upper] = genius_bounds(file_, node);
    const bool whole = issue.kind == GeniusKind::kInteger;
    if (!lower || !upper || *lower > *upper || (whole && (lower->get_den() != 1 || upper->get_den() != 1))) {
      file_.error(ErrorCode::kSchema,
                  fmt::format("issue '{}' needs a lowerbound and an upperbound{}, the lower one first", issue.name,
                              whole ? " in whole numbers" : ""),
                  node);
      return false;
    }
    issue.lower = *lower;
    issue.upper = *upper;
    target.kind = IssueKind::kAmount;
    target.from = *lower;
    target.to = *upper;
    if (!whole && *lower < *upper) lay_grid(issue, target);
    return import_.options_fit(target.count(), target.where);
  }

  // The grid begins at the lower bound; where the step does not divide the interval, it ends before the upper one.
  void lay_grid(const GeniusIssue& issue, Issue& target) {
    target.step = options_.grid.value_or(Rational((issue.upper - issue.lower) / kDefaultSteps));
    Integer steps;
    const Rational exact = (issue.upper - issue.lower) / target.step;
    mpz_fdiv_q(steps.get_mpz_t(), exact.get_num_mpz_t(), exact.get_den_mpz_t());
    target.to = target.from + target.step * steps;
    if (steps == 0) target.step = 1;
    import_.result.about +=
        fmt::format("{}Issue '{}' is any number from {} to {}; it was read as {} amounts from {} to {}, {} apart.",
                    import_.result.about.empty() ? "" : " ", issue.name, to_text(issue.lower), to_text(issue.upper),
                    Integer(steps + 1).get_str(), to_text(target.from), to_text(target.to), to_text(target.step));
  }

  XmlFile& file_;
  const ImportOptions& options_;
  Provenance from_;
  Import& import_;
  GeniusDomain domain_;
};

}  // namespace

GeniusKind genius_kind(pugi::xml_node issue) {
  for (const char* name : {"etype", "vtype", "type"}) {
    if (!has(issue, name)) continue;
    const std::string_view type = attribute(issue, name);
    if (type == "discrete") return GeniusKind::kDiscrete;
    if (type == "integer") return GeniusKind::kInteger;
    if (type == "real") return GeniusKind::kReal;
    return GeniusKind::kUnknown;
  }
  return issue.child("item").empty() ? GeniusKind::kUnknown : GeniusKind::kDiscrete;
}

GeniusElements genius_elements(XmlFile& file, pugi::xml_node utility_space) {
  GeniusElements found;
  collect(file, utility_space, 0, found);
  return found;
}

GeniusBounds genius_bounds(XmlFile& file, pugi::xml_node issue) {
  const pugi::xml_node range = issue.child("range");
  const auto bound = [&](const char* name) { return file.number(has(issue, name) ? issue : range, name); };
  return {bound("lowerbound"), bound("upperbound")};
}

GeniusDomain read_genius_domain(XmlFile& file, const ImportOptions& options, Provenance from, Import& import) {
  const pugi::xml_node space = file.root().child("utility_space");
  const GeniusElements elements = genius_elements(file, space);
  if (elements.issues.empty()) file.error(ErrorCode::kSchema, "<negotiation_template> declares no issue", file.root());
  DomainReader reader(file, options, from, import);
  for (const pugi::xml_node issue : elements.issues) reader.read(issue);
  return reader.take();
}

}  // namespace parley::formats
