#include "formats/negmas_losses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "case/names.hpp"
#include "formats/documents.hpp"
#include "formats/import.hpp"
#include "formats/negmas.hpp"

namespace parley::formats {
namespace {

bool usable_as_file(const std::string& name) {
  return usable_name(name) && name.size() <= 200 && name.find_first_of("/\\") == std::string::npos && name[0] != '.' &&
         name[0] != '_' && stem_of(name + ".yml") == name;
}

class Losses {
 public:
  Losses(const Case& c, const NegmasNames& names) : case_(c), names_(names) {}

  Errors take() {
    whole_case();
    for (IssueIndex i = 0; i < case_.issues.size(); ++i) issue(case_.issues[i], names_.issues[i]);
    for (PartyIndex i = 0; i < case_.parties.size(); ++i) party(case_.parties[i], names_.parties[i]);
    return std::move(errors_);
  }

 private:
  void lost(std::string what, Where where = {}) {
    if (where.file.empty()) where.file = case_.file;
    errors_.push_back({ErrorCode::kUnsupported, std::move(what) + " would be lost", "", std::move(where)});
  }

  void whole_case() {
    if (!case_.about.empty()) lost("what the case says about itself");
    if (!case_.rules.empty())
      lost(fmt::format("{} {}", case_.rules.size(), case_.rules.size() == 1 ? "rule" : "rules"), case_.rules[0].where);
    if (case_.decision) lost("the decision rule");
    if (case_.reference) lost("the reference package");
    if (!case_.reading.empty()) lost(fmt::format("the reading '{}'", case_.reading));
    if (std::ranges::any_of(case_.sources, [&](const Source& source) { return !is_file(source); }))
      lost("the list of sources");
    if (!std::ranges::is_sorted(names_.parties))
      lost("the order of the parties, which are read in the order of their files' names,");
  }

  static bool is_file(const Source& source, const std::string& stem) {
    return source.url.empty() && (source.title == source_title(stem + ".yml", kNegmasFormat) ||
                                  source.title == source_title(stem + ".yaml", kNegmasFormat));
  }

  bool is_file(const Source& source) const {
    return is_file(source, names_.domain) ||
           std::ranges::any_of(names_.parties, [&](const std::string& stem) { return is_file(source, stem); });
  }

  // True when the source is the entry that reading the written file would make anew.
  bool from_file(const Provenance& from, const std::string& stem) const {
    return !from.assumed && from.source && is_file(case_.sources.at(*from.source), stem);
  }

  void issue(const Issue& issue, const std::string& name) {
    const auto where = issue.where;
    if (!issue.title.empty() && issue.title != name) lost(fmt::format("the title of issue '{}'", issue.id), where);
    if (!issue.unit.empty()) lost(fmt::format("the unit of issue '{}'", issue.id), where);
    if (issue.kind == IssueKind::kAmount && !is_contiguous(issue))
      lost(fmt::format("that issue '{}' is an amount, which would become plain options,", issue.id), where);
    if (std::ranges::any_of(issue.options,
                            [](const Option& option) { return !option.title.empty() && option.title != option.id; }))
      lost(fmt::format("the titles of the options of issue '{}'", issue.id), where);
    if ((issue.provenance.assumed || issue.provenance.source) && !from_file(issue.provenance, names_.domain))
      lost(fmt::format("the source of issue '{}'", issue.id), where);
  }

  void party(const Party& party, const std::string& stem) {
    const std::string of = fmt::format("of party '{}'", party.id);
    if (!party.scored()) lost(fmt::format("party '{}', which has no scores,", party.id), party.where);
    if (party.role != Role::kPrincipal) lost("the role " + of, party.where);
    if (!party.delegates.empty()) lost("the delegates " + of, party.where);
    if (!party.name.empty() && party.name != stem) lost("the name " + of, party.where);
    if (!party.red_lines.empty()) lost("the red lines " + of, party.red_lines[0].where);
    if (party.cap) lost("the cap " + of, party.cap->where);
    if (party.discount && (party.discount->value <= 0 || party.discount->value > 1))
      lost("the discount " + of, party.discount->where);
    ranged_ = rounded_ = unsourced_ = false;
    stem_ = &stem;
    if (party.reservation) number(*party.reservation, 1);
    if (party.discount) number(*party.discount, is_decimal(party.discount->value) ? 0 : 1);
    for (const ScoreTerm& term : party.terms) std::visit([&](const auto& t) { this->term(t, party); }, term);
    if (ranged_) lost("the ranges of numbers " + of, party.where);
    if (rounded_) lost("what lies beyond nine decimal places in numbers " + of, party.where);
    if (unsourced_) lost("the sources of numbers " + of, party.where);
  }

  // `factor`: what the number is multiplied by in the file; 0 for one that is not rounded.
  void number(const Number& n, const Rational& factor) {
    const Rational written = n.value * factor;
    ranged_ = ranged_ || n.ranged();
    rounded_ = rounded_ || round_to(written, negmas_quantum()) != written;
    const bool cited = n.from.assumed || n.from.source;
    unsourced_ = unsourced_ || (cited && !from_file(n.from, *stem_));
  }

  void term(const TableTerm& t, const Party&) {
    number(t.weight, 0);
    for (const Number& value : t.values) number(value, t.weight.value);
  }

  void term(const LinearTerm& t, const Party&) {
    number(t.weight, 0);
    number(t.base, t.weight.value);
    number(t.per_unit, t.weight.value);
  }

  void term(const GroupTerm&, const Party& party) {
    lost(fmt::format("a score of party '{}' over several issues", party.id), party.where);
  }

  void term(const BoxGroup& t, const Party& party) {
    const auto constant = constant_of(t);
    if (!constant) return lost(fmt::format("the boxes of party '{}'", party.id), party.where);
    number(t.weight, 0);
    for (const Box& box : t.boxes) number(box.value, t.weight.value);
  }

  void term(const ShareTerm&, const Party&) {}  // its issue is refused

  const Case& case_;
  const NegmasNames& names_;
  Errors errors_;
  const std::string* stem_ = nullptr;
  bool ranged_ = false, rounded_ = false, unsourced_ = false;
};

}  // namespace

NegmasNames negmas_names(const Case& c) {
  NegmasNames names;
  std::unordered_set<std::string> made;
  for (const Party& party : c.parties)
    names.parties.push_back(usable_as_file(party.id) ? party.id : make_id(party.id, made));
  for (const Issue& issue : c.issues) names.issues.push_back(issue.id);
  names.domain = stem_of(c.file);
  if (!usable_as_file(names.domain)) names.domain = c.id;
  while (std::ranges::find(names.parties, names.domain) != names.parties.end()) names.domain += "-domain";
  return names;
}

std::optional<Rational> constant_of(const BoxGroup& group) {
  if (group.fold != BoxGroup::Fold::kSum || !group.groups.empty()) return std::nullopt;
  Rational sum = 0;
  for (const Box& box : group.boxes) {
    if (!box.bounds.empty()) return std::nullopt;
    if (!box.outside) sum += box.value.value;
  }
  return Rational(sum * group.weight.value);
}

bool is_decimal(const Rational& value) { return to_text(value).find('/') == std::string::npos; }

bool is_contiguous(const Issue& issue) {
  return issue.kind == IssueKind::kAmount && issue.step == 1 && issue.from.get_den() == 1;
}

Errors negmas_losses(const Case& c, const NegmasNames& names) { return Losses(c, names).take(); }

}  // namespace parley::formats
