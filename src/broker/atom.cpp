#include "broker/atom.hpp"

#include <sodium.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/utf8.hpp"

namespace parley::broker {

std::string xml_text(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto length = utf8_length(text, at);
    const auto piece = text.substr(at, std::max<std::size_t>(length, 1));
    at += piece.size();
    const auto c = static_cast<unsigned char>(piece.front());
    const bool control = c < 0x20 && c != '\t' && c != '\n';
    if (length == 0 || control || c == 0x7F || piece == "\xEF\xBF\xBE" || piece == "\xEF\xBF\xBF") continue;
    if (piece == "&") out += "&amp;";
    else if (piece == "<") out += "&lt;";
    else if (piece == ">") out += "&gt;";
    else if (piece == "\"") out += "&quot;";
    else out += piece;
  }
  return out;
}

namespace {

using Uuid = std::array<unsigned char, 16>;

std::string to_urn(Uuid b) {
  b[6] = static_cast<unsigned char>((b[6] & 0x0F) | 0x80);
  b[8] = static_cast<unsigned char>((b[8] & 0x3F) | 0x80);
  std::string out = "urn:uuid:";
  for (std::size_t i = 0; i < b.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += fmt::format("{:02x}", b[i]);
  }
  return out;
}

}  // namespace

std::string uuid_urn(std::string_view id) {
  Uuid bytes{};
  std::size_t length = 0;
  if (sodium_base642bin(bytes.data(), bytes.size(), id.data(), id.size(), nullptr, &length, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      length != bytes.size())
    throw std::logic_error("this is no id of the talks");
  return to_urn(bytes);
}

std::string derived_urn(std::string_view what, std::string_view id) {
  const auto text = std::string(what) + '\n' + std::string(id);
  Uuid bytes{};
  crypto_generichash(bytes.data(), bytes.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     nullptr, 0);
  return to_urn(bytes);
}

std::string first_words(std::string_view text) {
  constexpr std::size_t kMost = 60;
  const auto line = text.substr(0, text.find('\n'));
  std::size_t end = 0, count = 0, space = 0;
  while (end < line.size() && count < kMost) {
    if (line[end] == ' ') space = end;
    end += std::max<std::size_t>(utf8_length(line, end), 1);
    ++count;
  }
  if (end >= line.size()) return std::string(line);
  return std::string(line.substr(0, space > 0 ? space : end)) + "\xE2\x80\xA6";
}

std::string to_atom(const AtomFeed& feed) {
  talks::Time updated;  // of an empty feed: the beginning of all times
  for (const auto& entry : feed.entries) updated = std::max(updated, entry.updated);
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
      "<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n"
      "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n"
      "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
      xml_text(feed.id), xml_text(feed.title), to_text(updated), xml_text(feed.self), xml_text(feed.page));
  for (const auto& entry : feed.entries)
    out += fmt::format(
        "<entry>\n<id>{}</id>\n<title>{}</title>\n<published>{}</published>\n<updated>{}</updated>\n"
        "<author><name>{}</name></author>\n<content type=\"text\">{}</content>\n</entry>\n",
        xml_text(entry.id), xml_text(entry.title), to_text(entry.published), to_text(entry.updated),
        xml_text(entry.author), xml_text(entry.text));
  return out + "</feed>\n";
}

}  // namespace parley::broker
