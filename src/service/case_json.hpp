// The part of a document that describes the case itself: who, what, which rules, from where.
#pragma once

#include "service/analysis.hpp"
#include "service/json.hpp"

namespace parley::service {

void add_case(Json& document, const Case& subject);
Json party_json(const Party& party);
Json parties_json(const Analysis& analysis);
void add_statements(Json& document, const Case& subject);  // issues, rules, red lines, sources, decision

}  // namespace parley::service
