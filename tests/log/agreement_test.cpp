// Two verifiers, one written from the format's page alone, agree on the shared vectors and on thousands of random edits of
// real exports; and every edit that changes what a chain says is found.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>

#include "store/bytes.hpp"
#include "store/files.hpp"
#include "store/sqlite_log.hpp"
#include "store/verify.hpp"

namespace parley::store {
namespace {

namespace fs = std::filesystem;
const fs::path kHere = fs::path(PARLEY_SOURCE_DIR) / "tests/log";
constexpr int kEdits = 6000;

std::string spell(const std::vector<Fault>& faults) {
  std::string text;
  for (const auto& fault : faults) text += (text.empty() ? "" : ", ") + std::to_string(fault.line) + " " + fault.kind;
  return text.empty() ? "good" : text;
}

std::string found(const std::string& chain, const std::optional<std::string>& checkpoint) {
  return spell(verify_export(chain, checkpoint).faults);
}

TEST(Vectors, HaveTheFaultsThatAreExpected) {
  std::ifstream expected(kHere / "vectors/expected.txt");
  int checked = 0;
  for (std::string line; std::getline(expected, line);) {
    if (line.starts_with('#')) continue;
    const auto name = line.substr(0, line.find(": "));
    const auto checkpoint = read_file((kHere / "vectors" / (name + ".checkpoint.json")).string());
    const auto chain = read_file((kHere / "vectors" / (name + ".jsonl")).string());
    ASSERT_TRUE(chain) << name;
    EXPECT_EQ(found(*chain, checkpoint ? std::optional(*checkpoint) : std::nullopt), line.substr(line.find(": ") + 2))
        << name;
    ++checked;
  }
  EXPECT_GE(checked, 50);
}

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t end) {
  return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
}

struct Material {
  std::string chain, shorter, forked, checkpoint;
};

// Two histories of one audience that part after the second entry, each a real export of one and the same log.
Material make_material() {
  Material made;
  const std::vector<std::string> covered = {"caucus:україна", "plenary"};
  for (const bool fork : {true, false}) {
    const auto entropy = talks::seeded_entropy("agreement");
    auto log = *open_log(":memory:", *Unlock::key(std::string(32, 'k')), *entropy);
    for (int i = 1; i <= 6; ++i) {
      const std::string text = "entry " + std::to_string(i) + (fork && i > 2 ? " of another history" : "");
      EXPECT_TRUE(log->append(std::vector<Entry>{{covered[0], text}}));
      if (i == 3) made.shorter = *log->export_chain(covered[0]);
      if (i == 5) made.checkpoint = *log->checkpoint(covered, "2026-03-01T12:00:00Z");
    }
    (fork ? made.forked : made.chain) = *log->export_chain(covered[0]);
  }
  return made;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t at = 0;
  for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n', at)) {
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string join(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + '\n';
  return text;
}

std::string edit_lines(Random& random, const std::string& chain) {
  auto lines = split(chain);
  const auto at = below(random, lines.size());
  const auto to = below(random, lines.size());
  switch (below(random, 4)) {
    case 0: lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at)); break;
    case 1: std::swap(lines[at], lines[to]); break;
    case 2: lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), lines[to]); break;
    default: lines.resize(at); break;
  }
  return join(lines);
}

std::string edit_bytes(Random& random, std::string text) {
  if (text.empty()) return "\n";
  const auto at = below(random, text.size());
  switch (below(random, 5)) {
    case 0: text[at] = static_cast<char>(text[at] ^ (1U << below(random, 8))); break;
    case 1: text.erase(at, 1 + below(random, 3)); break;
    case 2: text.insert(at, 1, static_cast<char>(below(random, 256))); break;
    case 3: text.resize(at); break;
    default: text[at] = "0123456789abcdef\"\\,:{}\n"[below(random, 23)]; break;
  }
  return text;
}

struct Case {
  std::string chain;
  std::optional<std::string> checkpoint;
  bool harmless = false;  // nothing was changed
};

Case random_case(Random& random, const Material& material) {
  Case made{material.chain, std::nullopt, false};
  const bool beside = below(random, 2) == 0;
  if (beside) made.checkpoint = material.checkpoint;
  switch (below(random, 8)) {
    case 0: made.harmless = true; break;
    case 1:
    case 2: made.chain = edit_lines(random, made.chain); break;
    case 3: made.chain = material.shorter; break;  // a rollback: only the checkpoint finds it
    case 4: made.chain = material.forked; break;  // so with a fork
    case 5: made.checkpoint = edit_bytes(random, material.checkpoint); break;
    default: made.chain = edit_bytes(random, made.chain); break;
  }
  if (below(random, 4) == 0) made.chain = edit_bytes(random, made.chain);
  const bool whole = made.chain == material.shorter || made.chain == material.forked;
  const bool same_chain = made.chain == material.chain || (whole && !made.checkpoint);
  // The newline at a checkpoint's end is free.
  made.harmless = same_chain && (!made.checkpoint || *made.checkpoint == material.checkpoint ||
                                 *made.checkpoint == material.checkpoint + '\n');
  return made;
}

std::vector<std::string> ask_python(const std::vector<Case>& cases) {
  std::string pattern = (fs::temp_directory_path() / "parley-batch-XXXXXX").string();
  const int descriptor = mkstemp(pattern.data());
  std::string batch;
  for (const auto& c : cases) batch += base64(c.chain) + " " + (c.checkpoint ? base64(*c.checkpoint) : "-") + "\n";
  EXPECT_TRUE(write_all(descriptor, batch));
  const auto command =
      std::string(DEBIAN_PYTHON) + " '" + (kHere / "verify.py").string() + "' --batch '" + pattern + "'";
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  char chunk[4096];
  for (std::size_t n = 0; (n = fread(chunk, 1, sizeof chunk, pipe)) > 0;) output.append(chunk, n);
  EXPECT_EQ(pclose(pipe), 0);
  fs::remove(pattern);
  return split(output);
}

TEST(TwoVerifiers, AgreeOnRandomEditsAndFindEveryOne) {
  const auto seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  Random random(seed);
  const auto material = make_material();
  ASSERT_EQ(found(material.chain, material.checkpoint), "good");
  std::vector<Case> cases;
  for (int i = 0; i < kEdits; ++i) cases.push_back(random_case(random, material));
  const auto theirs = ask_python(cases);
  ASSERT_EQ(theirs.size(), cases.size());
  int harmless = 0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto ours = found(cases[i].chain, cases[i].checkpoint);
    ASSERT_EQ(ours, theirs[i]) << cases[i].chain << cases[i].checkpoint.value_or("");
    ASSERT_EQ(ours == "good", cases[i].harmless) << cases[i].chain << cases[i].checkpoint.value_or("");
    harmless += static_cast<int>(cases[i].harmless);
  }
  EXPECT_GT(harmless, kEdits / 50);
  EXPECT_LT(harmless, kEdits / 2);
}

}  // namespace
}  // namespace parley::store
