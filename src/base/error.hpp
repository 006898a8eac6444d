// How anything that depends on input fails.
//
// Result<T>   one value or one error: a call on data that is already well formed
// Checked<T>  one value or every error that one pass could find: the readers of files
//
// Errors carry no confidential value: a message names keys, places and kinds, and quotes only what the caller wrote.
// A broken invariant is no Error; it throws and is caught once per command (exit code 3).
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

enum class ErrorCode {
  kUsage,         // the call itself is wrong: an unknown option, an impossible combination
  kIo,            // a file cannot be read or written
  kSyntax,        // not well-formed YAML, XML or expression
  kSchema,        // well formed, but a key or a kind of value is not what the format has
  kName,          // a party, issue, option or source that nobody declared
  kValue,         // a number or text outside what is allowed
  kLimit,         // larger or deeper than the documented limit
  kUnsupported,   // understood, but this method or format cannot express it
  kNoSurplus,     // no point gives every party more than its disagreement score
  kBudget,        // time or memory ran out before there was anything to report
};

// Stable spelling for JSON and docs, e.g. "schema".
std::string_view name_of(ErrorCode code);

// A place in an input file; line and column count from 1, 0 when unknown.
struct Where {
  std::string file;
  int line = 0;
  int column = 0;

  bool operator==(const Where&) const = default;
};

struct Error {
  ErrorCode code = ErrorCode::kUsage;
  std::string message;  // what was found and what was expected, one sentence
  std::string hint;     // what to do about it; may be empty
  Where where;

  bool operator==(const Error&) const = default;
};

using Errors = std::vector<Error>;

template <class T>
using Result = std::expected<T, Error>;

template <class T>
using Checked = std::expected<T, Errors>;

// "file:3:7: message (hint)"; the one form in which errors are shown to people.
std::string to_text(const Error& error);

}  // namespace parley
