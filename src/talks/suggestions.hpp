// Suggestions: packages that the mediator sends to caucuses, its own or, once the parties asked have opted in, the engine's.
//
//   asked ──each party asked opts in──► the engine may be asked ──► one suggestion, or none
//
// Projection  Suggestions folds the table (all of them) and a caucus (those that its party is asked about or was sent)
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "talks/author.hpp"
#include "talks/fields.hpp"
#include "talks/items.hpp"
#include "talks/time.hpp"

namespace parley::talks {

// The table, and the caucus of every party asked: may the engine suggest a package, from what the parties have stated?
struct SuggestionAsked {
  static constexpr const char* kKind = "suggestion.asked";
  std::string ask, note;
  std::vector<std::string> parties;
  Time until;  // of opting in
  static constexpr auto fields() {
    using E = SuggestionAsked;
    return std::tuple{field("ask", &E::ask), field("note", &E::note), field("parties", &E::parties),
                      field("until", &E::until)};
  }
};
// The party's caucus. The last one counts.
struct SuggestionOptIn {
  static constexpr const char* kKind = "suggestion.opt_in";
  std::string ask;
  bool opt_in = false;
  static constexpr auto fields() {
    return std::tuple{field("ask", &SuggestionOptIn::ask), field("opt_in", &SuggestionOptIn::opt_in)};
  }
};
// The caucus of every party that it goes to, and the table. No score, no runner-up, no reason of the engine's.
struct SuggestionSent {
  static constexpr const char* kKind = "suggestion.sent";
  std::string suggestion, words;  // the mediator's
  PackageNames package;
  std::string ask;  // of the engine's; empty: the mediator's own
  std::vector<std::string> parties;
  static constexpr auto fields() {
    using E = SuggestionSent;
    return std::tuple{field("suggestion", &E::suggestion), field("words", &E::words), field("package", &E::package),
                      field("ask", &E::ask), field("parties", &E::parties)};
  }
};

struct Suggestions {
  struct Said {
    bool opt_in = false;
    Time time;
    Author author;
  };
  struct Ask {
    SuggestionAsked asked;
    Time time;
    std::optional<Said> said;  // in a caucus
    bool used = false;  // its one suggestion has been sent
  };
  struct Sent {
    SuggestionSent event;
    Time time;
    Author author;
  };
  std::vector<Ask> asks;  // oldest first
  std::vector<Sent> sent;

  void apply(const Stamp& stamp, const SuggestionAsked& event);
  void apply(const Stamp& stamp, const SuggestionOptIn& event);
  void apply(const Stamp& stamp, const SuggestionSent& event);

  const Ask* find(const std::string& ask) const;
};

}  // namespace parley::talks
