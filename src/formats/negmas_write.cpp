#include <fmt/format.h>
#include <yaml-cpp/emitter.h>

#include <algorithm>

#include "formats/negmas.hpp"
#include "formats/negmas_losses.hpp"

namespace parley::formats {
namespace {

constexpr std::size_t kMaxAmountOptions = 65'536;  // of an amount that has to be written out

// Text is always quoted, so that an option "2" or "yes" stays text for every YAML reader.
void text(YAML::Emitter& out, const std::string& value) { out << YAML::DoubleQuoted << value; }

void entry(YAML::Emitter& out, const char* key, const Rational& value) {
  out << YAML::Key << key << YAML::Value << to_text(round_to(value, negmas_quantum()));
}

void option(YAML::Emitter& out, const Issue& issue, OptionIndex k) {
  if (is_contiguous(issue)) out << issue.option_id(k);
  else text(out, issue.option_id(k));
}

std::string domain_text(const Case& c, const NegmasNames& names) {
  YAML::Emitter out;
  out << YAML::BeginMap << YAML::Key << "name" << YAML::Value;
  text(out, c.title.empty() ? c.id : c.title);
  out << YAML::Key << "type" << YAML::Value << "DiscreteCartesianOutcomeSpace";
  out << YAML::Key << "issues" << YAML::Value << YAML::BeginSeq;
  for (IssueIndex i = 0; i < c.issues.size(); ++i) {
    const Issue& issue = c.issues[i];
    out << YAML::BeginMap << YAML::Key << "name" << YAML::Value;
    text(out, names.issues[i]);
    out << YAML::Key << "type" << YAML::Value << (is_contiguous(issue) ? "ContiguousIssue" : "CategoricalIssue");
    out << YAML::Key << "values" << YAML::Value << YAML::BeginSeq;
    if (is_contiguous(issue)) out << to_text(issue.from) << to_text(issue.to);
    else
      for (OptionIndex k = 0; k < issue.count(); ++k) option(out, issue, k);
    out << YAML::EndSeq << YAML::EndMap;
  }
  out << YAML::EndSeq << YAML::EndMap;
  return std::string(out.c_str()) + "\n";
}

// What a party's terms add up to on one issue.
struct OneIssue {
  std::vector<const TableTerm*> tables;
  std::vector<const LinearTerm*> lines;

  Rational at(const Issue& issue, OptionIndex k) const {
    Rational sum = 0;
    for (const TableTerm* t : tables) sum += t->weight.value * t->values.at(k).value;
    for (const LinearTerm* t : lines) sum += t->weight.value * (t->base.value + t->per_unit.value * issue.amount(k));
    return sum;
  }
};

void value_function(YAML::Emitter& out, const Issue& issue, const OneIssue& scores) {
  out << YAML::BeginMap;
  if (scores.tables.empty() && is_contiguous(issue)) {
    Rational slope = 0, bias = 0;
    for (const LinearTerm* t : scores.lines) {
      slope += t->weight.value * t->per_unit.value;
      bias += t->weight.value * t->base.value;
    }
    out << YAML::Key << "type" << YAML::Value << "AffineFun";
    entry(out, "slope", slope);
    entry(out, "bias", bias);
  } else {
    out << YAML::Key << "type" << YAML::Value << "TableFun" << YAML::Key << "mapping" << YAML::Value << YAML::BeginMap;
    for (OptionIndex k = 0; k < issue.count(); ++k) {
      out << YAML::Key;
      option(out, issue, k);
      out << YAML::Value << to_text(round_to(scores.at(issue, k), negmas_quantum()));
    }
    out << YAML::EndMap;
  }
  out << YAML::EndMap;
}

void utility_function(YAML::Emitter& out, const Case& c, const Party& party, const std::string& reserved) {
  std::vector<OneIssue> scores(c.issues.size());
  Rational bias = 0;
  for (const ScoreTerm& term : party.terms) {
    if (const auto* t = std::get_if<TableTerm>(&term)) scores[t->issue].tables.push_back(t);
    if (const auto* t = std::get_if<LinearTerm>(&term)) scores[t->issue].lines.push_back(t);
    if (const auto* t = std::get_if<BoxGroup>(&term)) bias += constant_of(*t).value_or(0);
  }
  out << YAML::Key << "type" << YAML::Value << "LinearAdditiveUtilityFunction";
  out << YAML::Key << "reserved_value" << YAML::Value << reserved;
  if (bias != 0) entry(out, "bias", bias);
  out << YAML::Key << "values" << YAML::Value << YAML::BeginSeq;
  for (IssueIndex i = 0; i < c.issues.size(); ++i) value_function(out, c.issues[i], scores[i]);
  out << YAML::EndSeq << YAML::Key << "weights" << YAML::Value << YAML::BeginSeq;
  for (IssueIndex i = 0; i < c.issues.size(); ++i) out << "1.0";
  out << YAML::EndSeq;
}

std::string party_text(const Case& c, const Party& party, const std::string& stem) {
  const std::string reserved =
      party.reservation ? to_text(round_to(party.reservation->value, negmas_quantum())) : "-.inf";
  const bool discounted = party.discount && party.discount->value > 0 && party.discount->value <= 1;
  YAML::Emitter out;
  out << YAML::BeginMap << YAML::Key << "name" << YAML::Value;
  text(out, stem);
  if (discounted) {
    out << YAML::Key << "type" << YAML::Value << "ExpDiscountedUFun";
    const Rational& discount = party.discount->value;
    out << YAML::Key << "discount" << YAML::Value
        << to_text(is_decimal(discount) ? discount : round_to(discount, negmas_quantum()));
    out << YAML::Key << "dynamic_reservation" << YAML::Value << true;
    out << YAML::Key << "reserved_value" << YAML::Value << reserved;
    out << YAML::Key << "ufun" << YAML::Value << YAML::BeginMap;
  }
  utility_function(out, c, party, reserved);
  if (discounted) out << YAML::EndMap;
  out << YAML::EndMap;
  return std::string(out.c_str()) + "\n";
}

// What no loss can make expressible.
Errors impossible(const Case& c) {
  Errors errors;
  for (const Issue& issue : c.issues) {
    if (issue.kind == IssueKind::kDivisible)
      errors.push_back({ErrorCode::kUnsupported,
                        fmt::format("issue '{}' is divisible; NegMAS YAML has options only", issue.id),
                        "make it an amount with a step", issue.where});
    else if (!is_contiguous(issue) && issue.count() > kMaxAmountOptions)
      errors.push_back({ErrorCode::kLimit,
                        fmt::format("issue '{}' has {} options; at most {} are written out", issue.id,
                                    issue.count().get_str(), kMaxAmountOptions),
                        "", issue.where});
  }
  for (const Party& party : c.parties)
    for (const ScoreTerm& term : party.terms)
      if (const auto* table = std::get_if<TableTerm>(&term);
          table != nullptr && c.issues[table->issue].count() > kMaxAmountOptions)
        errors.push_back({ErrorCode::kLimit,
                          fmt::format("party '{}' scores more than {} amounts one by one", party.id, kMaxAmountOptions),
                          "", party.where});
  if (std::ranges::count_if(c.parties, &Party::scored) < 2)
    errors.push_back(
        {ErrorCode::kUnsupported, "fewer than two parties have scores; a domain needs two", "", {c.file, 0, 0}});
  return errors;
}

}  // namespace

Checked<std::vector<Document>> write_negmas(const Case& c, bool lossy) {
  const NegmasNames names = negmas_names(c);
  Errors errors = impossible(c);
  if (!lossy) std::ranges::move(negmas_losses(c, names), std::back_inserter(errors));
  if (!errors.empty()) return std::unexpected(std::move(errors));
  std::vector<Document> files{{names.domain + ".yml", domain_text(c, names)}};
  for (PartyIndex i = 0; i < c.parties.size(); ++i)
    if (c.parties[i].scored())
      files.push_back({names.parties[i] + ".yml", party_text(c, c.parties[i], names.parties[i])});
  return files;
}

}  // namespace parley::formats
