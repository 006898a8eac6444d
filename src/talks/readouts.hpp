// Readouts of oral promises. A readout stands in the caucus of every party that it names; it counts as not agreed until each of
// them has confirmed the same bytes.
//
// Projection  Readouts folds a caucus
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "talks/fields.hpp"
#include "talks/time.hpp"

namespace parley::talks {

struct Stamp;

struct ReadoutLogged {
  static constexpr const char* kKind = "readout.logged";
  std::string readout, words;
  std::vector<std::string> parties;
  Time spoken;
  static constexpr auto fields() {
    using E = ReadoutLogged;
    return std::tuple{field("readout", &E::readout), field("words", &E::words), field("parties", &E::parties),
                      field("spoken", &E::spoken)};
  }
};
struct ReadoutConfirmed {
  static constexpr const char* kKind = "readout.confirmed";
  std::string readout, party, words;
  static constexpr auto fields() {
    using E = ReadoutConfirmed;
    return std::tuple{field("readout", &E::readout), field("party", &E::party), field("words", &E::words)};
  }
};
// The server, in every caucus named, once all have confirmed the same bytes (release.hpp).
struct ReadoutAgreed {
  static constexpr const char* kKind = "readout.agreed";
  std::string readout;
  static constexpr auto fields() { return std::tuple{field("readout", &ReadoutAgreed::readout)}; }
};

struct Readouts {
  struct Confirmation {
    ReadoutConfirmed event;
    Time time;
  };
  struct Readout {
    ReadoutLogged logged;
    Time time;
    std::optional<Confirmation> confirmation;  // the last one of this caucus's party
    bool agreed = false;
  };
  std::vector<Readout> list;

  void apply(const Stamp& stamp, const ReadoutLogged& event);
  void apply(const Stamp& stamp, const ReadoutConfirmed& event);
  void apply(const Stamp&, const ReadoutAgreed& event);

  const Readout* find(const std::string& id) const;
};

}  // namespace parley::talks
