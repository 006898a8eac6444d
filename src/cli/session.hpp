// What every command is handed: the two outputs, the stop that Ctrl-C triggers, and the exit codes.
#pragma once

#include <functional>

#include "base/work.hpp"
#include "cli/terminal.hpp"

namespace parley::cli {

enum ExitCode {
  kAnswered = 0,   // also with an empty zone, or an incomplete answer that says so
  kRejected = 1,   // some input was rejected; the others were answered
  kMisused = 2,    // the command line itself is wrong
  kBroken = 3,     // an internal error, or the output could not be written
  kLogFailed = 4,  // the log of the talks could not be written
};

struct Session {
  Terminal out{1};
  Terminal err{2};
  StopSource stop;
  std::function<int()> command;  // set by the subcommand that was chosen
};

}  // namespace parley::cli
