// Holds every answer that the tests of the talks receive against the contract in api/: the operation, the type and the body.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "broker/contract.hpp"

namespace parley::testing {

// What the contract does not say of an answer, in words; empty when it is as the contract says. Pages are no answers.
inline std::string contradiction(const std::string& method, const std::string& target, int status,
                                 std::string_view type, const std::string& body) {
  using broker::Json;
  const auto& contract = broker::Contract::get();
  const auto path = target.substr(0, target.find('?'));
  const auto* operation = contract.match(method, path).operation;
  if (method == "HEAD" || (operation == nullptr && !path.starts_with("/api/"))) return {};
  const auto where = fmt::format("{} {} ({}): ", method, target, status);
  Json schema{{"$ref", "#/components/schemas/Failure"}};
  if (status == 200) {
    if (operation == nullptr) return where + "the contract has no such operation";
    auto verb = method;
    std::ranges::transform(verb, verb.begin(), [](char c) { return static_cast<char>(c - 'A' + 'a'); });
    const auto& content = contract.document()["paths"][operation->path][verb]["responses"]["200"]["content"];
    const auto declared = content.begin().key();
    if (!type.starts_with(declared)) return fmt::format("{}{} instead of {}", where, type, declared);
    if (!operation->answer) return {};
    schema = *operation->answer;
  } else if (status < 400) {
    return where + "a status that the contract does not name";
  }
  const auto json = Json::parse(body, nullptr, false);
  if (json.is_discarded()) return where + "no JSON";
  const auto problems = contract.check(schema, json);
  return problems.empty() ? "" : fmt::format("{}{} at {}", where, problems.front().message, problems.front().at);
}

}  // namespace parley::testing
