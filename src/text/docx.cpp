#include "text/docx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>
#include <utility>

#include "text/archive.hpp"
#include "text/docx_parts.hpp"
#include "text/script.hpp"

namespace parley::text {
namespace {

// Words up to a paragraph's end, and whether that end was kept, removed or added.
struct Paragraph {
  std::vector<Run> runs;
  RunKind end = RunKind::kKept;
};

// LF ends a paragraph and shares the kind of its run; the last paragraph ends as the whole text does. A text that one
// draft lacks altogether has no paragraph there, so its last end is removed or added with it.
std::vector<Paragraph> paragraphs(const std::vector<Run>& runs) {
  if (runs.empty()) return {};
  std::vector<Paragraph> result(1);
  for (const Run& run : runs) {
    std::size_t from = 0;
    for (std::size_t at; (at = run.text.find('\n', from)) != std::string::npos; from = at + 1) {
      if (at > from) result.back().runs.push_back({run.kind, run.text.substr(from, at - from)});
      result.back().end = run.kind;
      result.emplace_back();
    }
    if (from < run.text.size()) result.back().runs.push_back({run.kind, run.text.substr(from)});
  }
  const bool no_old = without(runs, RunKind::kAdded).empty();
  const bool no_new = without(runs, RunKind::kRemoved).empty();
  result.back().end = no_old ? RunKind::kAdded : no_new ? RunKind::kRemoved : RunKind::kKept;
  return result;
}

std::vector<Run> whole(RunKind kind, const std::string& text) {
  return text.empty() ? std::vector<Run>{} : std::vector<Run>{{kind, text}};
}

class Document {
 public:
  Document(const Draft& draft, const DocumentOptions& options)
      : draft_(draft), options_(options), by_(&options.changed) {}

  std::string make(const std::vector<std::string>& tags) {
    pugi::xml_node declaration = xml_.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    declaration.append_attribute("standalone") = "yes";
    pugi::xml_node root = xml_.append_child("w:document");
    root.append_attribute("xmlns:w") = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    body_ = root.append_child("w:body");
    const Draft& old = options_.against != nullptr ? *options_.against : draft_;
    const Comparison comparison = compare(old, draft_);
    for (list_ = 1; list_ <= tags.size(); ++list_) language(tags[list_ - 1], tags.size() > 1, comparison, old);
    section_properties(std::all_of(tags.begin(), tags.end(), [](const auto& tag) { return right_to_left(tag); }));
    std::ostringstream out;
    xml_.save(out, "", pugi::format_raw, pugi::encoding_utf8);
    return out.str();
  }

 private:
  void language(const std::string& tag, bool several, const Comparison& comparison, const Draft& old) {
    tag_ = tag;
    label(several);
    write(kTitleStyle, comparison.title);
    for (const Entry& entry : comparison.entries) {
      const auto known = options_.changed_by_clause.find(entry.id);
      by_ = known == options_.changed_by_clause.end() ? &options_.changed : &known->second;
      clause(entry, old);
    }
    by_ = &options_.changed;
    // Every tracked paragraph end needs a paragraph after it that stays.
    paragraph(kBodyStyle, {});
  }

  // Says which language follows and how much of it lags behind; in English, and never tracked.
  void label(bool several) {
    const auto l = draft_.language(tag_);
    const auto stale = std::count_if(draft_.clauses.begin(), draft_.clauses.end(),
                                     [&](const Clause& c) { return l && c.versions[*l].stale; });
    if (!several && stale == 0) return;
    std::string text = l && draft_.languages[*l].standing == Standing::kTranslation ? tag_ + ", translation" : tag_;
    if (stale > 0) text += fmt::format("; not yet brought up to date: {} of {} clauses", stale, draft_.clauses.size());
    const std::string tag = std::exchange(tag_, "en");
    pugi::xml_node properties = paragraph(kLabelStyle, {{{RunKind::kKept, text}}, RunKind::kKept});
    if (list_ > 1) properties.insert_child_after("w:pageBreakBefore", properties.child("w:pStyle"));
    tag_ = tag;
  }

  void clause(const Entry& entry, const Draft& old) {
    if (entry.kind == EntryKind::kStays) {
      const auto version = std::find_if(entry.versions.begin(), entry.versions.end(),
                                        [&](const VersionChange& v) { return v.language == tag_; });
      if (version == entry.versions.end()) return;
      write(kHeadingStyle, version->heading);
      write(kBodyStyle, version->body);
      return;
    }
    const bool arrives = entry.kind == EntryKind::kArrives;
    const Wording& wording = wording_of(arrives ? draft_ : old, arrives ? entry.new_clause : entry.old_clause, tag_);
    const RunKind kind = arrives ? RunKind::kAdded : RunKind::kRemoved;
    write(kHeadingStyle, whole(kind, wording.heading));
    write(kBodyStyle, whole(kind, wording.body));
  }

  void write(const char* style, const std::vector<Run>& runs) {
    // Without another draft everything is kept, the last paragraph's end included.
    for (const Paragraph& p : paragraphs(runs)) paragraph(style, p);
  }

  // Order of children after ECMA-376: pStyle, pageBreakBefore, numPr, bidi, rPr; in rPr ins or del, rtl, lang.
  pugi::xml_node paragraph(const char* style, const Paragraph& content) {
    pugi::xml_node p = body_.append_child("w:p");
    pugi::xml_node properties = p.append_child("w:pPr");
    properties.append_child("w:pStyle").append_attribute("w:val") = style;
    if (std::string_view(style) == kHeadingStyle) {
      pugi::xml_node number = properties.append_child("w:numPr");
      number.append_child("w:ilvl").append_attribute("w:val") = 0;
      number.append_child("w:numId").append_attribute("w:val") = static_cast<unsigned>(list_);
    }
    if (right_to_left(tag_)) properties.append_child("w:bidi");
    pugi::xml_node mark = properties.append_child("w:rPr");
    if (content.end != RunKind::kKept) revision(mark, content.end);
    run_properties(mark);
    for (const Run& r : content.runs) run(r.kind == RunKind::kKept ? p : revision(p, r.kind), r);
    return properties;
  }

  pugi::xml_node revision(pugi::xml_node parent, RunKind kind) {
    pugi::xml_node node = parent.append_child(kind == RunKind::kAdded ? "w:ins" : "w:del");
    node.append_attribute("w:id") = ++revisions_;
    node.append_attribute("w:author") = by_->author.c_str();
    node.append_attribute("w:date") = by_->date.c_str();
    return node;
  }

  void run_properties(pugi::xml_node properties) {
    const bool rtl = right_to_left(tag_);
    if (rtl) properties.append_child("w:rtl");
    const std::string primary = tag_.substr(0, tag_.find('-'));
    const bool east = primary == "zh" || primary == "ja" || primary == "ko";
    properties.append_child("w:lang").append_attribute(rtl ? "w:bidi" : east ? "w:eastAsia" : "w:val") = tag_.c_str();
  }

  // A tab is an element of its own; everything else is text.
  void run(pugi::xml_node parent, const Run& content) {
    pugi::xml_node r = parent.append_child("w:r");
    run_properties(r.append_child("w:rPr"));
    std::size_t from = 0;
    while (from <= content.text.size()) {
      const std::size_t tab = std::min(content.text.find('\t', from), content.text.size());
      if (tab > from) {
        pugi::xml_node t = r.append_child(content.kind == RunKind::kRemoved ? "w:delText" : "w:t");
        t.append_attribute("xml:space") = "preserve";
        t.append_child(pugi::node_pcdata).set_value(content.text.substr(from, tab - from).c_str());
      }
      if (tab < content.text.size()) r.append_child("w:tab");
      from = tab + 1;
    }
  }

  void section_properties(bool all_right_to_left) {
    pugi::xml_node section = body_.append_child("w:sectPr");
    pugi::xml_node size = section.append_child("w:pgSz");
    size.append_attribute("w:w") = 11906;  // A4, in twentieths of a point
    size.append_attribute("w:h") = 16838;
    pugi::xml_node margins = section.append_child("w:pgMar");
    for (const char* side : {"w:top", "w:right", "w:bottom", "w:left"}) margins.append_attribute(side) = 1418;
    for (const char* other : {"w:header", "w:footer"}) margins.append_attribute(other) = 709;
    margins.append_attribute("w:gutter") = 0;
    if (all_right_to_left) section.append_child("w:bidi");
  }

  const Draft& draft_;
  const DocumentOptions& options_;
  const Attribution* by_;  // whose the tracked changes are that are being written
  pugi::xml_document xml_;
  pugi::xml_node body_;
  std::string tag_;        // of the language that is being written
  std::size_t list_ = 0;   // its numbering
  unsigned revisions_ = 0;
};

}  // namespace

Result<std::string> to_docx(const Draft& draft, const DocumentOptions& options) {
  std::vector<std::string> tags = options.languages;
  if (tags.empty())
    for (const Language& language : draft.languages) tags.push_back(language.tag);
  std::vector<ArchivedFile> files = fixed_parts(tags.size());
  files.insert(files.begin() + 3, {"word/document.xml", Document(draft, options).make(tags)});
  return to_zip(files);
}

}  // namespace parley::text
