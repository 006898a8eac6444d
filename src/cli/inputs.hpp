// The cases that a command is given, and the options that say how they are read. Shared by all commands that take cases.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "service/load.hpp"

namespace parley::cli {

struct Inputs {
  std::vector<std::string> paths;
  std::string format, reading, grid;
  bool json = false;

  // Checks the options against each other; a usage error is thrown as CLI::ValidationError.
  service::LoadOptions load_options() const;
};

// Adds CASE... (one only: CASE), --format, --reading and --grid.
void add_inputs(CLI::App& command, Inputs& inputs, bool several);

// Loads one case after another and calls `answer`; a rejected one is shown, or becomes a document with --json.
// `answer` returns the exit code for its case; the largest one is returned.
int for_each_case(Session& session, const Inputs& inputs, const std::function<int(const Case&)>& answer);

// Shows errors of one input the way that for_each_case does.
int reject(Session& session, const Inputs& inputs, const std::string& name, const Errors& errors,
           const std::string& text);

// Time and memory that a command may use.
struct Limits {
  std::string time, memory;

  Budget budget() const;
};
void add_limits(CLI::App& command, Limits& limits);

// "10s", "500ms", "2min", "1h", or seconds without a unit; empty: none.
std::optional<std::chrono::milliseconds> parse_duration(const std::string& text);
// "2GiB", "500MB", "800000"; empty: none.
std::optional<std::size_t> parse_size(const std::string& text);

}  // namespace parley::cli
