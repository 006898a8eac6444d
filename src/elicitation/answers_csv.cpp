#include "elicitation/answers_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "case/names.hpp"
#include "elicitation/csv.hpp"

namespace parley::elicitation {
namespace {

enum Column : std::size_t { kPart, kId, kIssue, kOption, kPlace, kLow, kLikely, kHigh, kTitle, kText };
constexpr std::array<std::string_view, 10> kColumns = {"part", "id",     "issue", "option", "place",
                                                       "low",  "likely", "high",  "title",  "text"};

struct Part {
  std::string_view name;
  std::vector<Column> takes;  // columns that may be filled
  std::vector<Column> needs;  // of those, the ones that must be
};

const std::vector<Part>& parts() {
  static const std::vector<Part> all = {
      {"red-line", {kId, kTitle, kText}, {kId, kText}},
      {"excluded", {kIssue, kOption}, {kIssue, kOption}},
      {"option", {kIssue, kOption, kPlace, kLow, kLikely, kHigh}, {kIssue, kOption}},
      {"swing", {kIssue, kLow, kLikely, kHigh}, {kIssue, kLikely}},
      {"package", {kId, kPlace}, {kId}},
      {"package-option", {kId, kIssue, kOption}, {kId, kIssue, kOption}},
      {"no-deal", {kPlace}, {kPlace}},
  };
  return all;
}

using Line = std::array<CsvField, kColumns.size()>;

class Reader {
 public:
  explicit Reader(const Case& c) : case_(c), names_(c), answers_(blank(c)) {}

  Checked<Answers> run(const std::vector<CsvRow>& rows) {
    if (rows.empty()) {
      errors_.push_back({ErrorCode::kSchema, "the file is empty", "", {"", 1, 1}});
    } else if (header(rows.front())) {
      for (std::size_t r = 1; r < rows.size(); ++r) row(rows[r]);
      whole_packages();
      // What check() would say of places that could not be read would mislead.
      if (errors_.empty()) errors_ = check(answers_, case_, places_);
    }
    if (!errors_.empty()) return std::unexpected(std::move(errors_));
    return std::move(answers_);
  }

 private:
  void fail(ErrorCode code, std::string message, const Where& where, std::string hint = "") {
    errors_.push_back({code, std::move(message), std::move(hint), where});
  }

  bool header(const CsvRow& row) {
    const std::vector<std::string_view> known(kColumns.begin(), kColumns.end());
    for (const CsvField& field : row) {
      const auto at = std::ranges::find(kColumns, field.text);
      if (at == kColumns.end())
        fail(ErrorCode::kName, "there is no such column", field.where, name_hint(field.text, known));
      else if (std::ranges::find(columns_, static_cast<std::size_t>(at - kColumns.begin())) != columns_.end())
        fail(ErrorCode::kSchema, fmt::format("the column '{}' stands twice", *at), field.where);
      columns_.push_back(static_cast<std::size_t>(at - kColumns.begin()));
    }
    if (std::ranges::find(columns_, std::size_t{kPart}) == columns_.end())
      fail(ErrorCode::kSchema, "the column 'part' is missing", row.front().where);
    return errors_.empty();
  }

  void row(const CsvRow& fields) {
    if (fields.size() != columns_.size()) {
      fail(ErrorCode::kSchema,
           fmt::format("the row has {} fields, the first row has {}", fields.size(), columns_.size()),
           fields.front().where);
      return;
    }
    Line line;
    for (CsvField& field : line) field.where = fields.front().where;
    for (std::size_t k = 0; k < fields.size(); ++k) line[columns_[k]] = fields[k];
    const auto part = std::ranges::find(parts(), std::string_view(line[kPart].text), &Part::name);
    if (part == parts().end()) {
      std::vector<std::string_view> known;
      for (const Part& p : parts()) known.push_back(p.name);
      fail(ErrorCode::kName, "there is no such part", line[kPart].where, name_hint(line[kPart].text, known));
    } else if (filled(line, *part)) {
      take(line, part->name);
    }
  }

  bool filled(const Line& line, const Part& part) {
    const std::size_t before = errors_.size();
    for (std::size_t k = kId; k < kColumns.size(); ++k) {
      const auto column = static_cast<Column>(k);
      const bool empty = line[k].text.empty();
      if (!empty && std::ranges::find(part.takes, column) == part.takes.end())
        fail(ErrorCode::kSchema, fmt::format("'{}' has nothing in the column '{}'", part.name, kColumns[k]),
             line[k].where);
      if (empty && std::ranges::find(part.needs, column) != part.needs.end())
        fail(ErrorCode::kSchema, fmt::format("'{}' needs the column '{}'", part.name, kColumns[k]), line[k].where);
    }
    return errors_.size() == before;
  }

  void take(const Line& line, std::string_view part) {
    if (part == "red-line") {
      places_[fmt::format("red-line {}", answers_.red_lines.size())] = line[kText].where;
      answers_.red_lines.push_back({line[kId].text, line[kTitle].text, line[kText].text});
    } else if (part == "excluded") {
      excluded(line);
    } else if (part == "option") {
      option(line);
    } else if (part == "swing") {
      swing(line);
    } else if (part == "package") {
      package(line);
    } else if (part == "package-option") {
      package_option(line);
    } else {
      once("no-deal", line[kPart].where);
      places_["no-deal"] = line[kPlace].where;
      if (const auto at = place(line)) answers_.no_deal = at;
    }
  }

  bool once(const std::string& what, const Where& where) {
    if (seen_.insert(what).second) return true;
    fail(ErrorCode::kSchema, "this stands twice", where);
    return false;
  }

  std::optional<IssueIndex> issue(const Line& line) {
    const auto found = names_.issue(line[kIssue].text);
    if (!found) add(names_.no_such_issue(line[kIssue].text), line[kIssue].where);
    return found;
  }

  std::optional<OptionIndex> option(IssueIndex of, const Line& line) {
    const auto found = names_.option(of, line[kOption].text);
    if (!found) add(names_.no_such_option(of, line[kOption].text), line[kOption].where);
    return found;
  }

  void add(Error error, const Where& where) {
    error.where = where;
    errors_.push_back(std::move(error));
  }

  std::optional<std::uint32_t> place(const Line& line) {
    const std::string& text = line[kPlace].text;
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && end == text.data() + text.size() && value > 0) return value;
    fail(ErrorCode::kValue, "a place is a whole number from 1", line[kPlace].where);
    return std::nullopt;
  }

  std::optional<Rational> number(const CsvField& field) {
    auto value = parse_number(field.text);
    if (value) return *std::move(value);
    add(value.error(), field.where);
    return std::nullopt;
  }

  // Low, likely and high; none when all three are empty or one is wrong.
  std::optional<Judgement> judgement(const Line& line) {
    if (line[kLikely].text.empty()) {
      for (Column end : {kLow, kHigh})
        if (!line[end].text.empty()) fail(ErrorCode::kSchema, "a range needs the column 'likely'", line[end].where);
      return std::nullopt;
    }
    Judgement j;
    const auto likely = number(line[kLikely]);
    if (likely) j.likely = *likely;
    if (!line[kLow].text.empty()) j.low = number(line[kLow]);
    if (!line[kHigh].text.empty()) j.high = number(line[kHigh]);
    return likely ? std::optional(std::move(j)) : std::nullopt;
  }

  void excluded(const Line& line) {
    const auto i = issue(line);
    const auto k = i ? option(*i, line) : std::nullopt;
    if (!k) return;
    places_[fmt::format("excluded {}", answers_.excluded.size())] = line[kOption].where;
    answers_.excluded.push_back({*i, *k});
  }

  void option(const Line& line) {
    const auto i = issue(line);
    const auto k = i ? option(*i, line) : std::nullopt;
    if (!k) return;
    const std::vector<OptionIndex> levels = levels_of(case_.issues[*i]);
    const auto level = static_cast<std::size_t>(std::ranges::lower_bound(levels, *k) - levels.begin());
    if (levels[level] != *k) {
      fail(ErrorCode::kName, "this amount is not among those that are ordered and rated", line[kOption].where);
      return;
    }
    if (!once(fmt::format("option {} {}", *i, level), line[kOption].where)) return;
    places_[fmt::format("option {} {}", *i, level)] = line[kLikely].where;
    places_.try_emplace(fmt::format("issue {}", *i), line[kPlace].where);
    Rating& rating = answers_.issues[*i].levels[level];
    if (!line[kPlace].text.empty()) rating.place = place(line).value_or(0);
    rating.value = judgement(line);
  }

  void swing(const Line& line) {
    const auto i = issue(line);
    if (!i || !once(fmt::format("swing {}", *i), line[kIssue].where)) return;
    places_[fmt::format("swing {}", *i)] = line[kLikely].where;
    answers_.issues[*i].swing = judgement(line);
  }

  std::size_t package_of(const Line& line) {
    const auto found = std::ranges::find(package_ids_, line[kId].text);
    if (found != package_ids_.end()) return static_cast<std::size_t>(found - package_ids_.begin());
    package_ids_.push_back(line[kId].text);
    places_[fmt::format("package {}", answers_.packages.size())] = line[kId].where;
    answers_.packages.push_back({Package(case_.issues.size(), 0), 0});
    return answers_.packages.size() - 1;
  }

  void package(const Line& line) {
    const std::size_t p = package_of(line);
    if (!once(fmt::format("package {}", p), line[kId].where)) return;
    if (!line[kPlace].text.empty()) answers_.packages[p].place = place(line).value_or(0);
  }

  void package_option(const Line& line) {
    const std::size_t p = package_of(line);
    const auto i = issue(line);
    const auto k = i ? option(*i, line) : std::nullopt;
    if (k && once(fmt::format("package-option {} {}", p, *i), line[kIssue].where))
      answers_.packages[p].options[*i] = *k;
  }

  void whole_packages() {
    for (std::size_t p = 0; p < answers_.packages.size(); ++p)
      for (IssueIndex i = 0; i < case_.issues.size(); ++i)
        if (!seen_.contains(fmt::format("package-option {} {}", p, i)))
          fail(ErrorCode::kSchema, fmt::format("this package has no option for '{}'", case_.issues[i].id),
               places_[fmt::format("package {}", p)]);
  }

  const Case& case_;
  Names names_;
  Answers answers_;
  Places places_;
  std::vector<std::size_t> columns_;
  std::vector<std::string> package_ids_;
  std::set<std::string> seen_;
  Errors errors_;
};

class Writer {
 public:
  explicit Writer(const Case& c) : case_(c) { rows_.emplace_back(kColumns.begin(), kColumns.end()); }

  std::string run(const Answers& answers) {
    for (const RedLine& line : answers.red_lines)
      put({{kPart, "red-line"}, {kId, line.id}, {kTitle, line.title}, {kText, line.text}});
    for (const Excluded& e : answers.excluded)
      put({{kPart, "excluded"}, {kIssue, issue(e.issue)}, {kOption, option(e.issue, e.option)}});
    for (IssueIndex i = 0; i < answers.issues.size(); ++i) write(i, answers.issues[i]);
    for (std::size_t p = 0; p < answers.packages.size(); ++p) write(p, answers.packages[p]);
    if (answers.no_deal) put({{kPart, "no-deal"}, {kPlace, std::to_string(*answers.no_deal)}});
    return write_csv(rows_);
  }

 private:
  using Cells = std::vector<std::pair<Column, std::string>>;

  void put(const Cells& cells) {
    std::vector<std::string> row(kColumns.size());
    for (const auto& [column, text] : cells) row[column] = text;
    rows_.push_back(std::move(row));
  }

  std::string issue(IssueIndex i) const { return case_.issues[i].id; }
  std::string option(IssueIndex i, OptionIndex k) const { return case_.issues[i].option_id(k); }
  static std::string place(std::uint32_t p) { return p == 0 ? "" : std::to_string(p); }

  static void add(Cells& cells, const std::optional<Judgement>& j) {
    if (!j) return;
    cells.emplace_back(kLikely, to_text(j->likely));
    if (j->low) cells.emplace_back(kLow, to_text(*j->low));
    if (j->high) cells.emplace_back(kHigh, to_text(*j->high));
  }

  void write(IssueIndex i, const IssueAnswer& answer) {
    const std::vector<OptionIndex> levels = levels_of(case_.issues[i]);
    for (std::size_t k = 0; k < answer.levels.size(); ++k) {
      const Rating& rating = answer.levels[k];
      if (rating.place == 0 && !rating.value) continue;
      Cells cells{
          {kPart, "option"}, {kIssue, issue(i)}, {kOption, option(i, levels[k])}, {kPlace, place(rating.place)}};
      add(cells, rating.value);
      put(cells);
    }
    if (!answer.swing) return;
    Cells cells{{kPart, "swing"}, {kIssue, issue(i)}};
    add(cells, answer.swing);
    put(cells);
  }

  void write(std::size_t p, const RankedPackage& package) {
    const std::string id(1, static_cast<char>('A' + p));
    put({{kPart, "package"}, {kId, id}, {kPlace, place(package.place)}});
    for (IssueIndex i = 0; i < package.options.size(); ++i)
      put({{kPart, "package-option"}, {kId, id}, {kIssue, issue(i)}, {kOption, option(i, package.options[i])}});
  }

  const Case& case_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace

std::string write_answers(const Answers& answers, const Case& c) { return Writer(c).run(answers); }

Checked<Answers> read_answers(std::string_view csv, const Case& c) {
  if (Errors errors = supported(c); !errors.empty()) return std::unexpected(std::move(errors));
  const auto rows = read_csv(csv);
  if (!rows) return std::unexpected(rows.error());
  return Reader(c).run(*rows);
}

}  // namespace parley::elicitation
