// What must give, and what each condition costs, as JSON.
#pragma once

#include "service/scores_json.hpp"

namespace parley::service {

Json element_json(const Case& subject, const agreement::Element& element);
void add_giving(Json& document, const Analysis& analysis);

}  // namespace parley::service
