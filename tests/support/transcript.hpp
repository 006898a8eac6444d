// Recorded sessions with the command line: fenced `console` blocks in Markdown, run again and compared.
//
// A line "$ parley ..." is a command, what follows is all that it prints (both outputs, in order), and "[exit 1]" where
// it does not end with 0. In what is expected, a line "..." stands for any lines; "elapsed_s" is not compared. Commands
// that do not begin with `parley` are for the reader and are not run.
// PARLEY_UPDATE=1 in the environment writes what the program prints now into the file (blocks with "..." stay).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace parley::test {

struct Command {
  std::string text;
  std::string expected;
  int line = 0;  // of the command in its file
};

std::vector<Command> read_transcript(const std::filesystem::path& file);

// Runs the command in a fresh folder that sees `cases` and `tests` of the source tree; both outputs and the exit code.
std::string run_command(const std::string& text);

bool matches(const std::string& expected, const std::string& actual);

void update_transcript(const std::filesystem::path& file);

}  // namespace parley::test
