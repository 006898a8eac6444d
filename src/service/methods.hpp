// Every catalogue of methods in one place, for help pages, documents and the server.
#pragma once

#include <string_view>
#include <vector>

#include "base/catalogue.hpp"

namespace parley::service {

struct MethodList {
  std::string_view id;     // as in JSON, e.g. "settlements"
  std::string_view title;  // for people
  std::vector<MethodInfo> methods;
};

std::vector<MethodList> method_lists();

}  // namespace parley::service
