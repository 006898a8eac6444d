#include "cli/package_view.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "cli/analysis_view.hpp"
#include "cli/text.hpp"

namespace parley::cli {
namespace {

using agreement::Account;
using agreement::PartyAccount;
using Issues = std::vector<IssueIndex>;

std::string line_name(const Case& subject, const Issues& issues) {
  if (issues.size() == 1) return issue_name(subject.issues[issues[0]]);
  if (issues.empty()) return "whatever is agreed";
  std::string name;
  for (IssueIndex i : issues) name += (name.empty() ? "" : " + ") + issue_name(subject.issues[i]);
  return name;
}

std::vector<PartyIndex> scored(const Case& subject) {
  std::vector<PartyIndex> parties;
  for (PartyIndex i = 0; i < subject.parties.size(); ++i)
    if (subject.parties[i].scored()) parties.push_back(i);
  return parties;
}

// Rows for single issues in case order, then for issues that pay together, then the constant.
std::vector<Issues> rows_of(const Case& subject, std::span<const Account* const> accounts) {
  std::vector<Issues> rows;
  for (IssueIndex i = 0; i < subject.issues.size(); ++i) rows.push_back({i});
  std::vector<Issues> coupled;
  bool constant = false;
  for (const Account* account : accounts)
    for (const PartyAccount& party : account->parties)
      for (const auto& line : party.lines) {
        if (line.issues.empty()) constant = true;
        else if (line.issues.size() > 1 && std::ranges::find(coupled, line.issues) == coupled.end())
          coupled.push_back(line.issues);
      }
  rows.insert(rows.end(), coupled.begin(), coupled.end());
  if (constant) rows.push_back({});
  return rows;
}

Rational value_of(const PartyAccount& party, const Issues& issues) {
  Rational sum = 0;
  for (const auto& line : party.lines)
    if (line.issues == issues) sum += line.value;
  return sum;
}

void add_column(Table& table, const std::vector<double>& numbers, bool signs) {
  const auto cells = aligned(numbers);
  for (std::size_t r = 0; r < cells.size(); ++r) {
    const bool plus = signs && numbers[r] > 0;
    table.rows[r].push_back(numbers[r] == 0 && signs ? "" : (plus ? "+" : "") + cells[r]);
  }
}

std::string statements(const Terminal& terminal, const std::vector<Rule>& rules, const std::vector<bool>& holds,
                       const std::string& lead) {
  std::string text;
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (!holds[i])
      text += terminal.style(Style::kRed,
                             hang("  breaks " + lead, clean(rules[i].title.empty() ? rules[i].text : rules[i].title),
                                  terminal.width())) +
              "\n";
  return text;
}

std::string verdict(const Terminal& terminal, const Case& subject, const Account& account) {
  std::string text =
      account.in_zone
          ? terminal.style(Style::kGreen, "  an agreement: every rule holds, and all whose agreement it takes accept") +
                "\n"
          : std::string();
  text += statements(terminal, subject.rules, account.rules, "the rule: ");
  for (PartyIndex i = 0; i < account.parties.size(); ++i) {
    const PartyAccount& party = account.parties[i];
    const std::string name = party_name(subject, i);
    text += statements(terminal, subject.parties[i].red_lines, party.red_lines, "a red line of " + name + ": ");
    if (party.reservation && party.score < *party.reservation)
      text += terminal.style(Style::kRed, hang("  ",
                                               fmt::format("{} does not accept: {} points, and it needs {}", name,
                                                           to_text(party.score), to_text(*party.reservation)),
                                               terminal.width())) +
              "\n";
  }
  return text;
}

}  // namespace

std::string account_view(const Terminal& terminal, const service::Analysis& a, const Account& account) {
  const Case& subject = *a.subject;
  const Account* const one[] = {&account};
  const auto rows = rows_of(subject, one);
  Table table{{"who gets what", ""}, {}, {0, 1}};
  for (const Issues& row : rows) {
    const bool single = row.size() == 1 && subject.issues[row[0]].kind != IssueKind::kDivisible;
    table.rows.push_back(
        {line_name(subject, row), single ? option_name(subject.issues[row[0]], account.package[row[0]]) : ""});
  }
  table.rows.push_back({"score", ""});
  for (PartyIndex party : scored(subject)) {
    table.head.push_back(shorten(party_name(subject, party), 14));
    std::vector<double> numbers;
    for (const Issues& row : rows) numbers.push_back(to_double(value_of(account.parties[party], row)));
    numbers.push_back(to_double(account.parties[party].score));
    add_column(table, numbers, false);
  }
  return table.to_text(terminal.width(), 2) + "\n" + verdict(terminal, subject, account);
}

std::string comparison_view(const Terminal& terminal, const service::Analysis& a, const Account& before,
                            const Account& after) {
  const Case& subject = *a.subject;
  const Account* const both[] = {&before, &after};
  std::vector<Issues> rows;
  const auto changes = agreement::compare(before, after);
  for (const Issues& row : rows_of(subject, both)) {
    const bool other = row.size() == 1 && before.package[row[0]] != after.package[row[0]];
    const auto moved = [&](const agreement::PartyChange& change) {
      return std::ranges::any_of(change.lines, [&](const auto& l) { return l.issues == row && l.before != l.after; });
    };
    if (other || std::ranges::any_of(changes, moved)) rows.push_back(row);
  }
  Table table{{"what changes", "from", "to"}, {}, {0, 1, 2}};
  for (const Issues& row : rows) {
    table.rows.push_back({line_name(subject, row), "", ""});
    if (row.size() != 1) continue;
    table.rows.back()[1] = option_name(subject.issues[row[0]], before.package[row[0]]);
    table.rows.back()[2] = option_name(subject.issues[row[0]], after.package[row[0]]);
  }
  table.rows.push_back({"score", "", ""});
  for (PartyIndex party : scored(subject)) {
    table.head.push_back(shorten(party_name(subject, party), 14));
    std::vector<double> numbers;
    for (const Issues& row : rows)
      numbers.push_back(to_double(value_of(after.parties[party], row) - value_of(before.parties[party], row)));
    numbers.push_back(to_double(after.parties[party].score - before.parties[party].score));
    add_column(table, numbers, true);
  }
  return table.to_text(terminal.width(), 2) + "\n" + verdict(terminal, subject, after);
}

}  // namespace parley::cli
