#include "formats/xml_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"

namespace parley::formats {
namespace {

std::size_t first_bad_byte(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    const std::size_t length = utf8_length(text, i);
    if (length == 0 || (c < 0x20 && c != '\n' && c != '\r' && c != '\t')) return i;
    i += length;
  }
  return std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

XmlFile::XmlFile(const Document& document, Import& import) : document_(document), import_(import) {
  const std::string_view text = document.text;
  starts_.push_back(0);
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\n') starts_.push_back(i + 1);
  if (const std::size_t bad = first_bad_byte(text); bad != std::string_view::npos) {
    error(ErrorCode::kSyntax,
          fmt::format("the byte 0x{:02x} is not text in UTF-8", static_cast<unsigned char>(text[bad])),
          "save the file as UTF-8");
    return;
  }
  const auto parsed = xml_.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!parsed) {
    const auto line =
        std::ranges::upper_bound(starts_, static_cast<std::size_t>(std::max<std::ptrdiff_t>(parsed.offset, 0))) -
        starts_.begin();
    import_.error(ErrorCode::kSyntax, fmt::format("not well-formed XML: {}", parsed.description()), "",
                  {document.name, static_cast<int>(line), 0});
    return;
  }
  root_ = xml_.document_element();
}

Where XmlFile::at(pugi::xml_node node) const {
  const std::ptrdiff_t offset = node.offset_debug();
  if (offset < 0) return {document_.name, 0, 0};
  const auto after = std::ranges::upper_bound(starts_, static_cast<std::size_t>(offset));
  return {document_.name, static_cast<int>(after - starts_.begin()),
          static_cast<int>(static_cast<std::size_t>(offset) - *(after - 1)) + 1};
}

void XmlFile::error(ErrorCode code, std::string message, pugi::xml_node node, std::string hint) {
  import_.error(code, std::move(message), std::move(hint), at(node));
}

void XmlFile::error(ErrorCode code, std::string message, std::string hint) {
  import_.error(code, std::move(message), std::move(hint), {document_.name, 0, 0});
}

std::optional<Rational> XmlFile::number(pugi::xml_node node, const char* name) {
  if (!has(node, name)) return std::nullopt;
  const std::string_view text = trimmed(attribute(node, name));
  if (auto value = parse_number(text); value && text.find('/') == std::string_view::npos) return std::move(*value);
  else if (!value && value.error().code == ErrorCode::kLimit)
    error(ErrorCode::kLimit, fmt::format("<{}>: {}: {}", node.name(), name, value.error().message), node);
  else error(ErrorCode::kValue, fmt::format("<{}>: {} is not a finite number", node.name(), name), node);
  return std::nullopt;
}

std::optional<Rational> XmlFile::needed_number(pugi::xml_node node, const char* name) {
  if (!has(node, name)) error(ErrorCode::kSchema, fmt::format("<{}> has no {}", node.name(), name), node);
  return number(node, name);
}

std::optional<Rational> XmlFile::needed_whole(pugi::xml_node node, const char* name) {
  auto value = needed_number(node, name);
  if (!value || value->get_den() == 1) return value;
  error(ErrorCode::kValue, fmt::format("<{}>: {} is not a whole number", node.name(), name), node);
  return std::nullopt;
}

std::string_view attribute(pugi::xml_node node, const char* name) { return node.attribute(name).value(); }

}  // namespace parley::formats
