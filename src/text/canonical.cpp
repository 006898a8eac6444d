#include "text/canonical.hpp"

#include <fmt/format.h>

#include <charconv>
#include <iterator>
#include <set>

namespace parley::text {
namespace {

class Writer {
 public:
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
    out_ += '\n';
  }
  void text(std::string_view key, std::string_view value) {
    line("{} {}", key, value.size());
    out_ += value;
    out_ += '\n';
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// Reads what Writer writes and nothing else. After the first failure every further read fails, so that callers look once.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  bool failed() const { return failed_; }
  int line_number() const { return line_; }
  void fail() { failed_ = true; }
  bool at_end() const { return rest_.empty(); }

  // The rest of a line that begins with `key` and a blank.
  std::string_view after(std::string_view key) {
    const std::size_t end = rest_.find('\n');
    if (failed_ || end == std::string_view::npos || end < key.size() + 1 || rest_.substr(0, key.size()) != key ||
        rest_[key.size()] != ' ') {
      fail();
      return {};
    }
    const std::string_view value = rest_.substr(key.size() + 1, end - key.size() - 1);
    rest_.remove_prefix(end + 1);
    ++line_;
    return value;
  }

  std::size_t count(std::string_view key, std::size_t limit) { return number(after(key), limit); }

  std::size_t number(std::string_view digits, std::size_t limit) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool canonical = !digits.empty() && (digits.size() == 1 || digits[0] != '0');
    if (failed_ || error != std::errc() || end != digits.data() + digits.size() || !canonical || value > limit) {
      fail();
      return 0;
    }
    return value;
  }

  std::string text(std::string_view key, std::size_t limit, bool lines) {
    const std::size_t size = count(key, limit);
    if (failed_ || rest_.size() <= size || rest_[size] != '\n' || !check_text(rest_.substr(0, size), limit, lines)) {
      fail();
      return {};
    }
    std::string value(rest_.substr(0, size));
    for (const char c : value) line_ += c == '\n';
    rest_.remove_prefix(size + 1);
    ++line_;
    return value;
  }

  // "TAG one" or "TAG other".
  bool choice(std::string_view line, std::string& name, std::string_view one, std::string_view other) {
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos) fail();
    if (failed_) return false;
    name = line.substr(0, blank);
    const std::string_view word = line.substr(blank + 1);
    if (word != one && word != other) fail();
    return word == one;
  }

 private:
  std::string_view rest_;
  int line_ = 1;
  bool failed_ = false;
};

void write_clause(const Draft& draft, const Clause& clause, Writer& out) {
  out.line("clause {}", clause.id);
  out.line("bindings {}", clause.bindings.size());
  for (const Binding& binding : clause.bindings) {
    out.text("issue", binding.issue);
    out.line("options {}", binding.options.size());
    for (const std::string& option : binding.options) out.text("option", option);
  }
  for (std::size_t l = 0; l < draft.languages.size(); ++l) {
    const Version& version = clause.versions[l];
    out.line("version {} {}", draft.languages[l].tag, version.stale ? "stale" : "current");
    out.text("heading", version.wording.heading);
    out.text("body", version.wording.body);
  }
}

Clause read_clause(const Draft& draft, Reader& in) {
  Clause clause;
  clause.id = in.after("clause");
  if (!valid_clause_id(clause.id)) in.fail();
  const std::size_t bindings = in.count("bindings", kMaxBindings);
  for (std::size_t b = 0; b < bindings && !in.failed(); ++b) {
    Binding binding;
    binding.issue = in.text("issue", kMaxName, false);
    const std::size_t options = in.count("options", kMaxBindings);
    for (std::size_t o = 0; o < options && !in.failed(); ++o)
      binding.options.push_back(in.text("option", kMaxName, false));
    clause.bindings.push_back(std::move(binding));
  }
  for (const Language& language : draft.languages) {
    if (in.failed()) break;
    Version version;
    std::string tag;
    version.stale = in.choice(in.after("version"), tag, "stale", "current");
    if (tag != language.tag) in.fail();
    version.wording.heading = in.text("heading", kMaxHeading, false);
    version.wording.body = in.text("body", kMaxBody, true);
    clause.versions.push_back(std::move(version));
  }
  return clause;
}

void read_languages(Draft& draft, Reader& in) {
  const std::size_t languages = in.count("languages", kMaxLanguages);
  std::set<std::string> tags;
  for (std::size_t l = 0; l < languages && !in.failed(); ++l) {
    Language language;
    const bool authentic = in.choice(in.after("language"), language.tag, "authentic", "translation");
    language.standing = authentic ? Standing::kAuthentic : Standing::kTranslation;
    if (!valid_tag(language.tag) || !tags.insert(language.tag).second) in.fail();
    draft.languages.push_back(std::move(language));
  }
}

void read_clauses(Draft& draft, Reader& in) {
  const std::size_t clauses = in.count("clauses", kMaxClauses);
  std::set<std::string> ids;
  for (std::size_t c = 0; c < clauses && !in.failed(); ++c) {
    draft.clauses.push_back(read_clause(draft, in));
    if (!ids.insert(draft.clauses.back().id).second) in.fail();
  }
}

}  // namespace

std::string to_bytes(const Draft& draft) {
  Writer out;
  out.line("parley text 1");
  if (draft.number != 0) out.line("draft {}", draft.number);
  out.text("title", draft.title);
  out.line("languages {}", draft.languages.size());
  for (const Language& language : draft.languages) out.line("language {} {}", language.tag, name_of(language.standing));
  out.line("clauses {}", draft.clauses.size());
  for (const Clause& clause : draft.clauses) write_clause(draft, clause, out);
  return out.take();
}

Checked<std::string> frozen_bytes(const Draft& draft) {
  Errors errors = hinders_freezing(draft);
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return to_bytes(authentic_text(draft));
}

Result<Draft> read_bytes(std::string_view bytes) {
  Reader in(bytes);
  Draft draft;
  if (in.after("parley text") != "1") in.fail();
  if (bytes.starts_with("parley text 1\ndraft ")) {
    draft.number = static_cast<std::uint32_t>(in.count("draft", UINT32_MAX));
    if (draft.number == 0) in.fail();
  }
  draft.title = in.text("title", kMaxTitle, false);
  read_languages(draft, in);
  read_clauses(draft, in);
  if (!in.failed() && in.at_end()) return draft;
  return std::unexpected(Error{ErrorCode::kSyntax, "these are not the canonical bytes of a text",
                               "docs/formats/text.md has the format", Where{"", in.line_number(), 0}});
}

}  // namespace parley::text
