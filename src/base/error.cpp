#include "base/error.hpp"

#include <fmt/format.h>

namespace parley {

std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage: return "usage";
    case ErrorCode::kIo: return "io";
    case ErrorCode::kSyntax: return "syntax";
    case ErrorCode::kSchema: return "schema";
    case ErrorCode::kName: return "name";
    case ErrorCode::kValue: return "value";
    case ErrorCode::kLimit: return "limit";
    case ErrorCode::kUnsupported: return "unsupported";
    case ErrorCode::kNoSurplus: return "no-surplus";
    case ErrorCode::kBudget: return "budget";
  }
  return "unknown";
}

std::string to_text(const Error& error) {
  std::string place = error.where.file;
  if (error.where.line > 0) place += fmt::format(":{}", error.where.line);
  if (error.where.line > 0 && error.where.column > 0) place += fmt::format(":{}", error.where.column);
  std::string text = place.empty() ? error.message : fmt::format("{}: {}", place, error.message);
  if (!error.hint.empty()) text += fmt::format(" ({})", error.hint);
  return text;
}

}  // namespace parley
