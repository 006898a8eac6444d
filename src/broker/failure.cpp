#include "broker/failure.hpp"

#include <fmt/format.h>

#include "talks/fields.hpp"

namespace parley::broker {

Failure not_found() { return {404, {{"not_found", "there is no such thing here", "", ""}}}; }
Failure refused(std::string message, std::string hint) {
  return {403, {{"refused", std::move(message), std::move(hint), ""}}};
}
Failure not_confirmed() { return {403, {{"confirm", "confirm with a fresh code or your password first", "", ""}}}; }
Failure conflict(std::string message, std::string hint) {
  return {409, {{"conflict", std::move(message), std::move(hint), ""}}};
}
Failure wrong(std::string at, std::string message, std::string hint) {
  return {422, {{"value", std::move(message), std::move(hint), std::move(at)}}};
}
Failure wrong(const Error& error, std::string at) {
  return {422, {{std::string(name_of(error.code)), error.message, error.hint, std::move(at)}}};
}
Failure wrong(const Errors& errors) {
  Failure failure{422, {}};
  for (const auto& error : errors)
    failure.problems.push_back(
        {std::string(name_of(error.code)), error.message, error.hint,
         error.where.line == 0 ? "" : fmt::format("{}:{}", error.where.line, error.where.column)});
  return failure;
}

std::string to_json(const Failure& failure) {
  auto errors = talks::Json::array();
  for (const auto& p : failure.problems)
    errors.push_back({{"code", p.code}, {"message", p.message}, {"hint", p.hint}, {"at", p.at}});
  return talks::Json{{"errors", std::move(errors)}}.dump(-1, ' ', false, talks::Json::error_handler_t::replace);
}

}  // namespace parley::broker
