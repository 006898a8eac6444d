// Whether a text that is to be the mediator's own repeats another's.
//
// Computes   true when six words in a row of the original stand in it, or all of them where it has fewer. Case and
//            punctuation do not count: leaving off a full stop makes no new text
// Cost       proportional to the product of both lengths in the worst case, to their sum in practice
#pragma once

#include <string_view>

namespace parley::talks {

bool repeats(std::string_view words, std::string_view original);

}  // namespace parley::talks
