#include "case/read.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/utf8.hpp"
#include "case/format.hpp"
#include "case/reader.hpp"
#include "case/shape.hpp"

namespace parley {
namespace {

Role role_of(std::string_view word) {
  if (word == "mediator") return Role::kMediator;
  if (word == "guarantor") return Role::kGuarantor;
  if (word == "ally") return Role::kAlly;
  if (word == "observer") return Role::kObserver;
  return Role::kPrincipal;
}

// In the order of the file, without what an alias repeats.
void tidy(Errors& errors) {
  const auto key = [](const Error& e) { return std::tie(e.where.line, e.where.column, e.message); };
  std::sort(errors.begin(), errors.end(), [&](const Error& a, const Error& b) { return key(a) < key(b); });
  errors.erase(std::unique(errors.begin(), errors.end()), errors.end());
  if (errors.size() > yaml::kMaxErrors) errors.resize(yaml::kMaxErrors);
  for (Error& error : errors) {
    error.message = printable(error.message);
    error.hint = printable(error.hint);
  }
}

}  // namespace

CaseReader::CaseReader(const yaml::Tree& tree, std::string file, Errors& errors)
    : tree_(tree), file_(std::move(file)), errors_(errors) {}

void CaseReader::note(const Node& node, ErrorCode code, std::string message, std::string hint) {
  note(node, Error{code, std::move(message), std::move(hint), {}});
}

void CaseReader::note(const Node& node, Error error) {
  if (errors_.size() > yaml::kMaxErrors) return;
  error.where = at(node);
  errors_.push_back(std::move(error));
}

const CaseReader::Node* CaseReader::get(const Node& record, std::string_view key) {
  const Node* node = record.find(key);
  return node == nullptr || node->bad || node->kind == Node::Kind::kNull ? nullptr : node;
}

std::string CaseReader::text_of(const Node& record, std::string_view key) {
  const Node* node = get(record, key);
  return node == nullptr ? "" : node->text;
}

bool CaseReader::flag(const Node& record, std::string_view key) { return text_of(record, key) == "true"; }

Case CaseReader::read() {
  const Node& root = *tree_.root;
  case_.file = file_;
  case_.id = text_of(root, "case");
  case_.title = text_of(root, "title");
  case_.about = text_of(root, "about");
  case_.reading = text_of(root, "reading");
  case_.quantum = read_exact(get(root, "quantum"));
  if (case_.quantum && *case_.quantum <= 0)
    note(*get(root, "quantum"), ErrorCode::kValue, "a quantum must be greater than 0");
  read_sources(get(root, "sources"));
  const Node* issues = get(root, "issues");
  const Node* parties = get(root, "parties");
  if (issues != nullptr)
    for (const auto& [key, value] : issues->entries) {
      Issue& issue = case_.issues.emplace_back();
      issue.id = key->text;
      issue.where = at(*key);
      if (reserved_issue_id(key->text))
        note(*key, ErrorCode::kValue, fmt::format("an issue cannot be called '{}'", key->text),
             "the word stands beside issues in groups");
      read_issue(*value, issue);
    }
  if (parties != nullptr)
    for (const auto& [key, value] : parties->entries) {
      Party& party = case_.parties.emplace_back();
      party.id = key->text;
      party.where = at(*key);
    }
  names_ = std::make_unique<Names>(case_);
  outer_ = provenance(root, {});
  for (std::size_t i = 0; i < case_.issues.size(); ++i)
    case_.issues[i].provenance = provenance(*issues->entries[i].second, outer_);
  for (std::size_t i = 0; i < case_.parties.size(); ++i) read_party(*parties->entries[i].second, case_.parties[i]);
  read_rules(get(root, "rules"), outer_, false, case_.rules);
  read_decision(get(root, "decision"));
  read_reference(get(root, "reference"));
  return std::move(case_);
}

void CaseReader::read_sources(const Node* node) {
  if (node == nullptr) return;
  for (const auto& [key, value] : node->entries) {
    Source& source = case_.sources.emplace_back();
    source.id = key->text;
    if (value->kind == Node::Kind::kScalar) source.title = value->text;
    else if (value->kind == Node::Kind::kMap) {
      source.title = text_of(*value, "title");
      source.url = text_of(*value, "url");
    }
  }
}

void CaseReader::read_party(const Node& node, Party& party) {
  if (node.bad || node.kind != Node::Kind::kMap) return;
  party.name = text_of(node, "name");
  party.role = role_of(text_of(node, "role"));
  party.provenance = provenance(node, outer_);
  read_delegates(get(node, "delegates"), party);
  read_scores(get(node, "scores"), party);
  read_groups(get(node, "groups"), party);
  read_boxes(get(node, "boxes"), party);
  party.cap = read_number(get(node, "cap"), party.provenance);
  party.reservation = read_number(get(node, "reservation"), party.provenance);
  report_unsourced(party.id);
  party.discount = read_number(get(node, "discount"), party.provenance);
  unsourced_.clear();  // nothing rests on a discount
  read_rules(get(node, "red_lines"), party.provenance, true, party.red_lines);
}

void CaseReader::read_delegates(const Node* node, Party& party) {
  if (node == nullptr) return;
  for (const Node* item : node->items) {
    if (item->bad) continue;
    if (item->kind == Node::Kind::kScalar) {
      party.delegates.push_back(item->text);
    } else if (item->kind == Node::Kind::kMap) {
      const std::string title = text_of(*item, "title");
      party.delegates.push_back(text_of(*item, "name") + (title.empty() ? "" : ", " + title));
    }
  }
}

void CaseReader::read_reference(const Node* node) {
  if (node == nullptr) return;
  std::vector<OptionIndex> package(case_.issues.size(), 0);
  std::vector<bool> given(case_.issues.size(), false);
  for (const auto& [key, value] : node->entries) {
    const auto index = names_->issue(key->text);
    if (!index) {
      note(*key, names_->no_such_issue(key->text));
      continue;
    }
    given[*index] = true;
    if (case_.issues[*index].kind == IssueKind::kDivisible)
      note(*key, ErrorCode::kValue, fmt::format("'{}' is divisible; a package names no option for it", key->text));
    else if (const auto k = value->bad ? std::nullopt : option(*index, *value)) package[*index] = *k;
  }
  for (std::size_t i = 0; i < given.size(); ++i)
    if (!given[i] && case_.issues[i].kind != IssueKind::kDivisible)
      note(*node, ErrorCode::kValue, fmt::format("the reference names no option for '{}'", case_.issues[i].id),
           "a package has one option for every issue");
  case_.reference = std::move(package);
}

Checked<Case> read_case(std::string_view yaml, std::string file_name) {
  yaml::Tree tree = yaml::read_tree(yaml, file_name);
  Errors errors = std::move(tree.errors);
  if (tree.root == nullptr || tree.root->kind == yaml::Node::Kind::kNull) {
    if (errors.empty())
      errors.push_back({ErrorCode::kSchema,
                        "the file holds no case",
                        "begin with 'parley: 1' and 'case: some-id'",
                        {file_name, 1, 1}});
    tidy(errors);
    return std::unexpected(std::move(errors));
  }
  check_shape(*tree.root, format::case_file(), file_name, errors);
  Case made;
  if (tree.root->kind == yaml::Node::Kind::kMap) made = CaseReader(tree, std::move(file_name), errors).read();
  tidy(errors);
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return made;
}

}  // namespace parley
