// One XML file in memory: elements with their places, attributes as exact numbers, errors that name the element.
//
// Guards     not UTF-8 or control characters are refused; document types are skipped and no entity is fetched or
//            expanded beyond XML's own five; pugixml parses without recursion, whatever the depth
#pragma once

#include <pugixml.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/documents.hpp"
#include "formats/import.hpp"

namespace parley::formats {

class XmlFile {
 public:
  // Reads `document`, which outlives this. Errors go to `import`; `root` is then empty.
  XmlFile(const Document& document, Import& import);
  XmlFile(const XmlFile&) = delete;
  XmlFile& operator=(const XmlFile&) = delete;

  const Document& document() const { return document_; }
  pugi::xml_node root() const { return root_; }
  Where at(pugi::xml_node node) const;

  void error(ErrorCode code, std::string message, pugi::xml_node node, std::string hint = {});
  void error(ErrorCode code, std::string message, std::string hint = {});  // of the whole file

  // The attribute as a finite number, blanks around it aside. Absent: empty without an error, as `has` tells.
  std::optional<Rational> number(pugi::xml_node node, const char* attribute);
  // Also an error when the attribute is absent.
  std::optional<Rational> needed_number(pugi::xml_node node, const char* attribute);
  std::optional<Rational> needed_whole(pugi::xml_node node, const char* attribute);

 private:
  const Document& document_;
  Import& import_;
  pugi::xml_document xml_;
  pugi::xml_node root_;
  std::vector<std::size_t> starts_;  // of lines
};

std::string_view attribute(pugi::xml_node node, const char* name);
inline bool has(pugi::xml_node node, const char* name) { return !node.attribute(name).empty(); }

}  // namespace parley::formats
