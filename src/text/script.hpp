// How a language is written: which way, and where else it matters.
#pragma once

#include <string_view>

namespace parley::text {

// Whether text in this language (a BCP 47 tag) runs from right to left: by its script if the tag names one, else by the
// script that the language is mostly written in.
bool right_to_left(std::string_view tag);

}  // namespace parley::text
