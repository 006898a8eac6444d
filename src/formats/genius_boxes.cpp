#include <fmt/format.h>

#include <algorithm>

#include "formats/genius_profile.hpp"

namespace parley::formats {
namespace {

class BoxReader {
 public:
  explicit BoxReader(const ProfileInput& in) : in_(in) {}

  // `divisor` divides the weight: maxutility at the outermost function in the genius reading, otherwise 1.
  std::optional<BoxGroup> group(pugi::xml_node ufun, const Rational& divisor, int depth) {
    if (depth > kMaxElementDepth)
      return wrong(ErrorCode::kLimit, fmt::format("<ufun> is nested deeper than {} levels", kMaxElementDepth), ufun);
    const auto fold = fold_of(ufun);
    const auto weight = has(ufun, "weight") ? in_.file.number(ufun, "weight") : Rational(1);
    if (!fold || !weight) return std::nullopt;
    BoxGroup result;
    result.fold = *fold;
    result.weight = in_.number(*weight / divisor, ufun);
    for (const pugi::xml_node child : ufun.children()) {
      const std::string_view name = child.name();
      if (name == "hyperRectangle") {
        if (auto found = box(child)) result.boxes.push_back(std::move(*found));
      } else if (name == "ufun") {
        if (auto nested = group(child, 1, depth + 1)) result.groups.push_back(std::move(*nested));
      }
    }
    return result;
  }

 private:
  std::nullopt_t wrong(ErrorCode code, std::string message, pugi::xml_node at, std::string hint = {}) {
    in_.file.error(code, std::move(message), at, std::move(hint));
    return std::nullopt;
  }

  std::optional<BoxGroup::Fold> fold_of(pugi::xml_node ufun) {
    const std::string_view text = attribute(ufun, "aggregation");
    if (text.empty() || text == "sum") return BoxGroup::Fold::kSum;
    if (text == "min") return BoxGroup::Fold::kLeast;
    if (text == "max") return BoxGroup::Fold::kLargest;
    return wrong(ErrorCode::kUnsupported, fmt::format("<ufun> has the aggregation '{}'", text.substr(0, 60)), ufun,
                 "sum, min and max can be read");
  }

  std::optional<Box> box(pugi::xml_node node) {
    const auto value = in_.file.needed_number(node, "utility");
    if (!value) return std::nullopt;
    const bool includes = !node.child("INCLUDES").empty();
    if (includes && !node.child("EXCLUDES").empty())
      return wrong(ErrorCode::kUnsupported, "<hyperRectangle> has INCLUDES and EXCLUDES; one kind can be read", node);
    Box result;
    result.outside = !includes && !node.child("EXCLUDES").empty();
    result.value = in_.number(*value, node);
    result.where = result.value.where;
    bool possible = true;
    for (const pugi::xml_node bound : node.children()) {
      if (std::string_view(bound.name()) != "INCLUDES" && std::string_view(bound.name()) != "EXCLUDES") continue;
      const auto limits = bound_of(bound);
      if (!limits) return std::nullopt;
      possible = narrow(result.bounds, *limits) && possible;
    }
    // Bounds that no package meets: the rectangle never pays, or with EXCLUDES always.
    if (!possible) {
      result.bounds.clear();
      if (!result.outside) result.value.value = 0;
      result.outside = false;
    }
    return result;
  }

  // Low above high when no option lies between min and max.
  struct Limits {
    IssueIndex issue;
    Integer low, high;
  };

  std::optional<Limits> bound_of(pugi::xml_node node) {
    const auto index = in_.file.needed_whole(node, "index");
    const auto low = in_.file.needed_number(node, "min"), high = in_.file.needed_number(node, "max");
    if (!index || !low || !high) return std::nullopt;
    const auto found = in_.domain.by_index.find(index->get_num());
    if (found == in_.domain.by_index.end())
      return wrong(ErrorCode::kName,
                   fmt::format("<{}> has the index {}, which no issue of the domain has", node.name(), to_text(*index)),
                   node);
    const Issue& issue = in_.import.result.issues[found->second];
    if (issue.kind != IssueKind::kAmount)
      return wrong(ErrorCode::kUnsupported,
                   fmt::format("<{}> bounds the issue '{}', which has no numbers", node.name(),
                               in_.domain.issues[found->second].name),
                   node);
    Limits limits{found->second, 0, 0};
    const Rational from = (*low - issue.from) / issue.step, to = (*high - issue.from) / issue.step;
    mpz_cdiv_q(limits.low.get_mpz_t(), from.get_num_mpz_t(), from.get_den_mpz_t());
    mpz_fdiv_q(limits.high.get_mpz_t(), to.get_num_mpz_t(), to.get_den_mpz_t());
    limits.low = std::max<Integer>(limits.low, 0);
    limits.high = std::min<Integer>(limits.high, issue.count() - 1);
    return limits;
  }

  // Adds a bound, meeting one that the issue has already. False when nothing is left.
  static bool narrow(std::vector<Box::Bound>& bounds, const Limits& limits) {
    if (limits.low > limits.high) return false;
    const Box::Bound fresh{limits.issue, static_cast<OptionIndex>(limits.low.get_ui()),
                           static_cast<OptionIndex>(limits.high.get_ui())};
    const auto known = std::ranges::find(bounds, limits.issue, &Box::Bound::issue);
    if (known == bounds.end()) {
      bounds.push_back(fresh);
      return true;
    }
    known->low = std::max(known->low, fresh.low);
    known->high = std::min(known->high, fresh.high);
    return known->low <= known->high;
  }

  const ProfileInput& in_;
};

}  // namespace

std::optional<Rational> read_genius_boxes(const ProfileInput& in, pugi::xml_node utility, Party& party) {
  auto largest = in.file.needed_number(utility, "maxutility");
  if (!largest) return std::nullopt;
  if (*largest <= 0) {
    in.file.error(ErrorCode::kValue, "<utility>: maxutility is not above 0", utility);
    return std::nullopt;
  }
  for (const pugi::xml_node ufun : utility.children("ufun"))
    if (auto group = BoxReader(in).group(ufun, in.reading == Reading::kRaw ? Rational(1) : *largest, 0))
      party.terms.emplace_back(std::move(*group));
  if (utility.child("ufun").empty()) in.file.error(ErrorCode::kSchema, "<utility> has no <ufun>", utility);
  return largest;
}

}  // namespace parley::formats
