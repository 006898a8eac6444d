// What one audience knows: all projections of its chain, and nothing else.
//
// A new projection is a member here and in parts(). An event changes every projection that has an apply() for it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <tuple>

#include "talks/audience.hpp"
#include "talks/event.hpp"

namespace parley::talks {

struct Hall {
  explicit Hall(Audience of) : audience(std::move(of)) {}

  Audience audience;
  std::uint64_t entries = 0;
  Time last;  // of the newest entry

  Account account;
  People people;
  Opening opening;
  Items items;
  Readouts readouts;
  Preferences preferences;
  Rounds rounds;
  Agreements agreements;
  SingleText single_text;
  Record record;
  Commitments commitments;

  auto parts() {
    return std::tie(account, people, opening, items, readouts, preferences, rounds, agreements, single_text, record,
                    commitments);
  }
  void apply(const Event& event);
};

// Every hall of the talks. Only the dispatcher and release.hpp hold one of these; handlers get a View.
class Halls {
 public:
  Hall& at(const Audience& audience);  // made on first use
  const Hall* find(const Audience& audience) const;
  const std::map<Audience, std::unique_ptr<Hall>>& all() const { return halls_; }
  // Forgets what an audience knew, once its key is destroyed.
  void forget(const Audience& audience) { halls_.erase(audience); }

 private:
  std::map<Audience, std::unique_ptr<Hall>> halls_;
};

}  // namespace parley::talks
