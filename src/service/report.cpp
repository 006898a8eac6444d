#include "service/report.hpp"

#include <stdexcept>

#include "service/documents.hpp"

// web/dist/report.html, byte by byte (cmake/embed.cmake).
extern "C" const char kReportPage[];
extern "C" const unsigned long kReportPageSize;

namespace parley::service {

std::string fill_page(std::string_view page, const std::string& json) {
  constexpr std::string_view kPlaceholder = "__PARLEY_ANALYSIS__";
  const auto at = page.find(kPlaceholder);
  if (at == std::string_view::npos || page.find(kPlaceholder, at + 1) != std::string_view::npos)
    throw std::logic_error("the report page has not exactly one place for the analysis");
  std::string result(page.substr(0, at));
  result += safe_in_script(json);
  result += page.substr(at + kPlaceholder.size());
  return result;
}

Result<std::string> report_page(const Analysis& analysis) {
  const std::string_view page(kReportPage, kReportPageSize);
  if (page.empty())
    return std::unexpected(Error{ErrorCode::kUnsupported,
                                 "this program was built without the report page",
                                 "'make build' builds the page and puts it in",
                                 {}});
  return fill_page(page, analysis_document(analysis, {.points = true, .points_with_shares = kReportPoints}));
}

}  // namespace parley::service
