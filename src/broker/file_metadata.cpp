#include "broker/file_metadata.hpp"

#include <zip.h>

#include <algorithm>
#include <array>
#include <memory>
#include <pugixml.hpp>
#include <string_view>

#include "base/utf8.hpp"

namespace parley::broker {
namespace {

constexpr std::size_t kMost = 40, kMostBytes = 200;  // findings, and of each
constexpr std::size_t kMaxProperties = std::size_t{256} << 10, kMaxDocument = std::size_t{4} << 20;
constexpr std::string_view kUnknown = "a format that is not looked into";

// What was found, as far as anybody reads: a file can be made to hold millions of properties.
class Findings {
 public:
  bool more() const { return more_; }  // than is kept
  void add(std::string_view finding) {
    if (list_.size() >= kMost) more_ = true;
    else list_.push_back(printable(finding.substr(0, kMostBytes)));
  }
  std::vector<std::string> take() {
    if (more_) list_.emplace_back("and more");
    return std::move(list_);
  }

 private:
  std::vector<std::string> list_;
  bool more_ = false;
};

std::string part_of(zip_t* archive, const char* name, std::size_t most, Findings& found) {
  zip_stat_t stat;
  if (zip_stat(archive, name, 0, &stat) != 0) return {};
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen(archive, name, 0), &zip_fclose);
  std::string text(std::min<std::size_t>(stat.size, most + 1), '\0');
  if (text.size() > most || !file ||
      zip_fread(file.get(), text.data(), text.size()) != static_cast<zip_int64_t>(text.size())) {
    found.add(std::string(name) + ": a part that is not looked into");
    return {};
  }
  return text;
}

// "creator: A. Author" for every element of a properties part that has text.
void properties(const std::string& xml, Findings& found) {
  pugi::xml_document document;
  if (xml.empty() || !document.load_buffer(xml.data(), xml.size())) return;
  struct Walker final : pugi::xml_tree_walker {
    Findings* found = nullptr;
    bool for_each(pugi::xml_node& node) override {
      const std::string_view text = node.child_value();
      if (node.type() == pugi::node_element && text.find_first_not_of(" \r\n\t") != std::string_view::npos)
        found->add(std::string(std::string_view(node.name()).substr(0, kMostBytes)) + ": " +
                   std::string(text.substr(0, kMostBytes)));
      return !found->more();
    }
  } walker;
  walker.found = &found;
  document.traverse(walker);
}

bool any_part(zip_t* archive, std::string_view prefix) {
  for (zip_int64_t i = 0, count = zip_get_num_entries(archive, 0); i < count; ++i) {
    const char* name = zip_get_name(archive, static_cast<zip_uint64_t>(i), 0);
    if (name != nullptr && std::string_view(name).starts_with(prefix)) return true;
  }
  return false;
}

bool is_office(zip_t* archive) {
  return std::ranges::any_of(std::array{"[Content_Types].xml", "content.xml", "meta.xml"},
                             [&](const char* name) { return zip_name_locate(archive, name, 0) >= 0; });
}

void of_zip(const std::string& bytes, Findings& found) {
  zip_error_t error;
  zip_error_init(&error);
  auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return found.add(kUnknown);
  auto* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    zip_source_free(source);
    return found.add("an archive that cannot be read");
  }
  const std::unique_ptr<zip_t, void (*)(zip_t*)> owned(archive, &zip_discard);
  if (!is_office(archive)) return found.add("an archive, whose files are not looked into");
  for (const char* name : {"docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml"})
    properties(part_of(archive, name, kMaxProperties, found), found);
  const auto document =
      part_of(archive, "word/document.xml", kMaxDocument, found) + part_of(archive, "content.xml", kMaxDocument, found);
  if (document.find("<w:ins ") != std::string::npos || document.find("<w:del ") != std::string::npos ||
      document.find("text:tracked-changes") != std::string::npos)
    found.add("tracked changes");
  if (document.find("office:annotation") != std::string::npos ||
      std::ranges::any_of(std::array{"word/comments", "xl/comments", "xl/threadedComments", "ppt/comments"},
                          [&](const char* prefix) { return any_part(archive, prefix); }))
    found.add("comments");
  if (any_part(archive, "ppt/notesSlides/")) found.add("speaker's notes");
  if (std::ranges::any_of(std::array{"word/media/", "xl/media/", "ppt/media/", "Pictures/"},
                          [&](const char* prefix) { return any_part(archive, prefix); }))
    found.add("pictures, whose own metadata is not looked into");
}

void of_pdf(std::string_view bytes, Findings& found) {
  found.add("a PDF may hold more in compressed parts");
  if (bytes.find("<x:xmpmeta") != std::string_view::npos) found.add("XMP metadata");
  for (const std::string_view key : {"/Author", "/Creator", "/Producer", "/Title", "/CreationDate", "/ModDate"})
    for (auto at = bytes.find(key); at != std::string_view::npos && !found.more(); at = bytes.find(key, at + 1)) {
      // Looked at from here and not further: who writes a key a million times does not get a million searches.
      auto value = bytes.substr(at + key.size(), kMostBytes + 8);
      value.remove_prefix(std::min(value.find_first_not_of(" \r\n"), value.size()));
      if (!value.starts_with('(')) continue;
      value.remove_prefix(1);
      found.add(std::string(key.substr(1)) + ": " + std::string(value.substr(0, value.find(')'))));
    }
}

// Text that shows all there is to it: no control character but tab and line ends, and no mark-up of a format that can carry
// more than its reader shows.
bool is_plain_text(std::string_view bytes) {
  const auto start = bytes.substr(bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  const auto first = start.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && (start[first] == '<' || start.substr(first).starts_with("{\\rtf")))
    return false;
  for (std::size_t i = 0; i < start.size();) {
    const auto length = utf8_length(start, i);
    const bool control = static_cast<unsigned char>(start[i]) < 0x20 || start[i] == 0x7F;
    if (length == 0 || (control && start[i] != '\t' && start[i] != '\r' && start[i] != '\n')) return false;
    i += length;
  }
  return true;
}

}  // namespace

std::vector<std::string> hidden_metadata(const std::string& bytes) {
  Findings found;
  const std::string_view view = bytes;
  if (view.starts_with("PK\x03\x04")) {
    of_zip(bytes, found);
  } else if (view.starts_with("%PDF")) {
    of_pdf(view, found);
  } else if (view.starts_with("\xFF\xD8\xFF")) {
    if (view.find("Exif") != std::string_view::npos) found.add("EXIF (camera, time, perhaps the place)");
    if (view.find("http://ns.adobe.com/xap") != std::string_view::npos) found.add("XMP metadata");
  } else if (view.starts_with("\x89PNG")) {
    for (const std::string_view chunk : {"tEXt", "iTXt", "zTXt", "eXIf"})
      if (view.find(chunk) != std::string_view::npos) found.add("PNG chunk " + std::string(chunk));
  } else if (!is_plain_text(view)) {
    found.add(kUnknown);
  }
  return found.take();
}

}  // namespace parley::broker
