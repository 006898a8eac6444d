// A progress bar on standard error, for work that takes over a second and only on a terminal.
//
// The estimate assumes that the rest of a stage goes at the pace of what is done; a stage that cannot know its share
// shows the time it has taken. The line is wiped at the end, so that what stays on the screen is the answer alone.
#pragma once

#include <chrono>
#include <string>

#include "base/work.hpp"
#include "cli/terminal.hpp"

namespace parley::cli {

class ProgressBar {
 public:
  explicit ProgressBar(Terminal& terminal) : terminal_(terminal) {}
  ~ProgressBar() { wipe(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(const Progress& progress);
  void wipe();

 private:
  using Clock = std::chrono::steady_clock;

  Terminal& terminal_;
  Clock::time_point begun_ = Clock::now();
  Clock::time_point stage_begun_ = begun_;
  Clock::time_point drawn_{};
  std::string stage_;
  bool visible_ = false;
};

// The line itself, e.g. "frontier [#####.....]  50 %, about 3 s left".
std::string progress_line(const Progress& progress, double stage_seconds, int width);

}  // namespace parley::cli
