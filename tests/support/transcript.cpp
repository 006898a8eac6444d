#include "tests/support/transcript.hpp"

#include <stdlib.h>
#include <sys/wait.h>

#include <cstdio>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

#include <fmt/format.h>

namespace parley::test {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> lines_of_file(const fs::path& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  text << stream.rdbuf();
  return lines_of(text.str());
}

bool is_command(const std::string& line) { return line.starts_with("$ parley"); }

std::string without_times(const std::string& text) {
  static const std::regex elapsed(R"("elapsed_s": ?[-+.0-9e]+)");
  return std::regex_replace(text, elapsed, "\"elapsed_s\": 0");
}

// Calls `each(command, first line of its output, line after it)` for every command of the file.
template <class Each>
void for_each_command(const std::vector<std::string>& lines, Each each) {
  bool inside = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].starts_with("```")) {
      inside = !inside && lines[i] == "```console";
      continue;
    }
    if (!inside || !is_command(lines[i])) continue;
    const std::size_t at = i;
    std::string command = lines[i].substr(2);
    while (command.ends_with('\\')) {
      command.pop_back();
      command += lines.at(++i);
    }
    std::size_t end = i + 1;
    while (end < lines.size() && !lines[end].starts_with("$ ") && !lines[end].starts_with("```")) ++end;
    each(command, at, i + 1, end);
    i = end - 1;
  }
}

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "parley-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
    for (const char* shown : {"cases", "tests"})
      fs::create_directory_symlink(fs::path(PARLEY_SOURCE_DIR) / shown, path_ / shown);
  }
  ~Folder() { fs::remove_all(path_); }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace

std::vector<Command> read_transcript(const fs::path& file) {
  const auto lines = lines_of_file(file);
  std::vector<Command> commands;
  for_each_command(lines, [&](const std::string& text, std::size_t at, std::size_t first, std::size_t end) {
    Command command{text, "", static_cast<int>(at) + 1};
    for (std::size_t i = first; i < end; ++i) command.expected += lines[i] + "\n";
    commands.push_back(command);
  });
  return commands;
}

std::string run_command(const std::string& text) {
  const Folder folder;
  const std::string binaries = fs::path(PARLEY_BINARY).parent_path().string();
  const std::string script = fmt::format("cd '{}' && PATH='{}':$PATH && export PATH && {{ {}\n}} 2>&1 </dev/null",
                                         folder.path().string(), binaries, text);
  FILE* pipe = popen(script.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run a shell");
  std::string output;
  char buffer[4096];
  while (const std::size_t size = fread(buffer, 1, sizeof buffer, pipe)) output.append(buffer, size);
  const int status = pclose(pipe);
  if (!output.empty() && output.back() != '\n') output += '\n';
  if (WIFSIGNALED(status)) return output + fmt::format("[signal {}]\n", WTERMSIG(status));
  if (WEXITSTATUS(status) != 0) output += fmt::format("[exit {}]\n", WEXITSTATUS(status));
  return output;
}

bool matches(const std::string& expected, const std::string& actual) {
  const auto want = lines_of(without_times(expected));
  const auto got = lines_of(without_times(actual));
  // Greedy matching between the elisions is enough: each stretch is looked for after the one before it.
  std::size_t at = 0;
  for (std::size_t i = 0; i < want.size();) {
    const bool skip = want[i] == "...";
    if (skip) ++i;
    std::size_t end = i;
    while (end < want.size() && want[end] != "...") ++end;
    const std::size_t length = end - i;
    if (end == want.size() && skip) at = std::max(at, got.size() - std::min(got.size(), length));
    while (true) {
      if (at + length > got.size()) return false;
      if (std::equal(want.begin() + static_cast<long>(i), want.begin() + static_cast<long>(end),
                     got.begin() + static_cast<long>(at)))
        break;
      if (!skip) return false;
      ++at;
    }
    at += length;
    i = end;
    if (i == want.size()) return at == got.size();
  }
  return at == got.size() || (!want.empty() && want.back() == "...");
}

void update_transcript(const fs::path& file) {
  const auto lines = lines_of_file(file);
  std::string result;
  std::size_t copied = 0;
  for_each_command(lines, [&](const std::string& text, std::size_t, std::size_t first, std::size_t end) {
    for (; copied < first; ++copied) result += lines[copied] + "\n";
    bool elided = false;
    for (std::size_t i = first; i < end; ++i) elided = elided || lines[i] == "...";
    if (elided) return;
    result += run_command(text);
    copied = end;
  });
  for (; copied < lines.size(); ++copied) result += lines[copied] + "\n";
  std::ofstream(file) << result;
}

}  // namespace parley::test
