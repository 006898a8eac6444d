#include "cli/inputs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cli/error_view.hpp"
#include "service/documents.hpp"

namespace parley::cli {
namespace {

struct Unit {
  std::string_view name;
  long factor;
};

// A whole or decimal number and one of the units, in the smallest unit; at most 10^15 of it.
std::optional<Integer> parse_measure(const std::string& text, std::span<const Unit> units) {
  const auto end = text.find_first_not_of("0123456789.");
  const std::string digits = text.substr(0, end);
  const std::string_view name = end == std::string::npos ? std::string_view{} : std::string_view(text).substr(end);
  const auto unit = std::ranges::find(units, name, &Unit::name);
  const auto number = parse_number(digits);
  if (unit == units.end() || !number) return std::nullopt;
  const Rational value = *number * unit->factor;
  if (value > Rational(Integer("1000000000000000"))) return std::nullopt;
  return Integer(value.get_num() / value.get_den());
}

std::string check_with(bool valid, const char* message) { return valid ? std::string{} : std::string(message); }

std::vector<std::string> format_ids() {
  std::vector<std::string> ids;
  for (const auto& format : formats::format_catalogue()) ids.emplace_back(format.info.id);
  return ids;
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(const std::string& text) {
  static constexpr Unit kUnits[] = {{"", 1000},     {"ms", 1},      {"s", 1000},
                                    {"min", 60000}, {"h", 3600000}, {"d", 86400000}};
  const auto value = parse_measure(text, kUnits);
  if (!value) return std::nullopt;
  return std::chrono::milliseconds(value->get_si());
}

std::optional<std::size_t> parse_size(const std::string& text) {
  static constexpr Unit kUnits[] = {{"", 1},           {"kB", 1000},      {"MB", 1000000},  {"GB", 1000000000},
                                    {"KiB", 1L << 10}, {"MiB", 1L << 20}, {"GiB", 1L << 30}};
  const auto value = parse_measure(text, kUnits);
  if (!value) return std::nullopt;
  return static_cast<std::size_t>(value->get_ui());
}

service::LoadOptions Inputs::load_options() const {
  service::LoadOptions options;
  if (!format.empty())
    for (const auto& known : formats::format_catalogue())
      if (known.info.id == format) options.format = &known;
  if (options.format == nullptr && !reading.empty())
    throw CLI::ValidationError("--reading", "is for a foreign domain: name its format with --format");
  if (reading == "raw") options.import.reading = formats::Reading::kRaw;
  if (!grid.empty()) options.import.grid = *parse_number(grid);
  return options;
}

void add_inputs(CLI::App& command, Inputs& inputs, bool several) {
  const char* about = "a case file, or - for standard input; with --format a folder";
  auto* paths = several ? command.add_option("CASE", inputs.paths, about)->expected(1, 1 << 20)
                        : command.add_option_function<std::string>(
                              "CASE", [&inputs](const std::string& path) { inputs.paths = {path}; }, about);
  paths->required()->group("Input")->type_name("");
  command
      .add_option("--format", inputs.format,
                  "read a folder in a foreign format instead of a case file: " +
                      fmt::format("{}", fmt::join(format_ids(), " or ")))
      ->type_name("FORMAT")
      ->check(CLI::IsMember(format_ids()).description(""))
      ->group("Input");
  command
      .add_option("--reading", inputs.reading,
                  "genius: what GENIUS itself computes (default); raw: the numbers as they stand")
      ->type_name("HOW")
      ->check(CLI::IsMember({"genius", "raw"}).description(""))
      ->group("Input");
  command
      .add_option("--grid", inputs.grid,
                  "step for amounts on a continuous interval and for shares of divisible issues, such as 0.5 or 1/10")
      ->type_name("STEP")
      ->check([](const std::string& text) {
        const auto number = parse_number(text);
        return check_with(number && *number > 0, "a step is a positive number such as 0.5 or 1/3");
      })
      ->group("Input");
}

int reject(Session& session, const Inputs& inputs, const std::string& name, const Errors& errors,
           const std::string& text) {
  if (inputs.json) {
    session.out.write(service::error_document(name, errors) + "\n");
  } else {
    session.out.flush();
    session.err.write(errors_view(session.err, errors, name, text));
    session.err.flush();
  }
  return kRejected;
}

int for_each_case(Session& session, const Inputs& inputs, const std::function<int(const Case&)>& answer) {
  const service::LoadOptions options = inputs.load_options();
  int code = kAnswered;
  for (const std::string& path : inputs.paths) {
    const service::Loaded loaded = service::load(path, options);
    if (!loaded.result) code = std::max(code, reject(session, inputs, loaded.name, loaded.result.error(), loaded.text));
    else code = std::max(code, answer(*loaded.result));
    // With several cases each answer appears as soon as it is there.
    if (inputs.paths.size() > 1 && session.out.is_terminal()) session.out.flush();
    if (session.out.reader_gone()) break;
  }
  return code;
}

Budget Limits::budget() const {
  Budget budget;
  if (!time.empty()) budget.time = *parse_duration(time);
  if (!memory.empty()) budget.memory = *parse_size(memory);
  return budget;
}

void add_limits(CLI::App& command, Limits& limits) {
  command.add_option("--time", limits.time, "stop after this long with the best so far, such as 10s or 2min")
      ->type_name("TIME")
      ->check([](const std::string& text) {
        return check_with(parse_duration(text).has_value(), "a time is a number with ms, s, min or h, such as 10s");
      })
      ->group("Limits");
  command.add_option("--memory", limits.memory, "what large tables may take together, such as 500MiB (default 2GiB)")
      ->type_name("SIZE")
      ->check([](const std::string& text) {
        return check_with(parse_size(text).has_value(), "a size is a number with MiB, GiB, MB or GB, such as 2GiB");
      })
      ->group("Limits");
}

}  // namespace parley::cli
