#include <fmt/format.h>

#include <filesystem>

#include "case/write.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/text.hpp"

namespace parley::cli {
namespace {

constexpr const char* kAbout =
    "Convert a foreign domain into a case file, or a case into a foreign format\n\n"
    "Numbers stay exact. What the target format cannot express is listed and refused, unless --lossy lets it go. "
    "Amounts on "
    "a continuous interval become a grid, whose step --grid sets.";
constexpr const char* kFooter =
    "Examples:\n"
    "  parley convert --format genius-xml domains/travel -o travel.yaml\n"
    "  parley convert --format genius-xml --reading raw domains/travel\n"
    "  parley convert --to negmas-yaml cases/ampo-city.yaml -o ampo-city";

struct Options {
  Inputs inputs;
  std::string to, output;
  bool lossy = false;
};

int failed(Session& session, const Error& error) {
  session.err.write("parley convert: " + clean(to_text(error)) + "\n");
  return kBroken;
}

int write_case_file(Session& session, const Options& options, const Case& c) {
  const std::string text = write_case(c);
  if (options.output.empty() || options.output == "-") {
    session.out.write(text);
    return kAnswered;
  }
  const auto saved = service::save(options.output, text);
  return saved ? kAnswered : failed(session, saved.error());
}

int write_folder(Session& session, const Options& options, const Case& c, const formats::Format& format) {
  const auto documents = format.write(c, options.lossy);
  if (!documents) {
    const int code = reject(session, options.inputs, c.file.empty() ? c.id : c.file, documents.error(), "");
    session.err.write("--lossy writes it without these\n");
    return code;
  }
  std::error_code error;
  std::filesystem::create_directories(options.output, error);
  if (error)
    return failed(session, {ErrorCode::kIo, "the folder cannot be made: " + error.message(), "", {options.output}});
  for (const auto& document : *documents) {
    const auto saved = service::save((std::filesystem::path(options.output) / document.name).string(), document.text);
    if (!saved) return failed(session, saved.error());
  }
  return kAnswered;
}

int run(Session& session, const Options& options) {
  return for_each_case(session, options.inputs, [&](const Case& c) -> int {
    for (const auto& format : formats::format_catalogue())
      if (format.info.id == options.to) return write_folder(session, options, c, format);
    return write_case_file(session, options, c);
  });
}

std::vector<std::string> targets() {
  std::vector<std::string> ids{"case"};
  for (const auto& format : formats::format_catalogue())
    if (format.write != nullptr) ids.emplace_back(format.info.id);
  return ids;
}

}  // namespace

void add_convert(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("convert", kAbout);
  command->footer(kFooter);
  auto options = std::make_shared<Options>();
  add_inputs(*command, options->inputs, false);
  command
      ->add_option("--to", options->to, fmt::format("what to write: {} (default case)", fmt::join(targets(), " or ")))
      ->type_name("FORMAT")
      ->check(CLI::IsMember(targets()).description(""))
      ->group("Output");
  command
      ->add_option("-o,--output", options->output,
                   "the file to write, or the folder for a foreign format; a case goes to "
                   "standard output without it")
      ->type_name("PATH")
      ->group("Output");
  command->add_flag("--lossy", options->lossy, "leave out what the format cannot express")->group("Output");
  command->callback([&session, options] {
    (void)options->inputs.load_options();
    if (!options->to.empty() && options->to != "case" && options->output.empty())
      throw CLI::ValidationError("--output", "names the folder that a foreign format is written to");
    session.command = [&session, options] { return run(session, *options); };
  });
}

}  // namespace parley::cli
