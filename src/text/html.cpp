#include "text/html.hpp"

#include <algorithm>

#include "text/script.hpp"

namespace parley::text {
namespace {

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --ink: #1b2430; --soft: #57606c; --line: #cfd5dc; --page: #fff;
  --in: #0b5d3b; --in-page: #e2f4ea; --out: #96232c; --out-page: #fbe9ea; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --soft: #a3adb9; --line: #3b4552; --page: #151b23;
  --in: #8fdcb4; --in-page: #143325; --out: #f2a3a8; --out-page: #3d1a1e; } }
body { margin: 0 auto; padding: 2rem 1rem 4rem; max-width: 76rem; color: var(--ink); background: var(--page);
  font: 1rem/1.6 "Noto Serif", Georgia, "Times New Roman", serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; line-height: 1.35; margin: 0 0 .4rem; }
p { margin: 0 0 .6rem; }
.label, .note { color: var(--soft); font: .875rem/1.5 system-ui, sans-serif; }
section { border-top: 1px solid var(--line); padding: 1rem 0 .5rem; }
.versions { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 0 2rem; }
ins { color: var(--in); background: var(--in-page); }
del { color: var(--out); background: var(--out-page); }
del + ins { margin-inline-start: .15em; }
del + ins::before { content: "\200c"; } /* Arabic letters would join across the two */
@media print { body { padding: 0; max-width: none; } section { break-inside: avoid; } }
)";

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      default: result += c;
    }
  }
  return result;
}

std::vector<Run> one_run(RunKind kind, const std::string& text) {
  return text.empty() ? std::vector<Run>{} : std::vector<Run>{{kind, text}};
}

std::string inline_runs(const std::vector<Run>& runs) {
  std::string html;
  for (const Run& run : runs) {
    const std::string text = escaped(run.text);
    if (run.kind == RunKind::kKept) html += text;
    else html += run.kind == RunKind::kAdded ? "<ins>" + text + "</ins>" : "<del>" + text + "</del>";
  }
  return html;
}

// Paragraphs end at LF, whatever run it stands in; <ins> and <del> are closed before and opened again after.
std::string paragraphs(const std::vector<Run>& runs) {
  std::string html;
  std::vector<Run> paragraph;
  const auto end = [&] {
    if (!paragraph.empty()) html += "<p>" + inline_runs(paragraph) + "</p>\n";
    paragraph.clear();
  };
  for (const Run& run : runs) {
    std::size_t from = 0;
    for (std::size_t at; (at = run.text.find('\n', from)) != std::string::npos; from = at + 1) {
      if (at > from) paragraph.push_back({run.kind, run.text.substr(from, at - from)});
      end();
    }
    if (from < run.text.size()) paragraph.push_back({run.kind, run.text.substr(from)});
  }
  end();
  return html;
}

class Page {
 public:
  Page(const Draft& draft, const PageOptions& options) : draft_(draft), options_(options), tags_(options.languages) {
    if (tags_.empty())
      for (const Language& language : draft.languages) tags_.push_back(language.tag);
  }

  std::string make() {
    const Draft& against = options_.against ? *options_.against : draft_;
    const Comparison comparison = compare(against, draft_);
    const std::string lang = tags_.empty() ? "und" : tags_[0];
    html_ = "<!doctype html>\n<html lang=\"" + escaped(lang) + "\" dir=\"" + direction(lang) +
            "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
            "initial-scale=1\">\n<title>" +
            escaped(draft_.title) + "</title>\n<style>" + std::string(kStyle) +
            "</style>\n</head>\n<body>\n<main>\n<h1 dir=\"auto\">" + inline_runs(comparison.title) + "</h1>\n";
    if (!options_.label.empty()) html_ += "<p class=\"label\" lang=\"en\" dir=\"ltr\">" + escaped(caption()) + "</p>\n";
    for (const Entry& entry : comparison.entries) section(entry, against);
    return html_ + "</main>\n</body>\n</html>\n";
  }

 private:
  static std::string direction(const std::string& tag) { return right_to_left(tag) ? "rtl" : "ltr"; }

  std::string caption() const {
    return options_.against ? options_.label + ", marked against " + options_.against_label : options_.label;
  }

  void note(const std::string& text) {
    html_ += "<p class=\"note\" lang=\"en\" dir=\"ltr\">" + escaped(text) + "</p>\n";
  }

  void section(const Entry& entry, const Draft& against) {
    html_ += "<section>\n";
    if (entry.moved) note(entry.kind == EntryKind::kLeaves ? "Moved from here" : "Moved to here");
    else if (entry.kind != EntryKind::kStays) note(entry.kind == EntryKind::kLeaves ? "Removed" : "New");
    html_ += "<div class=\"versions\">\n";
    for (const std::string& tag : tags_) version(entry, tag, against);
    html_ += "</div>\n</section>\n";
  }

  void version(const Entry& entry, const std::string& tag, const Draft& against) {
    std::vector<Run> heading;
    std::vector<Run> body;
    if (entry.kind == EntryKind::kStays) {
      const auto change = std::find_if(entry.versions.begin(), entry.versions.end(),
                                       [&](const VersionChange& v) { return v.language == tag; });
      if (change == entry.versions.end()) return;
      heading = change->heading;
      body = change->body;
    } else {
      const bool arrives = entry.kind == EntryKind::kArrives;
      const Wording& wording =
          wording_of(arrives ? draft_ : against, arrives ? entry.new_clause : entry.old_clause, tag);
      const RunKind kind = arrives ? RunKind::kAdded : RunKind::kRemoved;
      heading = one_run(kind, wording.heading);
      body = one_run(kind, wording.body);
    }
    html_ += "<div lang=\"" + escaped(tag) + "\" dir=\"" + direction(tag) + "\">\n";
    if (!heading.empty()) html_ += "<h2>" + inline_runs(heading) + "</h2>\n";
    html_ += paragraphs(body);
    const auto l = draft_.language(tag);
    if (entry.new_clause && entry.kind != EntryKind::kLeaves && l && entry.new_clause->versions[*l].stale)
      note("Not yet brought up to date in this language (" + tag + ")");
    html_ += "</div>\n";
  }

  const Draft& draft_;
  const PageOptions& options_;
  std::vector<std::string> tags_;
  std::string html_;
};

}  // namespace

std::string to_html(const Draft& draft, const PageOptions& options) { return Page(draft, options).make(); }

}  // namespace parley::text
