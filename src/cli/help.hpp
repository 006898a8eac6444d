// Help pages: usage, what the command does, its options in groups, examples; wrapped to the terminal.
//
// A command's description is its summary line, a blank line and the text; its footer holds the examples. docs/cli.md
// shows every page, and a test holds it to what the program prints.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace parley::cli {

class HelpPage : public CLI::FormatterBase {
 public:
  explicit HelpPage(int width) : width_(width) {}
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override;

 private:
  int width_;
};

// The first line of a command's description.
std::string summary_of(const CLI::App& app);

}  // namespace parley::cli
