// How an operation fails: a status and every problem found, in the contract's one shape.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"

namespace parley::broker {

struct Problem {
  std::string code, message, hint;
  std::string at;  // a JSON pointer into the request, line:column of a file, or empty
};

struct Failure {
  int status = 400;
  std::vector<Problem> problems;
};

// A foreign object and an absent one answer with these same bytes.
Failure not_found();
Failure refused(std::string message, std::string hint);  // 403: the role, mandate or confirmation is missing
Failure not_confirmed();  // 403: a fresh code, or the password, comes first
Failure conflict(std::string message, std::string hint);  // 409: not in this state
Failure wrong(std::string at, std::string message, std::string hint);  // 422: the input
Failure wrong(const Error& error, std::string at = {});
Failure wrong(const Errors& errors);  // of a file: at is line:column

std::string to_json(const Failure& failure);

}  // namespace parley::broker
