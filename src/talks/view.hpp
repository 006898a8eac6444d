// What one viewer may see: the halls of the viewer's own audiences.
//
// Handlers hold a View and nothing else, so a hall that is not the viewer's cannot be reached from there, and a foreign
// object and one that does not exist are the same nullptr.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "talks/hall.hpp"
#include "talks/people.hpp"

namespace parley::talks {

struct Viewer {
  std::optional<Person> person;  // none: nobody signed in
  std::string session;  // id
  std::set<Mandate> mandates;  // those that hold now; all for a head
  std::vector<std::string> caucuses;  // of a mediator: the parties assigned
  std::optional<Time> confirmed_until;

  bool is(MemberRole role) const { return person && person->role == role; }
  bool on_the_team() const { return person && talks::on_the_team(person->role); }
  bool of_a_party() const { return is(MemberRole::kHead) || is(MemberRole::kDelegate); }
  const std::string& organisation() const { return person->organisation; }
  bool has(Mandate mandate) const { return mandates.contains(mandate); }
  Author author() const { return {person->name, person->organisation}; }
};

class View {
 public:
  // The only rule by which audiences are given to people.
  static bool sees(const Halls& halls, const Viewer& viewer, const Audience& audience);
  // Cuts the view of a viewer out of everything.
  static View cut(Halls& halls, const Viewer& viewer);

  const Hall* find(const Audience& audience) const;  // nullptr: not the viewer's, or not there
  // Throws std::logic_error where the viewer's role implies the hall and it is missing.
  const Hall& get(const Audience& audience) const;
  const std::vector<const Hall*>& halls() const { return halls_; }  // by kind, then name

  // The opening as the table knows it; unopened for who is not at the table.
  const Opening& opening() const;
  // The case as everybody at the table knows it; nullptr before the opening.
  const Case* subject() const { return opening().subject.get(); }

  struct Found {
    const Hall* hall = nullptr;
    const Item* item = nullptr;
  };
  Found item(const std::string& id) const;

 private:
  std::vector<const Hall*> halls_;
};

// Parties of the case that have a room, in case order.
std::vector<std::string> parties_with_rooms(const Case& subject);

}  // namespace parley::talks
