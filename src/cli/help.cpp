#include "cli/help.hpp"

#include <fmt/format.h>

#include "cli/text.hpp"

namespace parley::cli {
namespace {

constexpr int kColumn = 24;  // where descriptions begin

std::string entry(const std::string& name, const std::string& text, int width) {
  const std::string lead = "  " + name;
  const std::string margin(kColumn, ' ');
  const bool fits = columns(lead) + 2 <= kColumn;
  return (fits ? hang(pad_right(lead, kColumn), text, width) : lead + "\n" + hang(margin, text, width)) + '\n';
}

std::string name_of(const CLI::Option& option) {
  if (option.get_positional()) return option.get_name(true, false) + (option.get_expected_max() > 1 ? "..." : "");
  std::string name;
  for (const auto& letter : option.get_snames()) name += (name.empty() ? "-" : ", -") + letter;
  for (const auto& word : option.get_lnames()) name += (name.empty() ? "--" : ", --") + word;
  const std::string& kind = option.get_type_name();
  return kind.empty() ? name : name + " " + kind;
}

// A command, and the groups of options of which one is required: to CLI11 these are commands without a name.
std::vector<const CLI::App*> with_option_groups(const CLI::App& app) {
  std::vector<const CLI::App*> all{&app};
  for (const CLI::App* inner : app.get_subcommands([](const CLI::App* one) { return one->get_name().empty(); }))
    all.push_back(inner);
  return all;
}

std::string options(const CLI::App& app, int width) {
  std::string result;
  for (const std::string& group : app.get_groups()) {
    if (group.empty()) continue;
    std::string lines;
    for (const CLI::App* part : with_option_groups(app))
      for (const CLI::Option* option : part->get_options())
        if (option->get_group() == group && (part == &app || option != part->get_help_ptr()))
          lines += entry(name_of(*option), option->get_description(), width);
    if (!lines.empty()) result += fmt::format("\n{}:\n{}", group, lines);
  }
  return result;
}

std::string usage(const CLI::App& app) {
  std::string line = app.get_parent() == nullptr ? "parley" : "parley " + app.get_name();
  if (app.get_parent() == nullptr) return line + " COMMAND [options] ...";
  line += " [options]";
  for (const CLI::Option* option : app.get_options())
    if (option->get_positional())
      line += option->get_required() ? " " + name_of(*option) : " [" + name_of(*option) + "]";
  return line;
}

}  // namespace

std::string summary_of(const CLI::App& app) {
  const std::string text = app.get_description();
  return text.substr(0, text.find('\n'));
}

std::string HelpPage::make_help(const CLI::App* app, std::string, CLI::AppFormatMode) const {
  const std::string text = app->get_description();
  std::string result = wrap(text.substr(0, text.find('\n')), width_) + "\n\nUsage: " + usage(*app) + "\n";
  if (const auto at = text.find("\n\n"); at != std::string::npos)
    result += "\n" + wrap(text.substr(at + 2), width_) + "\n";
  const auto commands = app->get_subcommands([](const CLI::App* one) { return !one->get_name().empty(); });
  if (!commands.empty()) result += "\nCommands:\n";
  for (const CLI::App* command : commands) result += entry(command->get_name(), summary_of(*command), width_);
  result += options(*app, width_);
  if (const std::string footer = app->get_footer(); !footer.empty()) result += "\n" + footer + "\n";
  return result;
}

}  // namespace parley::cli
