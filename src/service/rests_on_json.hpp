// What a result rests on, as JSON.
#pragma once

#include "service/analysis.hpp"
#include "service/json.hpp"

namespace parley::service {

std::string_view headline_name(agreement::Headline headline);  // "zone", "nash", "who-must-give"
void add_rests_on(Json& document, const Analysis& analysis);

}  // namespace parley::service
