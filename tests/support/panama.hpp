// The Panama Canal talks of 1974 as two parties dividing ten issues (Raiffa 1982; Brams and Taylor 1996).
#pragma once

#include "case/model.hpp"

namespace parley::support {

Case panama();

}  // namespace parley::support
