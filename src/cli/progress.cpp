#include "cli/progress.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace parley::cli {
namespace {

constexpr std::chrono::milliseconds kFirst{1000};
constexpr std::chrono::milliseconds kBetween{100};
constexpr int kBarWidth = 30;

std::string duration(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s", std::max(1.0, seconds));
  if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

}  // namespace

std::string progress_line(const Progress& progress, double stage_seconds, int width) {
  std::string line;
  if (progress.done < 0) {
    line = fmt::format("{}: {} so far", progress.stage, duration(stage_seconds));
  } else {
    const double done = std::clamp(progress.done, 0.0, 1.0);
    const int filled = static_cast<int>(done * kBarWidth);
    line = fmt::format("{} [{:#<{}}{:.<{}}] {:3.0f} %", progress.stage, "", filled, "", kBarWidth - filled, done * 100);
    if (done > 0.01) line += fmt::format(", about {} left", duration(stage_seconds * (1 - done) / done));
  }
  line += "  (Ctrl-C: best so far)";
  return line.substr(0, static_cast<std::size_t>(width - 1));
}

void ProgressBar::show(const Progress& progress) {
  if (!terminal_.is_terminal()) return;
  const auto now = Clock::now();
  if (progress.stage != stage_) {
    stage_ = progress.stage;
    stage_begun_ = now;
  }
  if (now - begun_ < kFirst || now - drawn_ < kBetween) return;
  drawn_ = now;
  const double seconds = std::chrono::duration<double>(now - stage_begun_).count();
  terminal_.write("\r\x1b[K" + progress_line(progress, seconds, terminal_.width()));
  terminal_.flush();
  visible_ = true;
}

void ProgressBar::wipe() {
  if (!visible_) return;
  terminal_.write("\r\x1b[K");
  terminal_.flush();
  visible_ = false;
}

}  // namespace parley::cli
