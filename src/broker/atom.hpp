// An Atom feed (RFC 4287) as text.
//
// Input      entries, the newest first; text in UTF-8
// Output     XML 1.0 that every parser takes: what XML cannot carry (most control characters) is left out
// Ids        urn:uuid of an object's 128 random bits (RFC 9562, version 8), the same for as long as the object stands
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "talks/time.hpp"

namespace parley::broker {

struct FeedEntry {
  std::string id, title, author, text;
  talks::Time published, updated;
};

struct AtomFeed {
  std::string id, title, self, page;  // self and page: addresses on this server
  std::vector<FeedEntry> entries;
};

std::string to_atom(const AtomFeed& feed);

// Of an id of the talks, 22 characters of base64url; none of those is an error of the program.
std::string uuid_urn(std::string_view id);

// Of something that is named by an object of the talks, such as the feed by its first entry.
std::string derived_urn(std::string_view what, std::string_view id);

// As XML text, in an element or in an attribute.
std::string xml_text(std::string_view text);

// The first line, cut after some sixty characters at a space.
std::string first_words(std::string_view text);

}  // namespace parley::broker
