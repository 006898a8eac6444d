#include "broker/file_metadata.hpp"

#include <zip.h>

#include <array>
#include <memory>
#include <pugixml.hpp>
#include <string_view>

#include "base/utf8.hpp"

namespace parley::broker {
namespace {

constexpr std::size_t kMaxPartBytes = std::size_t{4} << 20;

std::string part_of(zip_t* archive, const char* name) {
  zip_stat_t stat;
  if (zip_stat(archive, name, 0, &stat) != 0 || stat.size > kMaxPartBytes) return {};
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen(archive, name, 0), &zip_fclose);
  std::string text(stat.size, '\0');
  if (!file || zip_fread(file.get(), text.data(), text.size()) != static_cast<zip_int64_t>(text.size())) return {};
  return text;
}

// "creator: A. Author" for every element of a properties part that has text.
void properties(const std::string& xml, std::vector<std::string>& found) {
  pugi::xml_document document;
  if (xml.empty() || !document.load_buffer(xml.data(), xml.size())) return;
  struct Walker final : pugi::xml_tree_walker {
    std::vector<std::string>* found = nullptr;
    bool for_each(pugi::xml_node& node) override {
      const std::string_view text = node.child_value();
      if (node.type() == pugi::node_element && text.find_first_not_of(" \r\n\t") != std::string_view::npos)
        found->push_back(std::string(node.name()) + ": " + printable(text.substr(0, 200)));
      return true;
    }
  } walker;
  walker.found = &found;
  document.traverse(walker);
}

void of_zip(const std::string& bytes, std::vector<std::string>& found) {
  zip_error_t error;
  zip_error_init(&error);
  auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return;
  auto* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    zip_source_free(source);
    found.emplace_back("an archive that cannot be read");
    return;
  }
  for (const char* name : {"docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml"})
    properties(part_of(archive, name), found);
  const auto document = part_of(archive, "word/document.xml") + part_of(archive, "content.xml");
  if (document.find("<w:ins ") != std::string::npos || document.find("<w:del ") != std::string::npos ||
      document.find("text:tracked-changes") != std::string::npos)
    found.emplace_back("tracked changes");
  if (zip_name_locate(archive, "word/comments.xml", 0) >= 0 || document.find("office:annotation") != std::string::npos)
    found.emplace_back("comments");
  zip_discard(archive);
}

void of_pdf(std::string_view bytes, std::vector<std::string>& found) {
  for (const std::string_view key : {"/Author", "/Creator", "/Producer", "/Title", "/CreationDate", "/ModDate"})
    for (auto at = bytes.find(key); at != std::string_view::npos; at = bytes.find(key, at + 1)) {
      const auto open = bytes.find_first_not_of(" \r\n", at + key.size());
      const auto close = open == std::string_view::npos ? open : bytes.find(')', open);
      if (close != std::string_view::npos && bytes[open] == '(')
        found.push_back(std::string(key.substr(1)) + ": " +
                        printable(bytes.substr(open + 1, std::min<std::size_t>(close - open - 1, 200))));
    }
  if (bytes.find("<x:xmpmeta") != std::string_view::npos) found.emplace_back("XMP metadata");
  found.emplace_back("a PDF may hold more in compressed parts");
}

}  // namespace

std::vector<std::string> hidden_metadata(const std::string& bytes) {
  std::vector<std::string> found;
  const std::string_view view = bytes;
  if (view.starts_with("PK\x03\x04")) {
    of_zip(bytes, found);
  } else if (view.starts_with("%PDF")) {
    of_pdf(view, found);
  } else if (view.starts_with("\xFF\xD8\xFF")) {
    if (view.find("Exif") != std::string_view::npos) found.emplace_back("EXIF (camera, time, perhaps the place)");
    if (view.find("http://ns.adobe.com/xap") != std::string_view::npos) found.emplace_back("XMP metadata");
  } else if (view.starts_with("\x89PNG")) {
    for (const std::string_view chunk : {"tEXt", "iTXt", "zTXt", "eXIf"})
      if (view.find(chunk) != std::string_view::npos) found.push_back("PNG chunk " + std::string(chunk));
  } else if (printable(view.substr(0, 4096)) != view.substr(0, 4096) && view.find('\n') == std::string_view::npos) {
    found.emplace_back("a format that is not looked into");
  }
  return found;
}

}  // namespace parley::broker
