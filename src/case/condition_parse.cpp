// Recursive descent over the tokens; names that are not found are noted and reading goes on, so that one pass finds all.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "case/condition_lexer.hpp"
#include "case/condition_text.hpp"

namespace parley {
namespace {

using condition::Token;
using Kind = Condition::Kind;
using Order = Condition::Order;

constexpr std::size_t kMaxBytes = 10'000;
constexpr std::size_t kMaxNodes = 10'000;
constexpr int kMaxDepth = 64;

// Ends the reading of one text; never leaves this file.
struct Stop {};

struct Sum {
  std::map<IssueIndex, Rational> terms;
  Rational constant = 0;
};

std::size_t size_of(const Condition& condition) {
  std::size_t size = 1;
  for (const Condition& child : condition.children) size += size_of(child);
  return size;
}

class Parser {
 public:
  Parser(std::string_view text, const Names& names, bool decision) : text_(text), names_(names), decision_(decision) {}

  Checked<Condition> run() {
    Condition condition;
    try {
      if (text_.size() > kMaxBytes)
        fail(0, ErrorCode::kLimit,
             fmt::format("a condition of {} bytes; at most {} are read", text_.size(), kMaxBytes));
      auto found = condition::tokens(text_);
      if (!found) {
        errors_.push_back(found.error());
        throw Stop{};
      }
      tokens_ = std::move(*found);
      condition = implication();
      if (peek().kind != Token::Kind::kEnd) expected("'and', 'or', 'implies' or the end");
    } catch (const Stop&) {
      condition = Condition{};  // errors_ says why
    }
    if (!errors_.empty()) return std::unexpected(errors_);
    return condition;
  }

 private:
  // --- Tokens ---
  const Token& peek(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  const Token& take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool took(std::string_view what) {
    if (!peek().is(what)) return false;
    take();
    return true;
  }
  // A word of the language is a name in quotes only.
  bool at_name() const {
    return peek().kind == Token::Kind::kQuoted ||
           (peek().kind == Token::Kind::kWord && !condition::keyword(peek().text));
  }
  void want(std::string_view what) {
    if (!took(what)) expected(fmt::format("'{}'", what));
  }

  void note(std::size_t begin, ErrorCode code, std::string_view message, std::string_view hint = {}) {
    errors_.push_back(condition::error_at(text_, begin, code, message, hint));
  }
  [[noreturn]] void fail(std::size_t begin, ErrorCode code, std::string_view message, std::string_view hint = {}) {
    note(begin, code, message, hint);
    throw Stop{};
  }
  [[noreturn]] void expected(std::string_view what, std::string_view hint = {}) {
    const Token& token = peek();
    const std::string found = token.kind == Token::Kind::kEnd
                                  ? "the text ends here"
                                  : fmt::format("'{}' stands here", token.text.substr(0, 60));
    fail(token.begin, ErrorCode::kSyntax, fmt::format("{}; expected {}", found, what), hint);
  }
  void note_name(std::size_t begin, const Error& error) { note(begin, error.code, error.message, error.hint); }

  // --- Connectives ---
  Condition node(Kind kind, std::vector<Condition> children, std::uint32_t count = 0) {
    Condition made;
    made.kind = kind;
    made.children = std::move(children);
    made.count = count;
    if (++nodes_ > kMaxNodes)
      fail(peek().begin, ErrorCode::kLimit, fmt::format("more than {} parts in one condition", kMaxNodes));
    return made;
  }

  Condition implication() {
    if (++depth_ > kMaxDepth)
      fail(peek().begin, ErrorCode::kLimit, fmt::format("nested deeper than {} levels", kMaxDepth));
    Condition left = chain(Kind::kOr);
    if (peek().is("implies")) {
      monotone_only("implies");
      take();
      std::vector<Condition> both;
      both.push_back(std::move(left));
      both.push_back(implication());
      left = node(Kind::kImplies, std::move(both));
    }
    --depth_;
    return left;
  }

  Condition chain(Kind kind) {
    const std::string_view word = kind == Kind::kOr ? "or" : "and";
    std::vector<Condition> parts;
    do parts.push_back(kind == Kind::kOr ? chain(Kind::kAnd) : negation());
    while (took(word));
    return parts.size() == 1 ? std::move(parts[0]) : node(kind, std::move(parts));
  }

  Condition negation() {
    if (!peek().is("not")) return primary();
    monotone_only("not");
    if (++depth_ > kMaxDepth)
      fail(peek().begin, ErrorCode::kLimit, fmt::format("nested deeper than {} levels", kMaxDepth));
    take();
    std::vector<Condition> one;
    one.push_back(negation());
    --depth_;
    return node(Kind::kNot, std::move(one));
  }

  Condition primary() {
    if (took("(")) {
      Condition inner = implication();
      want(")");
      return inner;
    }
    if (peek().is("at") || peek().is("exactly")) return counted();
    if (decision_) return acceptance();
    if (took("true")) return node(Kind::kTrue, {});
    if (took("false")) return node(Kind::kFalse, {});
    if (peek().name() && peek(1).is("is")) return choice();
    return comparison();
  }

  void monotone_only(std::string_view word) {
    if (decision_)
      fail(peek().begin, ErrorCode::kValue, fmt::format("'{}' cannot stand in a decision rule", word),
           "more acceptance must never undo a decision: use 'and', 'or' and 'at least k of (...)'");
  }

  Condition counted() {
    const std::size_t begin = peek().begin;
    const bool exactly = peek().is("exactly");
    const bool most = !exactly && peek(1).is("most");
    if (!exactly && !most && !peek(1).is("least")) {
      take();
      expected("'most' or 'least'");
    }
    if (exactly || most) monotone_only(exactly ? "exactly" : "at most");
    take();
    if (!exactly) take();
    const std::string digits = peek().text;
    if (peek().kind != Token::Kind::kWord || digits.size() > 6 ||
        digits.find_first_not_of("0123456789") != std::string::npos)
      expected("a whole number");
    const auto count = static_cast<std::uint32_t>(std::stoul(digits));
    take();
    want("of");
    want("(");
    std::vector<Condition> parts;
    do parts.push_back(implication());
    while (took(","));
    want(")");
    if (!most && count > parts.size())
      note(begin, ErrorCode::kValue, fmt::format("{} of {} can never hold", count, parts.size()));
    if (most) return node(Kind::kAtMost, std::move(parts), count);
    if (!exactly) return node(Kind::kAtLeast, std::move(parts), count);
    for (const Condition& part : parts) nodes_ += size_of(part);
    std::vector<Condition> both;
    both.push_back(node(Kind::kAtLeast, parts, count));
    both.push_back(node(Kind::kAtMost, std::move(parts), count));
    return node(Kind::kAnd, std::move(both));
  }

  // --- Atoms ---
  Condition acceptance() {
    if (peek().is("everybody")) {
      const std::size_t begin = take().begin;
      Condition all = everybody(names_.of());
      nodes_ += all.children.size();
      if (all.children.empty()) note(begin, ErrorCode::kValue, "no party but observers has scores or red lines");
      return all.children.size() == 1 ? Condition(all.children[0]) : node(Kind::kAnd, std::move(all.children));
    }
    if (!at_name()) expected("a party");
    const Token& token = take();
    Condition made = node(Kind::kParty, {});
    if (const auto party = names_.party(token.text)) made.party = *party;
    else note_name(token.begin, names_.no_such_party(token.text));
    return made;
  }

  std::optional<IssueIndex> issue(const Token& token) {
    const auto index = names_.issue(token.text);
    if (!index) {
      note_name(token.begin, names_.no_such_issue(token.text));
      return std::nullopt;
    }
    if (names_.of().issues[*index].kind == IssueKind::kDivisible) {
      note(token.begin, ErrorCode::kUnsupported,
           fmt::format("'{}' is divisible; conditions speak of options and amounts", token.text));
      return std::nullopt;
    }
    return index;
  }

  Condition choice() {
    const auto index = issue(take());
    want("is");
    const bool listed = peek(1).is("of");  // otherwise "none" is an option of that name
    const bool none = listed && peek().is("none"), one = listed && peek().is("one");
    bool negative = none;
    Condition made = node(Kind::kIs, {});
    if (index) made.issue = *index;
    if (one || none) {
      take();
      want("of");
      want("(");
      do option(index, made);
      while (took(","));
      want(")");
    } else {
      negative = took("not");
      option(index, made);
    }
    std::sort(made.options.begin(), made.options.end());
    made.options.erase(std::unique(made.options.begin(), made.options.end()), made.options.end());
    previous_issue_ = index;
    if (!negative) return made;
    std::vector<Condition> inner;
    inner.push_back(std::move(made));
    return node(Kind::kNot, std::move(inner));
  }

  void option(std::optional<IssueIndex> index, Condition& made) {
    std::string sign = took("-") ? "-" : "";
    const bool known = index && peek().kind == Token::Kind::kWord && names_.option(*index, peek().text);
    if (!at_name() && !known) expected("an option");
    const Token& token = take();
    if (!index) return;
    if (const auto found = names_.option(*index, sign + token.text)) made.options.push_back(*found);
    else note_name(token.begin, names_.no_such_option(*index, sign + token.text));
  }

  Condition comparison() {
    static const std::map<std::string, Order, std::less<>> orders = {
        {"<", Order::kLess},      {"<=", Order::kLessEqual},    {"=", Order::kEqual},
        {"!=", Order::kNotEqual}, {">=", Order::kGreaterEqual}, {">", Order::kGreater}};
    const std::size_t first = at_;
    Sum left = sum();
    const auto order = peek().kind == Token::Kind::kSign ? orders.find(peek().text) : orders.end();
    if (order == orders.end()) not_a_comparison(first);
    take();
    const Sum right = sum();
    if (peek().kind == Token::Kind::kSign && orders.contains(peek().text))
      expected("one comparison", "write two comparisons joined by 'and'");
    for (const auto& [index, coefficient] : right.terms) left.terms[index] -= coefficient;
    Condition made = node(Kind::kCompare, {});
    for (const auto& [index, coefficient] : left.terms)
      if (coefficient != 0) made.terms.push_back({index, coefficient});
    made.order = order->second;
    made.bound = right.constant - left.constant;
    return made;
  }

  // Says what is missing where a lone name stands: the usual slip is "venue is geneva or moscow".
  [[noreturn]] void not_a_comparison(std::size_t first) {
    const Token& name = tokens_[first];
    if (at_ == first + 1 && previous_issue_ && names_.option(*previous_issue_, name.text)) {
      const std::string& id = names_.of().issues[*previous_issue_].id;
      fail(name.begin, ErrorCode::kSyntax,
           fmt::format("'{}' stands alone; expected a condition", name.text.substr(0, 60)),
           fmt::format("write '{} is one of (..., {})'", id, name.text.substr(0, 60)));
    }
    expected("'is' or a comparison such as '<='");
  }

  Sum sum() {
    Sum total;
    bool negative = took("-");
    do {
      part(total, negative);
      negative = peek().is("-");
    } while (took("+") || took("-"));
    return total;
  }

  void part(Sum& total, bool negative) {
    if (!at_name()) expected("a condition");
    const Token& token = take();
    Rational factor = negative ? -1 : 1;
    if (token.kind == Token::Kind::kWord) {
      if (const auto number = parse_number(token.text)) {
        factor *= *number;
        if (!took("*")) {
          total.constant += factor;
          return;
        }
        if (!at_name()) expected("the name of an amount");
        return amount(total, take(), factor);
      }
    }
    amount(total, token, factor);
  }

  void amount(Sum& total, const Token& token, const Rational& factor) {
    if (peek().is("*")) expected("a number before '*'", "write 2*aid");
    // A lone option of the issue before it is no amount: leave it to not_a_comparison.
    if (previous_issue_ && !names_.issue(token.text) && names_.option(*previous_issue_, token.text)) return;
    const auto index = issue(token);
    if (!index) return;
    if (names_.of().issues[*index].kind != IssueKind::kAmount) {
      note(token.begin, ErrorCode::kValue, fmt::format("'{}' is no amount", token.text.substr(0, 60)),
           fmt::format("write '{} is ...'", token.text.substr(0, 60)));
      return;
    }
    total.terms[*index] += factor;
  }

  std::string_view text_;
  const Names& names_;
  bool decision_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t nodes_ = 0;
  int depth_ = 0;
  std::optional<IssueIndex> previous_issue_;  // of the last choice, for the hint above
  Errors errors_;
};

}  // namespace

Checked<Condition> parse_condition(std::string_view text, const Names& names) {
  return Parser(text, names, false).run();
}

Checked<Condition> parse_decision(std::string_view text, const Names& names) { return Parser(text, names, true).run(); }

}  // namespace parley
