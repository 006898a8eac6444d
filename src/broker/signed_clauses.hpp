// The clauses of signed agreements, as commitments rest on them.
//
// Room       a commitment stands where its agreement stands, so that nobody hears of an agreement by it
// Cost       the text of an agreement is read once for each SignedClauses, which lives as long as one call
#pragma once

#include <expected>
#include <map>
#include <string>

#include "broker/call.hpp"
#include "text/draft.hpp"

namespace parley::broker {

class SignedClauses {
 public:
  explicit SignedClauses(const talks::View& view) : view_(&view) {}

  struct Found {
    const talks::Hall* hall = nullptr;
    const talks::Agreements::Agreement* agreement = nullptr;
  };
  // The agreement and clause named, where the viewer sees the agreement, every party named has signed it, and it has the
  // clause; otherwise what is wrong with /agreement or /clause.
  std::expected<Found, Failure> find(const std::string& agreement, const std::string& clause);

  // Of a commitment in this hall: the contract's CommitmentClause, null where it rests on none.
  Json json(const talks::Hall& hall, const talks::CommitmentMade& made);
  // "Clause 3, Cease-fire, of Accord"; empty where it rests on none.
  std::string words(const talks::Hall& hall, const talks::CommitmentMade& made);

 private:
  const text::Draft& text(const talks::Agreements::Agreement& agreement);

  const talks::View* view_;
  std::map<std::string, text::Draft> read_;
};

}  // namespace parley::broker
