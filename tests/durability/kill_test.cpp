// A writer is killed with SIGKILL at a random moment, again and again on the same log: nothing that it acknowledged is
// lost, every chain verifies. PARLEY_KILLS says how often.
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <iostream>
#include <random>
#include <thread>

#include "tests/durability/workload.hpp"

namespace parley::durability {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kSteps = 6000;
constexpr int kKillsPerLog = 50;

// Runs in the child: performs the steps from `done` on, and writes one byte for each that was acknowledged.
[[noreturn]] void write_until_killed(const std::string& path, const std::vector<Step>& steps, std::size_t done,
                                     int acknowledged) {
  auto log = store::open_log(path, test_key(), talks::system_entropy());
  if (!log) _exit(2);
  for (; done < steps.size(); ++done) {
    if (!perform(**log, steps[done])) _exit(3);
    if (::write(acknowledged, "+", 1) != 1) _exit(4);
  }
  _exit(0);  // ran out of steps
}

struct Run {
  std::size_t acknowledged = 0;
  bool killed = false;
};

Run run_and_kill(const std::string& path, const std::vector<Step>& steps, std::size_t done,
                 std::chrono::microseconds after) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) write_until_killed(path, steps, done, ends[1]);
  ::close(ends[1]);
  std::this_thread::sleep_for(after);
  kill(child, SIGKILL);
  Run run;
  char chunk[256];
  for (ssize_t n = 0; (n = ::read(ends[0], chunk, sizeof chunk)) > 0;) run.acknowledged += static_cast<std::size_t>(n);
  ::close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  run.killed = WIFSIGNALED(status);
  EXPECT_TRUE(run.killed || WEXITSTATUS(status) == 0) << "the writer failed: " << WEXITSTATUS(status);
  return run;
}

TEST(Kill, LosesNothingThatWasAcknowledged) {
  const int kills = count_from("PARLEY_KILLS", 60);
  std::random_device device;
  int killed = 0;
  std::size_t acknowledged = 0;
  while (killed < kills) {
    const auto seed = device();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const auto steps = make_steps(seed, kSteps, 3000);
    std::string folder = (fs::temp_directory_path() / "parley-kill-XXXXXX").string();
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    std::size_t done = 0;
    for (int i = 0; i < kKillsPerLog && killed < kills; ++i) {
      const auto run =
          run_and_kill(folder + "/talks.db", steps, done, std::chrono::microseconds(500 + random() % 120'000));
      acknowledged += run.acknowledged;
      killed += static_cast<int>(run.killed);
      auto log = store::open_log(folder + "/talks.db", test_key(), talks::system_entropy());
      ASSERT_TRUE(log) << log.error().message;
      const auto verdict = judge(**log, steps, done + run.acknowledged, false);
      ASSERT_EQ(verdict.wrong, "") << "after kill " << killed;
      done = verdict.done;
      if (done == steps.size()) break;
    }
    fs::remove_all(folder);
  }
  std::cout << killed << " kills, " << acknowledged << " acknowledged steps, 0 lost\n";
  RecordProperty("acknowledged", static_cast<int>(acknowledged));
  EXPECT_GT(acknowledged, static_cast<std::size_t>(kills));
}

}  // namespace
}  // namespace parley::durability
