// The contract in api/, as the server obeys it: which operations there are, who may call them, what a body looks like.
//
// Checks     a body against its JSON Schema, every problem at once. The keywords that the contract uses are understood;
//            any other is an error at start, so that no statement in api/ is silently ignored
// Cost       loading takes some milliseconds, once; a check is linear in the body
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "broker/failure.hpp"
#include "talks/fields.hpp"
#include "talks/people.hpp"

namespace parley::broker {

using talks::Json;

struct Access {
  bool anyone = false;
  std::vector<talks::MemberRole> roles;
  std::optional<talks::Mandate> mandate;
  bool confirm = false;
  bool while_open = false;
};

struct OperationSpec {
  std::string id, method, path;
  std::vector<std::string> segments;  // of the path; "{name}" is a parameter
  Access access;
  std::optional<Json> body, answer;  // schemas; an answer that is not JSON has none
  std::size_t max_bytes = 65536;
  bool changes() const { return method != "GET"; }
};

using Parameters = std::vector<std::pair<std::string, std::string>>;

class Contract {
 public:
  static const Contract&
  get();  // of the files that were built in; throws std::logic_error when they contradict themselves

  struct Match {
    const OperationSpec* operation = nullptr;  // none: no such path, or not with this method
    Parameters path;
  };
  // `path` without query, percent-encoded.
  Match match(std::string_view method, std::string_view path) const;

  std::vector<Problem> check(const Json& schema, const Json& value) const;
  const std::vector<OperationSpec>& operations() const { return operations_; }
  const Json& document() const { return document_; }

 private:
  Contract();
  void check(const Json& schema, const Json& value, const std::string& at, std::vector<Problem>& problems) const;
  void check_object(const Json& schema, const Json& value, const std::string& at, std::vector<Problem>& problems) const;
  void check_array(const Json& schema, const Json& value, const std::string& at, std::vector<Problem>& problems) const;
  const Json& resolve(const Json& schema) const;

  Json document_;
  std::vector<OperationSpec> operations_;
};

// Percent-decoded; none when it is not well formed UTF-8 or holds a zero byte.
std::optional<std::string> decode_percent(std::string_view text);

}  // namespace parley::broker
