#include <fmt/format.h>

#include <deque>
#include <ranges>

#include "formats/negmas.hpp"
#include "formats/negmas_domain.hpp"
#include "formats/python_scalar.hpp"

namespace parley::formats {
namespace {

using Kind = yaml::Node::Kind;

constexpr std::size_t kMaxAmountCells = 65'536;  // of one table over a whole-number issue
constexpr std::size_t kMaxListed = 8;

Rational rounded(const Rational& value) { return round_to(value, negmas_quantum()); }

// One party's file.
class PartyReader {
 public:
  PartyReader(const Document& document, const std::vector<NegmasIssue>& issues, Provenance from, Import& import)
      : document_(document), issues_(issues), from_(from), import_(import) {}

  void read(const yaml::Node& root) {
    Party& party = import_.party(document_, from_);
    const yaml::Node* ufun = &root;
    if (text_under(root, "type") == "ExpDiscountedUFun") {
      ufun = root.find("ufun");
      if (ufun == nullptr || ufun->kind != Kind::kMap) return wrong(root, "an ExpDiscountedUFun needs a 'ufun'");
      read_discount(root, party);
    }
    const yaml::Node* reserved = root.find("reserved_value");
    read_reserved(reserved != nullptr ? reserved : ufun->find("reserved_value"), party);
    const std::string_view type = text_under(*ufun, "type");
    const bool affine = type == "AffineUtilityFunction";
    if (!affine && type != "LinearAdditiveUtilityFunction")
      return import_.error(
          ErrorCode::kUnsupported, fmt::format("the utility function has the type '{}'", type.substr(0, 60)),
          "LinearAdditiveUtilityFunction, AffineUtilityFunction and ExpDiscountedUFun can be read", where(*ufun));
    read_terms(*ufun, affine, party);
    read_bias(*ufun, party);
  }

 private:
  Where where(const yaml::Node& node) const { return at(document_, node); }

  void wrong(const yaml::Node& node, std::string message) {
    import_.error(ErrorCode::kSchema, std::move(message), "", where(node));
  }

  std::string_view issue_name(IssueIndex i) const {
    const Issue& issue = import_.result.issues[i];
    return issue.title.empty() ? issue.id : issue.title;
  }

  // A finite number as the file's text has it; otherwise an error.
  std::optional<Rational> finite(const yaml::Node& node, std::string_view what) {
    if (node.kind == Kind::kScalar && !node.quoted) {
      if (auto value = parse_number(node.text)) return std::move(*value);
      else if (value.error().code == ErrorCode::kLimit) {
        import_.error(ErrorCode::kLimit, fmt::format("{}: {}", what, value.error().message), "", where(node));
        return std::nullopt;
      }
    }
    import_.error(ErrorCode::kValue, fmt::format("{} is not a finite number", what), "", where(node));
    return std::nullopt;
  }

  std::optional<Rational> finite_under(const yaml::Node& map, std::string_view key, std::string_view what) {
    const yaml::Node* node = map.find(key);
    if (node != nullptr) return finite(*node, fmt::format("{} of {}", key, what));
    wrong(map, fmt::format("{} has no {}", what, key));
    return std::nullopt;
  }

  void read_discount(const yaml::Node& root, Party& party) {
    const auto discount = finite_under(root, "discount", "an ExpDiscountedUFun");
    if (discount && *discount > 0 && *discount <= 1)
      party.discount = number(*discount, from_, where(*root.find("discount")));
  }

  void read_reserved(const yaml::Node* node, Party& party) {
    if (node == nullptr || node->kind == Kind::kNull) return;
    if (node->kind == Kind::kScalar && (node->text == "-.inf" || node->text == "-.Inf" || node->text == "-.INF"))
      return;
    if (const auto value = finite(*node, "reserved_value"))
      party.reservation = number(rounded(*value), from_, where(*node));
  }

  // A constant is a box without bounds: it always pays.
  void read_bias(const yaml::Node& ufun, Party& party) {
    const yaml::Node* node = ufun.find("bias");
    if (node == nullptr) return;
    const auto bias = finite(*node, "bias");
    if (!bias || *bias == 0) return;
    BoxGroup constant;
    constant.weight.value = 1;
    constant.boxes.push_back({{}, false, number(rounded(*bias), from_, where(*node)), where(*node)});
    party.terms.emplace_back(std::move(constant));
  }

  void read_terms(const yaml::Node& ufun, bool affine, Party& party) {
    const yaml::Node* weights = ufun.find("weights");
    const yaml::Node* values = affine ? nullptr : ufun.find("values");
    const auto fits = [&](const yaml::Node* list) {
      return list != nullptr && list->kind == Kind::kList && list->items.size() == issues_.size();
    };
    if (!fits(weights) || (!affine && !fits(values)))
      return wrong(ufun, fmt::format("the utility function needs one weight{} for each of the {} issues",
                                     affine ? "" : " and one entry of values", issues_.size()));
    for (IssueIndex i = 0; i < issues_.size(); ++i) {
      const auto weight = finite(*weights->items[i], "a weight");
      if (!weight) continue;
      if (affine) read_line(*weights->items[i], i, *weight, 0, party);
      else read_value(*values->items[i], i, *weight, party);
    }
  }

  void read_value(const yaml::Node& node, IssueIndex i, const Rational& weight, Party& party) {
    const std::string_view type = text_under(node, "type");
    if (type == "TableFun") {
      const yaml::Node* mapping = node.find("mapping");
      if (mapping == nullptr || mapping->kind != Kind::kMap) return wrong(node, "a TableFun needs a mapping");
      if (issues_[i].amount) return read_amount_table(*mapping, i, weight, party);
      return read_table(*mapping, i, weight, party);
    }
    if (type == "IdentityFun") return read_line(node, i, weight, 0, party);
    if (type == "AffineFun") {
      const auto slope = finite_under(node, "slope", "an AffineFun");
      const auto bias = finite_under(node, "bias", "an AffineFun");
      if (slope && bias) read_line(node, i, weight * *slope, weight * *bias, party);
      return;
    }
    import_.error(ErrorCode::kUnsupported,
                  fmt::format("issue '{}' is valued by the type '{}'", issue_name(i), type.substr(0, 60)),
                  "TableFun, AffineFun and IdentityFun can be read", where(node));
  }

  void missing(const yaml::Node& mapping, IssueIndex i, std::string_view options) {
    import_.error(ErrorCode::kSchema,
                  fmt::format("issue '{}': the mapping has no value for {}", issue_name(i), options),
                  "every option of the issue needs a value", where(mapping));
  }

  // The scores found, one per option; an option without one is an error.
  void finish_table(const yaml::Node& mapping, IssueIndex i, const Rational& weight,
                    const std::vector<const yaml::Node*>& found, Party& party) {
    std::string absent;
    std::size_t count = 0;
    for (OptionIndex k = 0; k < found.size(); ++k)
      if (found[k] == nullptr && ++count <= kMaxListed)
        absent += fmt::format("{}'{}'", absent.empty() ? "" : ", ", import_.result.issues[i].option_id(k));
    if (count > kMaxListed) absent += fmt::format(" and {} more", count - kMaxListed);
    if (count > 0)
      return import_.error(ErrorCode::kSchema,
                           fmt::format("issue '{}': the mapping has no value for {}", issue_name(i), absent),
                           "every option of the issue needs a value", where(mapping));
    TableTerm term = table(i);
    for (const yaml::Node* node : found) {
      const auto score = finite(*node, fmt::format("a value of issue '{}'", issue_name(i)));
      if (!score) return;
      term.values.push_back(number(rounded(weight * *score), from_, where(*node)));
    }
    party.terms.emplace_back(std::move(term));
  }

  static TableTerm table(IssueIndex i) {
    TableTerm term;
    term.issue = i;
    term.weight.value = 1;
    return term;
  }

  void read_table(const yaml::Node& mapping, IssueIndex i, const Rational& weight, Party& party) {
    const auto& options = issues_[i].options;
    std::vector<const yaml::Node*> found(options.size());
    for (const auto& [key, value] : mapping.entries)
      if (const auto option = options.find(python_scalar(*key).key); option != options.end())
        found[option->second] = value;
    finish_table(mapping, i, weight, found, party);
  }

  std::optional<OptionIndex> amount_index(const yaml::Node& key, const Issue& issue) const {
    const auto value = python_scalar(key).number;
    if (!value || value->get_den() != 1 || *value < issue.from || *value > issue.to) return std::nullopt;
    return static_cast<OptionIndex>(Rational(*value - issue.from).get_num().get_ui());
  }

  void read_amount_table(const yaml::Node& mapping, IssueIndex i, const Rational& weight, Party& party) {
    const Issue& issue = import_.result.issues[i];
    if (issue.count() > mapping.entries.size())
      return import_.error(ErrorCode::kSchema,
                           fmt::format("issue '{}': the mapping has {} values for {} amounts", issue_name(i),
                                       mapping.entries.size(), issue.count().get_str()),
                           "every amount of the issue needs a value", where(mapping));
    std::vector<const yaml::Node*> found(issue.count().get_ui());
    for (const auto& [key, value] : mapping.entries)
      if (const auto k = amount_index(*key, issue)) found[*k] = value;
    finish_table(mapping, i, weight, found, party);
  }

  // slope * value + base on an issue of numbers. It stays a line where the rounding changes nothing.
  void read_line(const yaml::Node& node, IssueIndex i, const Rational& slope, const Rational& base, Party& party) {
    const Issue& issue = import_.result.issues[i];
    const std::vector<Rational>& numbers = issues_[i].numbers;
    if (!issues_[i].amount && numbers.empty())
      return import_.error(ErrorCode::kValue, fmt::format("issue '{}' has options that are not numbers", issue_name(i)),
                           "only a TableFun can value them", where(node));
    if (issues_[i].amount && rounded(slope) == slope && rounded(base) == base) {
      LinearTerm line{i, {}, number(base, from_, where(node)), number(slope, from_, where(node))};
      line.weight.value = 1;
      party.terms.emplace_back(std::move(line));
      return;
    }
    const Integer count = issue.count();
    if (count > kMaxAmountCells)
      return import_.error(ErrorCode::kLimit,
                           fmt::format("issue '{}' has {} amounts; at most {} fit a table of rounded values",
                                       issue_name(i), count.get_str(), kMaxAmountCells),
                           "", where(node));
    if (!import_.cells_fit(count.get_ui(), where(node))) return;
    TableTerm term = table(i);
    for (OptionIndex k = 0; k < count; ++k)
      term.values.push_back(
          number(rounded(slope * (issues_[i].amount ? issue.amount(k) : numbers[k]) + base), from_, where(node)));
    party.terms.emplace_back(std::move(term));
  }

  const Document& document_;
  const std::vector<NegmasIssue>& issues_;
  Provenance from_;
  Import& import_;
};

// Never copied: nodes of a tree point at each other. Moving a deque is not noexcept, so a vector would copy.
struct Parsed {
  const Document* document;
  yaml::Tree tree;
};

bool is_domain(const yaml::Node& root) { return root.find("issues") != nullptr; }

// Trees of all files that are well formed; the domain's comes first.
std::deque<Parsed> parse_all(std::span<const Document> documents, Import& import) {
  std::deque<Parsed> files;
  std::size_t domains = 0;
  for (const Document& document : documents) {
    Parsed file{&document, yaml::read_tree(document.text, document.name)};
    import.errors.insert(import.errors.end(), file.tree.errors.begin(), file.tree.errors.end());
    if (file.tree.root == nullptr) continue;
    const yaml::Node& root = *file.tree.root;
    if (root.kind != Kind::kMap || (!is_domain(root) && root.find("type") == nullptr)) {
      import.error(ErrorCode::kSchema, "the file is neither a domain nor a utility function",
                   "it needs 'issues' or a 'type'", at(document, root));
    } else if (is_domain(root) && ++domains > 1) {
      import.error(ErrorCode::kSchema, "a second domain; the folder must hold one", "", at(document, root));
    } else if (is_domain(root)) {
      files.push_front(std::move(file));
    } else {
      files.push_back(std::move(file));
    }
  }
  if (domains == 0 && import.errors.empty())
    import.error(ErrorCode::kSchema, "no file here is a domain: none has 'issues'", "",
                 {documents.empty() ? "" : documents[0].name, 0, 0});
  return files;
}

}  // namespace

const Rational& negmas_quantum() {
  static const Rational quantum(1, 1'000'000'000);
  return quantum;
}

Checked<Case> read_negmas(std::span<const Document> documents, const ImportOptions&) {
  Import import;
  const std::deque<Parsed> files = parse_all(documents, import);
  if (files.empty() || !is_domain(*files[0].tree.root)) return std::unexpected(std::move(import.errors));
  const Document& domain = *files[0].document;
  const yaml::Node& root = *files[0].tree.root;
  if (const auto type = text_under(root, "type"); !type.empty() && type != "DiscreteCartesianOutcomeSpace")
    import.error(ErrorCode::kUnsupported, fmt::format("the domain has the type '{}'", type.substr(0, 60)),
                 "DiscreteCartesianOutcomeSpace can be read", at(domain, root));
  const std::string_view name = text_under(root, "name");
  import.name_case(domain, usable_name(name) ? name : std::string_view());
  import.result.quantum = negmas_quantum();
  const auto issues = read_negmas_issues(domain, root, import.source(domain, kNegmasFormat), import);
  // Parties are read against whole issues only: an issue that was refused would blame every party for it.
  if (import.errors.empty())
    for (const Parsed& file : files | std::views::drop(1))
      PartyReader(*file.document, issues, import.source(*file.document, kNegmasFormat), import).read(*file.tree.root);
  return import.finish(domain.name);
}

}  // namespace parley::formats
