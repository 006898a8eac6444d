// The mediator's table: the engine on the preferences that are in.
//
// Every question is answered beside the lock, within a budget of time and memory. An analysis is kept for whoever asked for
// it for as long as the case behind it is the same, so that a page that is open does not make the engine work again for
// nothing.
#include "broker/operations.hpp"
#include "broker/table_case.hpp"
#include "service/documents.hpp"
#include "service/improve.hpp"
#include "service/packages.hpp"

namespace parley::broker {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kTime{5000}, kCountTime{1000}, kRestsOnTime{2000};
constexpr std::size_t kMemory = std::size_t{512} << 20;
constexpr std::size_t kPoints = 2000;  // of a frontier, as many as a page can show well

using Found = std::expected<std::string, Failure>;  // a document

Work budget() { return Work(Budget{kTime, kMemory}); }

Found analysis_of(const Case& subject, Kept& kept) {
  auto key = Kept::key_of("analysis", subject);
  if (auto known = kept.find(key)) return std::move(*known);
  auto work = budget();
  service::AnalyzeOptions options;
  options.count_time = kCountTime;
  options.rests_on_time = kRestsOnTime;
  options.max_points = kPoints;
  const auto analysis = service::analyze(subject, options, work);
  if (!analysis) return std::unexpected(wrong(analysis.error()));
  auto document =
      service::analysis_document(*analysis, {.points = true, .points_with_shares = kPoints, .elapsed = false});
  // What a clock has cut short is tried again when it is asked for again.
  if (analysis->ended == Ended::kNo) kept.add(std::move(key), document);
  return document;
}

// Errors in a package are the caller's; they name issues and options that the caller wrote.
std::expected<service::Package, Failure> read(const Case& subject, const Json& package, const std::string& at) {
  auto read = service::parse_package(subject, package.dump(), nullptr);
  if (!read) return std::unexpected(wrong(read.error(), at));
  return std::move(*read);
}

std::expected<service::Analysis, Failure> compiled(const Case& subject) {
  auto analysis = service::prepare(subject);
  if (!analysis) return std::unexpected(wrong(analysis.error()));
  if (analysis->divisible)
    return std::unexpected(wrong("", "a package of divided issues cannot be named yet",
                                 "the analysis takes the settlements of this case apart"));
  return std::move(*analysis);
}

Found explanation_of(const Case& subject, const Json& packages) {
  const auto analysis = compiled(subject);
  if (!analysis) return std::unexpected(analysis.error());
  std::vector<agreement::Account> accounts;
  for (std::size_t i = 0; i < packages.size(); ++i) {
    const auto package = read(subject, packages[i], "/packages/" + std::to_string(i));
    if (!package) return std::unexpected(package.error());
    accounts.push_back(agreement::explain(subject, analysis->problem, *package));
  }
  return service::explain_document(*analysis, accounts);
}

Found improvements_of(const Case& subject, const Json& package, std::size_t limit) {
  const auto analysis = compiled(subject);
  if (!analysis) return std::unexpected(analysis.error());
  const auto table = read(subject, package, "/package");
  if (!table) return std::unexpected(table.error());
  auto work = budget();
  return service::improve_document(*analysis, service::improve(*analysis, *table, limit, work));
}

// The document is sent as it was written: its keys stand in the order of the case.
Outcome answer(Call&, std::any result) {
  auto& found = std::any_cast<Found&>(result);
  if (!found) return found.error();
  return Answer{.download = Download{"application/json", "", std::move(*found), true}};
}

template <class Ask>
Outcome later(Call& call, const Ask& ask) {
  if (call.view.subject() == nullptr) return conflict("the talks are not open yet", "open them on a case first");
  return Later{[input = table_input(call.view), ask]() mutable -> std::any {
                 const auto table = table_case(std::move(input));
                 Found document = ask(table.subject);
                 if (document)
                   document = R"({"basis":)" + basis_json(table.parties).dump() + R"(,"document":)" + *document + "}";
                 return document;
               },
               answer};
}

}  // namespace

Outcome get_table(Call& call) {
  if (call.view.subject() == nullptr) return conflict("the talks are not open yet", "open them on a case first");
  return Later{[input = table_input(call.view)]() mutable -> std::any {
                 return Found(basis_json(table_case(std::move(input)).parties).dump());
               },
               answer};
}

Outcome analyze_table(Call& call) {
  return later(call, [kept = call.kept()](const Case& subject) { return analysis_of(subject, *kept); });
}

Outcome explain_packages(Call& call) {
  return later(call,
               [packages = call.body["packages"]](const Case& subject) { return explanation_of(subject, packages); });
}

Outcome improve_package(Call& call) {
  const auto limit = call.body.value("limit", std::size_t{5});
  return later(call, [package = call.body["package"], limit](const Case& subject) {
    return improvements_of(subject, package, limit);
  });
}

}  // namespace parley::broker
