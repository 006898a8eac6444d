// A party's answers between the contract (api/preferences.yaml) and src/elicitation.
#pragma once

#include <expected>

#include "broker/failure.hpp"
#include "elicitation/answers.hpp"
#include "talks/fields.hpp"

namespace parley::broker {

using talks::Json;

// Every problem at once, those of elicitation::check() too; `at` is where the answers stand in the request.
std::expected<elicitation::Answers, Failure> read_answers(const Json& in, const Case& subject, const std::string& at);
// What was checked before it was stored; throws when it is not what read_answers lets pass.
elicitation::Answers stored_answers(const Json& in, const Case& subject);
Json answers_json(const elicitation::Answers& answers, const Case& subject);
// What follows from the answers: schema Assessment.
Json assessment_json(const elicitation::Answers& answers, const Case& subject);

}  // namespace parley::broker
