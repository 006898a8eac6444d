#include "text/docx.hpp"

#include <gtest/gtest.h>
#include <zip.h>

#include <map>
#include <pugixml.hpp>
#include <set>

#include "text/archive.hpp"
#include "text/random_drafts.hpp"
#include "text/script.hpp"

namespace parley::text {
namespace {

std::map<std::string, std::string> unzip(const std::string& bytes) {
  std::map<std::string, std::string> files;
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, nullptr);
  if (archive == nullptr) throw std::runtime_error("not an archive");
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
    zip_stat_t stat;
    zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &stat);
    std::string content(stat.size, '\0');
    zip_file_t* in = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
    zip_fread(in, content.data(), content.size());
    zip_fclose(in);
    files[stat.name] = content;
  }
  zip_discard(archive);
  return files;
}

pugi::xml_document parse(const std::string& xml) {
  pugi::xml_document document;
  const auto parsed = document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  if (!parsed) throw std::runtime_error(parsed.description());
  return document;
}

enum class Side { kAccept, kReject };

struct Para {
  std::string style, words;
  bool operator==(const Para&) const = default;
};

void take_words(const pugi::xml_node& node, Side side, std::string& out) {
  for (const pugi::xml_node& child : node.children()) {
    const std::string name = child.name();
    if (name == "w:ins" ? side == Side::kReject : name == "w:del" && side == Side::kAccept) continue;
    if (name == "w:t" || name == "w:delText") out += child.child_value();
    else if (name == "w:tab") out += '\t';
    else if (name != "w:pPr") take_words(child, side, out);
  }
}

// What a word processor leaves after accepting or rejecting every change: a paragraph whose end goes away runs into the
// next one. Labels and the closing paragraphs are ours, not the draft's.
std::vector<Para> resolve(const std::string& docx, Side side) {
  const auto document = parse(unzip(docx).at("word/document.xml"));
  std::vector<Para> result;
  std::string carried;
  for (const pugi::xml_node& p : document.child("w:document").child("w:body").children("w:p")) {
    const pugi::xml_node properties = p.child("w:pPr");
    take_words(p, side, carried);
    if (properties.child("w:rPr").child(side == Side::kAccept ? "w:del" : "w:ins")) continue;
    const std::string style = properties.child("w:pStyle").attribute("w:val").value();
    if (style != "LanguageLabel") result.push_back({style, carried});
    carried.clear();
  }
  EXPECT_EQ(carried, "");
  return result;
}

TEST(WordDocument, HasThePartsOfAPackageAndEachIsWellFormed) {
  const History history = RandomEditor(3).history(30);
  const Draft before = history.draft(20);
  const auto docx = to_docx(history.latest(), {{}, &before, {"Mediator", "2026-03-01T10:00:00Z"}, {}});
  ASSERT_TRUE(docx);
  const auto files = unzip(*docx);
  for (const auto& [name, content] : files) EXPECT_NO_THROW(parse(content)) << name;
  const auto types = parse(files.at("[Content_Types].xml"));
  for (const auto& override : types.child("Types").children("Override"))
    EXPECT_TRUE(files.contains(std::string(override.attribute("PartName").value()).substr(1)));
  const auto check_relations = [&](const char* part, const std::string& folder) {
    const auto relations = parse(files.at(part));
    std::size_t found = 0;
    for (const auto& relation : relations.child("Relationships").children("Relationship"))
      found += files.contains(folder + relation.attribute("Target").value());
    return found;
  };
  EXPECT_EQ(check_relations("_rels/.rels", ""), 1u);
  EXPECT_EQ(check_relations("word/_rels/document.xml.rels", "word/"), 3u);
  // Every style and list that the text names is defined.
  const auto styles = parse(files.at("word/styles.xml"));
  const auto document = parse(files.at("word/document.xml"));
  std::set<std::string> defined;
  for (const auto& style : styles.child("w:styles").children("w:style"))
    defined.insert(style.attribute("w:styleId").value());
  for (const auto& used : document.select_nodes("//w:pStyle"))
    EXPECT_TRUE(defined.contains(used.node().attribute("w:val").value()));
  const auto numbering = parse(files.at("word/numbering.xml"));
  for (const auto& used : document.select_nodes("//w:numId"))
    EXPECT_TRUE(numbering.select_node(
        ("//w:num[@w:numId='" + std::string(used.node().attribute("w:val").value()) + "']").c_str()));
}

TEST(WordDocument, AcceptedGivesTheNewDraftAndRejectedTheOldOne) {
  std::size_t changes = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const History history = RandomEditor(seed).history(25);
    const Draft before = history.draft(5 + static_cast<std::uint32_t>(seed % 20));
    const Draft& after = history.latest();
    DocumentOptions options;
    for (const Language& language : after.languages) options.languages.push_back(language.tag);
    const auto plain_new = to_docx(after, options);
    const auto plain_old = to_docx(before, options);
    options.against = &before;
    options.changed = {"Mediator", "2026-03-01T10:00:00Z"};
    const auto marked = to_docx(after, options);
    ASSERT_TRUE(marked && plain_new && plain_old);
    EXPECT_EQ(resolve(*marked, Side::kAccept), resolve(*plain_new, Side::kAccept)) << seed;
    EXPECT_EQ(resolve(*marked, Side::kReject), resolve(*plain_old, Side::kAccept)) << seed;
    EXPECT_EQ(resolve(*plain_new, Side::kReject), resolve(*plain_new, Side::kAccept));
    const auto document = parse(unzip(*marked).at("word/document.xml"));
    std::set<std::string> ids;
    for (const auto& revision : document.select_nodes("//w:ins | //w:del")) {
      ++changes;
      EXPECT_STREQ(revision.node().attribute("w:author").value(), "Mediator");
      EXPECT_STREQ(revision.node().attribute("w:date").value(), "2026-03-01T10:00:00Z");
      EXPECT_TRUE(ids.insert(revision.node().attribute("w:id").value()).second);
    }
    EXPECT_FALSE(document.select_node("//w:del//w:t | //w:ins//w:delText"));
  }
  EXPECT_GT(changes, 1000u);
}

// The words of a document are those of the draft, character for character.
TEST(WordDocument, CarriesEveryWordAsItIs) {
  Draft draft;
  draft.title = "A & B <c>";
  draft.languages = {{"en", Standing::kAuthentic}, {"ar", Standing::kTranslation}};
  draft.clauses = {{"x", {{{"H", "one\ttwo  three \n\n]]> &amp;"}, false}, {{"وقف", "إطلاق النار 30"}, true}}, {}}};
  const auto docx = to_docx(draft, {});
  ASSERT_TRUE(docx);
  EXPECT_EQ(resolve(*docx, Side::kAccept), (std::vector<Para>{{"Title", "A & B <c>"},
                                                              {"Heading1", "H"},
                                                              {"ClauseText", "one\ttwo  three "},
                                                              {"ClauseText", ""},
                                                              {"ClauseText", "]]> &amp;"},
                                                              {"ClauseText", ""},
                                                              {"Title", "A & B <c>"},
                                                              {"Heading1", "وقف"},
                                                              {"ClauseText", "إطلاق النار 30"},
                                                              {"ClauseText", ""}}));
  const auto document = parse(unzip(*docx).at("word/document.xml"));
  std::string labels;
  for (const auto& p : document.select_nodes("//w:p[w:pPr/w:pStyle/@w:val='LanguageLabel']"))
    take_words(p.node(), Side::kAccept, labels);
  EXPECT_EQ(labels, "enar, translation; not yet brought up to date: 1 of 1 clauses");
  for (const auto& run : document.select_nodes("//w:r[w:t[contains(., 'إطلاق')]]")) {
    EXPECT_TRUE(run.node().child("w:rPr").child("w:rtl"));
    EXPECT_TRUE(run.node().parent().child("w:pPr").child("w:bidi"));
  }
}

TEST(WordDocument, NamesWhoChangedEachClauseWhereThatIsKnown) {
  const auto one = [](const std::string& id, const std::string& words) {
    return Clause{id, {{{"", words}, false}}, {}};
  };
  Draft before;
  before.languages = {{"en", Standing::kAuthentic}};
  before.clauses = {one("a", "old"), one("b", "old")};
  Draft after = before;
  after.clauses = {one("a", "new"), one("b", "new")};
  const auto docx =
      to_docx(after, {{}, &before, {"Team", "2026-03-02T10:00:00Z"}, {{"a", {"Anna", "2026-03-01T10:00:00Z"}}}});
  const auto document = parse(unzip(*docx).at("word/document.xml"));
  EXPECT_EQ(document.select_nodes("//w:ins[@w:author='Anna'][@w:date='2026-03-01T10:00:00Z']").size(), 1u);
  EXPECT_EQ(document.select_nodes("//w:ins[@w:author='Team']").size(), 1u);
}

TEST(WordDocument, HasTheSameBytesEveryTime) {
  const History history = RandomEditor(11).history(20);
  const Draft before = history.draft(10);
  const DocumentOptions options{{}, &before, {"Mediator", "2026-03-01T10:00:00Z"}, {}};
  const auto first = to_docx(history.latest(), options);
  setenv("TZ", "Asia/Tokyo", 1);
  tzset();
  EXPECT_EQ(*to_docx(history.latest(), options), *first);
  unsetenv("TZ");
  tzset();
}

TEST(Script, OfALanguageDecidesItsDirection) {
  for (const char* tag : {"ar", "AR-EG", "he", "fa-IR", "az-Arab", "ckb", "ur"}) EXPECT_TRUE(right_to_left(tag)) << tag;
  for (const char* tag : {"en", "ru", "uk", "ar-Latn", "zh-Hant", "arn"}) EXPECT_FALSE(right_to_left(tag)) << tag;
}

}  // namespace
}  // namespace parley::text
