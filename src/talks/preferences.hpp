// A party's preferences: answers saved in its own room, statements sent to its caucus, estimates at the mediator's desk.
//
// Answers are kept as the contract writes them (api/preferences.yaml, Answers); what they mean is src/elicitation's business.
// Projection  Preferences folds a room, a caucus or a desk; in each only its own kind of event occurs
// Versions    nothing is overwritten: the newest counts, every one stays
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "talks/author.hpp"
#include "talks/fields.hpp"
#include "talks/time.hpp"

namespace parley::talks {

struct Stamp;

// In the party's own room.
struct PreferencesSaved {
  static constexpr const char* kKind = "preferences.saved";
  std::string version;
  Json answers;
  static constexpr auto fields() {
    return std::tuple{field("version", &PreferencesSaved::version), field("answers", &PreferencesSaved::answers)};
  }
};
// In the party's own room: this version went to the caucus, where it is `statement`.
struct PreferencesSent {
  static constexpr const char* kKind = "preferences.sent";
  std::string version, statement;
  static constexpr auto fields() {
    return std::tuple{field("version", &PreferencesSent::version), field("statement", &PreferencesSent::statement)};
  }
};
// In the caucus.
struct PreferencesStated {
  static constexpr const char* kKind = "preferences.stated";
  std::string statement;
  Json answers;
  std::vector<std::string> words;  // as the party confirmed them
  static constexpr auto fields() {
    using E = PreferencesStated;
    return std::tuple{field("statement", &E::statement), field("answers", &E::answers), field("words", &E::words)};
  }
};
// At the desk.
struct EstimateSaved {
  static constexpr const char* kKind = "preferences.estimated";
  std::string version;
  Json answers;
  static constexpr auto fields() {
    return std::tuple{field("version", &EstimateSaved::version), field("answers", &EstimateSaved::answers)};
  }
};

struct Preferences {
  struct Version {
    std::string id;
    Json answers;
    std::vector<std::string> words;  // of a statement
    Time time;
    Author author;
    std::optional<Time> sent;  // of a version in the room
  };
  std::vector<Version> list;  // the newest last

  void apply(const Stamp& stamp, const PreferencesSaved& event);
  void apply(const Stamp& stamp, const PreferencesSent& event);
  void apply(const Stamp& stamp, const PreferencesStated& event);
  void apply(const Stamp& stamp, const EstimateSaved& event);

  const Version* newest() const { return list.empty() ? nullptr : &list.back(); }
  const Version* find(const std::string& id) const;
};

}  // namespace parley::talks
