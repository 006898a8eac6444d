// Rooms and items as the contract shows them.
#pragma once

#include "broker/call.hpp"

namespace parley::broker {

// A room is every hall that people talk in: all but accounts.
bool is_room(const talks::Hall& hall);
std::string title_of(const Audience& audience, const talks::View& view);
// The organisations whose members read there, by name.
std::vector<std::string> readers_of(const Audience& audience, const talks::View& view);
bool may_write(const talks::Viewer& viewer, const talks::Hall& hall);
// When the viewer's own party left the talks; for the mediator, observers and the public: never.
std::optional<Time> own_withdrawal(const Call& call);
// The talks are open, and the viewer's own party takes part in them: what every operation with `while: open` asks for.
bool under_way(const Call& call);
// Only the lead publishes, be it in words of its own or by a release.
bool may_publish(const talks::Viewer& viewer, const talks::Hall& to);
// The body's tag, where it goes beyond the mediator and a delegate gives it without the mandate to tag.
std::optional<Failure> tag_not_granted(const Call& call);
std::string party_name(const Case* subject, const std::string& party);

// Whoever publishes to everybody is asked for a fresh code, as before a release; a failure where it is missing.
std::optional<Failure> unconfirmed_publishing(const Call& call, const talks::Hall& hall);

std::optional<std::string> bytes_of(const std::string& base64);
// A document as it was handed in.
Answer file_download(const talks::File& file);
// The author of what goes to the public: an organisation by its name, and none of its people; the mediator's as they are.
talks::Author published_as(const Call& call, const talks::Author& author);
// An item on its way to the public, who do not have the case: under that author, a package written out in the case's words.
void publish(const Call& call, talks::ItemPosted& item);

Json room_json(const Call& call, const talks::Hall& hall);

// The package of a body, where every issue of the case takes one of its options; problems name what is missing.
std::expected<talks::PackageNames, Failure> read_package(const Case& subject, const Json& in, const std::string& at);

}  // namespace parley::broker
