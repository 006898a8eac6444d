// What can be conceded, in words: the rule, red line or reservation value that an element stands for.
#pragma once

#include <string>
#include <string_view>

#include "agreement/demands.hpp"
#include "case/model.hpp"

namespace parley::service {

std::string_view element_kind(const agreement::Element& element);               // "rule", "red-line", "reservation"
std::string element_id(const Case& subject, const agreement::Element& element);  // "reservation" has no id of its own
std::string element_title(const Case& subject, const agreement::Element& element);

}  // namespace parley::service
