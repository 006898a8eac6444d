// The reader's parts share this class; callers include case/read.hpp.
//
// Order      sources, issues and the shells of parties first; then `names_` is built and everything that names them
// Errors     every function notes what is wrong and goes on; what check_shape reported is passed over in silence
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "case/model.hpp"
#include "case/names.hpp"
#include "case/yaml_tree.hpp"

namespace parley {

class CaseReader {
 public:
  using Node = yaml::Node;

  CaseReader(const yaml::Tree& tree, std::string file, Errors& errors);

  Case read();

 private:
  // --- read.cpp ---
  void read_sources(const Node* node);
  void read_party(const Node& node, Party& party);
  void read_delegates(const Node* node, Party& party);
  void read_reference(const Node* node);

  // --- read_issues.cpp ---
  void read_issue(const Node& node, Issue& issue);
  void read_options(const Node& node, Issue& issue);
  void read_amount(const Node& node, Issue& issue);
  std::optional<Rational> read_exact(const Node* node);
  std::optional<OptionIndex> option(IssueIndex issue, const Node& node);

  // --- read_numbers.cpp ---
  Provenance provenance(const Node& record, const Provenance& outer);
  std::optional<Number> read_number(const Node* node, const Provenance& outer);
  bool read_range(const Node& node, Number& number);
  bool read_in_full(const Node& node, Number& number);
  Number read_number_or(const Node& record, std::string_view key, const Provenance& outer, int otherwise);
  void report_unsourced(std::string_view party);

  // --- read_scores.cpp ---
  void read_scores(const Node* node, Party& party);
  void read_table(const Node& node, TableTerm& table, const Provenance& from);
  void read_table_by_option(const Node& node, TableTerm& table, const Provenance& from);
  void read_groups(const Node* node, Party& party);
  void read_group_entry(const Node& node, GroupTerm& group, const Provenance& outer);
  void read_boxes(const Node* node, Party& party);
  bool read_box(const Node& node, const Provenance& outer, BoxGroup& into);
  BoxGroup read_fold(const Node& node, const Provenance& outer);
  std::vector<Box::Bound> read_bounds(const Node& node);
  std::optional<Box::Bound> read_bound(IssueIndex issue, const Node& node);
  std::optional<Box::Bound> read_amounts(IssueIndex issue, const Node& node, std::string_view low,
                                         std::string_view high);

  // --- read_rules.cpp ---
  void read_rules(const Node* node, const Provenance& outer, bool red_lines, std::vector<Rule>& rules);
  void read_decision(const Node* node);
  Condition read_decision_by_number(const Node& node);
  std::vector<Condition> read_parties(const Node* node);
  void note_in_text(const Node& node, const Errors& errors);

  // --- Common ---
  Where at(const Node& node) const { return {file_, node.line, node.column}; }
  void note(const Node& node, ErrorCode code, std::string message, std::string hint = {});
  void note(const Node& node, Error error);
  // What stands under `key`, or null where nothing does or it has been reported.
  static const Node* get(const Node& record, std::string_view key);
  static std::string text_of(const Node& record, std::string_view key);
  static bool flag(const Node& record, std::string_view key);

  const yaml::Tree& tree_;
  std::string file_;
  Errors& errors_;
  Case case_;
  std::unique_ptr<Names> names_;
  Provenance outer_;            // of the whole file
  std::vector<Where> unsourced_;  // numbers without provenance of the party that is being read
};

}  // namespace parley
