// The parts of a Word document that do not depend on its words: types, relations, styles, settings, numbering.
#pragma once

#include <cstddef>
#include <vector>

#include "text/archive.hpp"

namespace parley::text {

// Style ids that document.xml uses.
inline constexpr const char* kTitleStyle = "Title";
inline constexpr const char* kHeadingStyle = "Heading1";
inline constexpr const char* kBodyStyle = "ClauseText";
inline constexpr const char* kLabelStyle = "LanguageLabel";

// Everything but word/document.xml. Clauses are numbered by the lists 1 to `lists`, each from 1 on.
std::vector<ArchivedFile> fixed_parts(std::size_t lists);

}  // namespace parley::text
