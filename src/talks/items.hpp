// What is said in a room: messages, proposals (packages) and documents, with their authors' tags, the consents that widen
// them, and what became of them.
//
// Projection  Items folds any room. An item that was sent or released is a new item in the room where it arrives, with an
//             id of its own; only the room that it came from knows both.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "talks/audience.hpp"
#include "talks/author.hpp"
#include "talks/fields.hpp"
#include "talks/time.hpp"

namespace parley::talks {

struct Stamp;

// The widest use that an author allows, each wider than the one before.
enum class Tag { kMediatorOnly, kUnattributed, kConveyed, kPublic };
template <>
struct Names<Tag> {
  static constexpr std::array<std::pair<Tag, std::string_view>, 4> kList{{{Tag::kMediatorOnly, "mediator_only"},
                                                                          {Tag::kUnattributed, "unattributed"},
                                                                          {Tag::kConveyed, "conveyed"},
                                                                          {Tag::kPublic, "public"}}};
};

enum class ItemKind { kMessage, kProposal, kDocument };
template <>
struct Names<ItemKind> {
  static constexpr std::array<std::pair<ItemKind, std::string_view>, 3> kList{
      {{ItemKind::kMessage, "message"}, {ItemKind::kProposal, "proposal"}, {ItemKind::kDocument, "document"}}};
};

enum class Origin { kWritten, kSent, kConveyed, kUnattributed, kConsented };
template <>
struct Names<Origin> {
  static constexpr std::array<std::pair<Origin, std::string_view>, 5> kList{{{Origin::kWritten, "written"},
                                                                             {Origin::kSent, "sent"},
                                                                             {Origin::kConveyed, "conveyed"},
                                                                             {Origin::kUnattributed, "unattributed"},
                                                                             {Origin::kConsented, "consented"}}};
};

enum class ReleaseHow { kConveyed, kUnattributed, kConsented, kSpoken };
template <>
struct Names<ReleaseHow> {
  static constexpr std::array<std::pair<ReleaseHow, std::string_view>, 4> kList{
      {{ReleaseHow::kConveyed, "conveyed"},
       {ReleaseHow::kUnattributed, "unattributed"},
       {ReleaseHow::kConsented, "consented"},
       {ReleaseHow::kSpoken, "spoken"}}};
};

struct File {
  std::string name, bytes;  // bytes: base64
  std::uint64_t size = 0;
  std::string sha256;  // hex, of the bytes
  std::vector<std::string> metadata;
  static constexpr auto fields() {
    return std::tuple{field("name", &File::name), field("bytes", &File::bytes), field("size", &File::size),
                      field("sha256", &File::sha256), field("metadata", &File::metadata)};
  }
};

using PackageNames = std::map<std::string, std::string>;  // option ids by issue id

struct ItemPosted {
  static constexpr const char* kKind = "item.posted";
  std::string item;
  ItemKind kind = ItemKind::kMessage;
  std::string text;
  PackageNames package;
  std::optional<File> file;
  Tag tag = Tag::kMediatorOnly;
  std::string answers;
  Origin origin = Origin::kWritten;
  Author author;  // of the words; whoever appended the event stands in its stamp
  static constexpr auto fields() {
    using E = ItemPosted;
    return std::tuple{field("item", &E::item),       field("kind", &E::kind),     field("text", &E::text),
                      field("package", &E::package), field("file", &E::file),     field("tag", &E::tag),
                      field("answers", &E::answers), field("origin", &E::origin), field("author", &E::author)};
  }
};
struct ItemTagged {
  static constexpr const char* kKind = "item.tagged";
  std::string item;
  Tag tag = Tag::kMediatorOnly;
  static constexpr auto fields() {
    return std::tuple{field("item", &ItemTagged::item), field("tag", &ItemTagged::tag)};
  }
};
// In the party's own room: this item went to the caucus, where it is `copy`.
struct ItemSent {
  static constexpr const char* kKind = "item.sent";
  std::string item, copy;
  static constexpr auto fields() { return std::tuple{field("item", &ItemSent::item), field("copy", &ItemSent::copy)}; }
};
struct Consented {
  static constexpr const char* kKind = "item.consented";
  std::string consent, item, words;
  std::vector<std::string> recipients;  // audiences
  Time expires;
  static constexpr auto fields() {
    using E = Consented;
    return std::tuple{field("consent", &E::consent), field("item", &E::item), field("words", &E::words),
                      field("recipients", &E::recipients), field("expires", &E::expires)};
  }
};
// In the caucus: the mediator used this item.
struct Released {
  static constexpr const char* kKind = "item.released";
  std::string item;
  ReleaseHow how = ReleaseHow::kConveyed;
  std::string words;
  std::vector<std::string> to;  // audiences
  static constexpr auto fields() {
    using E = Released;
    return std::tuple{field("item", &E::item), field("how", &E::how), field("words", &E::words), field("to", &E::to)};
  }
};

struct Item {
  ItemPosted posted;
  Time time;
  std::optional<Time> sent;
  std::string copy;  // what it is in the caucus, once sent
  struct Consent {
    Consented event;
    Author author;
    Time time;
  };
  struct Release {
    Released event;
    Author author;
    Time time;
  };
  std::vector<Consent> consents;
  std::vector<Release> releases;
};

struct Items {
  std::vector<Item> list;  // in the order of the room

  void apply(const Stamp& stamp, const ItemPosted& event);
  void apply(const Stamp&, const ItemTagged& event);
  void apply(const Stamp& stamp, const ItemSent& event);
  void apply(const Stamp& stamp, const Consented& event);
  void apply(const Stamp& stamp, const Released& event);

  const Item* find(const std::string& id) const;

 private:
  Item& get(const std::string& id);
  std::map<std::string, std::size_t> index_;
};

}  // namespace parley::talks
