#include "text/html.hpp"

#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "text/random_drafts.hpp"

namespace parley::text {
namespace {

// Our pages are XML but for the doctype, void elements and named entities, so that a strict parser can hold them to account.
pugi::xml_document parse(std::string html) {
  html.erase(0, html.find('\n') + 1);
  for (std::size_t at = 0; (at = html.find("<meta", at)) != std::string::npos; ++at)
    html.insert(html.find('>', at), "/");
  pugi::xml_document document;
  const auto parsed = document.load_buffer(html.data(), html.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  if (!parsed)
    throw std::runtime_error(std::string(parsed.description()) +
                             html.substr(static_cast<std::size_t>(parsed.offset), 80));
  return document;
}

void words(const pugi::xml_node& node, const std::string& left_out, std::string& out) {
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() == pugi::node_pcdata) out += child.value();
    else if (child.name() != left_out) words(child, left_out, out);
    if (child.name() == std::string("p") && node.name() == std::string("div")) out += '\n';
  }
}

// The words of one language without <ins> or <del>, without empty lines and notes.
std::string side(const pugi::xml_document& page, const std::string& tag, const std::string& left_out) {
  std::string all;
  for (const auto& version : page.select_nodes(("//div[@lang='" + tag + "']").c_str())) {
    pugi::xml_node node = version.node();
    while (const auto note = node.find_child_by_attribute("p", "class", "note")) node.remove_child(note);
    words(node, left_out, all);
    all += '\n';
  }
  std::string result;
  for (const char c : all)
    if (c != '\n' || (!result.empty() && result.back() != '\n')) result += c;
  return result;
}

TEST(HtmlPage, MarkedAgainstAnotherDraftHoldsBothDrafts) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const History history = RandomEditor(seed).history(25);
    const Draft before = history.draft(5 + static_cast<std::uint32_t>(seed % 20));
    const Draft& after = history.latest();
    const auto marked = parse(to_html(after, {{}, &before, "Draft 2", "Draft 1"}));
    PageOptions plain;
    for (const Language& language : after.languages) plain.languages.push_back(language.tag);
    const auto new_page = parse(to_html(after, plain));
    const auto old_page = parse(to_html(before, plain));
    for (const std::string& tag : plain.languages) {
      // Line breaks inside a clause differ where a paragraph's end was added or removed; the words do not.
      const auto joined = [](std::string text) {
        std::erase(text, '\n');
        return text;
      };
      EXPECT_EQ(joined(side(marked, tag, "del")), joined(side(new_page, tag, "del"))) << seed << tag;
      EXPECT_EQ(joined(side(marked, tag, "ins")), joined(side(old_page, tag, "ins"))) << seed << tag;
    }
  }
}

TEST(HtmlPage, EscapesWhateverTheTextHolds) {
  Draft draft;
  draft.title = "<script>alert(1)</script>";
  draft.languages = {{"ar", Standing::kAuthentic}, {"en", Standing::kTranslation}};
  draft.clauses = {{"x",
                    {{{"\"><img src=x onerror=alert(1)>", "</style><script>x</script>&lt;"}, false},
                     {{"'quoted'", "two\nlines"}, true}},
                    {}}};
  PageOptions options;
  options.label = "Draft <1>";
  const std::string html = to_html(draft, options);
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("<img"), std::string::npos);
  EXPECT_EQ(html.find("http"), std::string::npos);  // nothing is fetched
  const auto page = parse(html);
  EXPECT_STREQ(page.child("html").attribute("dir").value(), "rtl");
  EXPECT_STREQ(page.select_node("//div[@lang='ar']").node().attribute("dir").value(), "rtl");
  EXPECT_STREQ(page.select_node("//div[@lang='en']").node().attribute("dir").value(), "ltr");
  EXPECT_EQ(std::string(page.select_node("//div[@lang='en']/p[@class='note']").node().child_value()),
            "Not yet brought up to date in this language (en)");
  EXPECT_STREQ(page.select_node("//div[@lang='ar']/p").node().child_value(), "</style><script>x</script>&lt;");
}

}  // namespace
}  // namespace parley::text
