// The files of the workbench, built into the program, and the headers that every response carries.
#pragma once

#include <string_view>

#include "broker/exchange.hpp"

namespace parley::broker {

// For every path that is no operation: a file of the workbench by its name, else its start page, which routes by
// itself.
Response page_for(std::string_view path);

// Security headers; the same for every viewer and every path.
void add_safe_headers(Response& response, bool tls);

}  // namespace parley::broker
