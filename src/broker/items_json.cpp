#include "broker/items_json.hpp"

#include <rapidjson/writer.h>

namespace parley::broker {
namespace {

// RapidJSON writes the strings, one writer each. Not the brackets: its stack of levels begins with arithmetic on a null pointer.
class Text {
 public:
  template <class T>
  void member(std::string_view name, const T& value) {
    key(name);
    write(value);
  }
  template <class Members>
  void object(Members members) {
    text_ += '{';
    members();
    text_ += '}';
  }
  template <class Each>
  void array(const auto& list, Each each) {
    text_ += '[';
    for (const auto& one : list) {
      separate();
      each(one);
    }
    text_ += ']';
  }
  void key(std::string_view name) {
    separate();
    write(name);
    text_ += ':';
  }
  const std::string& str() const { return text_; }

 private:
  struct Stream {
    using Ch = char;
    std::string& to;
    void Put(char c) { to.push_back(c); }  // NOLINT(readability-identifier-naming): these names are RapidJSON's
    void Flush() {}  // NOLINT(readability-identifier-naming)
  };

  // Between two members or elements, and before no first one.
  void separate() {
    if (text_.back() != '{' && text_.back() != '[') text_ += ',';
  }
  void write(std::string_view value) {
    Stream stream{text_};
    rapidjson::Writer<Stream>(stream).String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }
  void write(const std::string& value) { write(std::string_view(value)); }
  void write(std::uint64_t value) { text_ += std::to_string(value); }
  void write(Time value) { write(to_text(value)); }
  template <talks::HasNames E>
  void write(E value) {
    write(talks::name_of(value));
  }
  template <class T>
  void write(const std::optional<T>& value) {
    if (value) write(*value);
    else text_ += "null";
  }
  void write(const std::vector<std::string>& list) {
    array(list, [&](const auto& one) { write(one); });
  }
  void write(const talks::PackageNames& package) {
    object([&] {
      for (const auto& [issue, option] : package) member(issue, option);
    });
  }
  void write(const talks::Author& author) {
    object([&] {
      member("name", author.name);
      member("organisation", author.organisation);
    });
  }
  void write(const talks::File& file) {
    object([&] {
      member("name", file.name);
      member("size", file.size);
      member("sha256", file.sha256);
      member("metadata", file.metadata);
    });
  }

  std::string text_;
};

// What counts of an item that was sent is the tag under which the mediator has it.
talks::Tag tag_that_counts(const Call& call, const talks::Item& item) {
  if (item.sent)
    if (const auto copy = call.view.item(item.copy); copy.item != nullptr) return copy.item->posted.tag;
  return item.posted.tag;
}

void write_item(Text& text, const Call& call, const talks::Hall& hall, const talks::Item& item) {
  const auto& posted = item.posted;
  text.member("id", posted.item);
  text.member("kind", posted.kind);
  text.member("text", posted.text);
  text.member("package", posted.package);
  text.member("file", posted.file);
  text.member("tag", tag_that_counts(call, item));
  text.member("author", posted.author);
  text.member("time", item.time);
  text.member("answers", posted.answers);
  text.member("origin", posted.origin);
  text.member("sent", item.sent);
  text.key("consents");
  text.array(item.consents, [&](const talks::Item::Consent& consent) {
    text.object([&] {
      text.member("id", consent.event.consent);
      text.member("words", consent.event.words);
      text.member("recipients", consent.event.recipients);
      text.member("expires", consent.event.expires);
      text.member("author", consent.author);
      text.member("time", consent.time);
    });
  });
  // What the mediator did with a party's words is told to that party; what it did with its own in a caucus, too.
  const bool told = hall.audience.kind == talks::AudienceKind::kCaucus;
  text.key("releases");
  text.array(std::span(item.releases).first(told ? item.releases.size() : 0), [&](const talks::Item::Release& release) {
    text.object([&] {
      text.member("how", release.event.how);
      text.member("words", release.event.words);
      text.member("to", release.event.to);
      text.member("author", release.author);
      text.member("time", release.time);
    });
  });
}

}  // namespace

std::string items_json(const Call& call, const talks::Hall& hall, std::span<const talks::Item> items) {
  Text text;
  text.array(items, [&](const talks::Item& item) { text.object([&] { write_item(text, call, hall, item); }); });
  return text.str();
}

}  // namespace parley::broker
