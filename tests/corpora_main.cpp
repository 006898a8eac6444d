// Goes through a folder of foreign domains and compares what the importers make of each with a held list.
//
//   parley_corpora DIR LIST           compares; the last line is "N passed, N failed"
//   parley_corpora DIR LIST --write   writes LIST anew, to be read before it is committed
//
// DIR holds one folder a format, named by its id (negmas-yaml, genius-xml); every folder below it with a file of the
// format is one domain. GENIUS domains are read in both readings. A line of LIST is one domain:
//   genius-xml/a/b [raw]: converts, 2 parties, 5 issues, 576 packages
//   genius-xml/a/c [raw]: rejected, name at c.xml: issue 'x': option '0' stands there twice     (its first error)
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>

#include "case/read.hpp"
#include "case/write.hpp"
#include "formats/catalogue.hpp"

namespace {

namespace fs = std::filesystem;
using namespace parley;
using namespace parley::formats;

std::string outcome(const Checked<Case>& result) {
  if (!result) {
    const Error& first = result.error().front();
    return fmt::format("rejected, {} at {}: {}", name_of(first.code), fs::path(first.where.file).filename().string(),
                       first.message);
  }
  if (const Errors broken = check(*result); !broken.empty())
    return "converts to a broken case: " + to_text(broken.front());
  if (!read_case(write_case(*result), "")) return "converts to a case that does not read back";
  Integer packages = 1;
  for (const Issue& issue : result->issues) packages *= issue.count();
  return fmt::format("converts, {} parties, {} issues, {} packages", result->parties.size(), result->issues.size(),
                     packages.get_str());
}

std::set<fs::path> domains_below(const fs::path& root, const Format& format) {
  std::set<fs::path> folders;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const std::string name = entry.path().filename().string();
    if (std::ranges::any_of(format.extensions, [&](std::string_view ending) { return name.ends_with(ending); }))
      folders.insert(entry.path().parent_path());
  }
  return folders;
}

// Domain to outcome, by relative path and reading.
std::map<std::string, std::string> import_all(const fs::path& corpora) {
  std::map<std::string, std::string> outcomes;
  for (const Format& format : format_catalogue()) {
    const fs::path root = corpora / format.info.id;
    if (!fs::is_directory(root)) {
      fmt::print("{} is not there; its domains are not tested\n", root.string());
      continue;
    }
    const auto folders = domains_below(root, format);
    const auto start = std::chrono::steady_clock::now();
    for (const Reading reading : {Reading::kGenius, Reading::kRaw}) {
      if (reading == Reading::kRaw && format.info.id != "genius-xml") continue;
      for (const fs::path& folder : folders) {
        const std::string name =
            fs::relative(folder, corpora).generic_string() + (reading == Reading::kRaw ? " [raw]" : "");
        outcomes[name] = outcome(import_domain(folder, format, {reading, {}}));
      }
    }
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    fmt::print("{}: {} domains read in {:.2f} s\n", format.info.id, folders.size(), elapsed.count());
  }
  return outcomes;
}

std::map<std::string, std::string> read_list(const char* path) {
  std::map<std::string, std::string> list;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);)
    if (const auto colon = line.find(": "); colon != std::string::npos && !line.starts_with('#'))
      list[line.substr(0, colon)] = line.substr(colon + 2);
  return list;
}

int compare(const std::map<std::string, std::string>& expected, const std::map<std::string, std::string>& found,
            const fs::path& corpora) {
  std::size_t passed = 0, failed = 0;
  const auto fail = [&](const std::string& domain, const std::string& wanted, const std::string& got) {
    ++failed;
    fmt::print("{}\n  expected {}\n  found    {}\n", domain, wanted, got);
  };
  for (const auto& [domain, wanted] : expected) {
    const auto it = found.find(domain);
    if (it != found.end() && it->second == wanted) ++passed;
    else if (it != found.end()) fail(domain, wanted, it->second);
    else if (fs::is_directory(corpora / domain.substr(0, domain.find('/')))) fail(domain, wanted, "no such folder");
  }
  for (const auto& [domain, got] : found)
    if (!expected.contains(domain)) fail(domain, "nothing: it is not in the list", got);
  fmt::print("{} passed, {} failed\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3 || !fs::is_directory(argv[1])) {
    std::cerr << "usage: parley_corpora DIR LIST [--write]; DIR must be a folder\n";
    return 2;
  }
  const auto found = import_all(argv[1]);
  if (argc == 3) return compare(read_list(argv[2]), found, argv[1]);
  std::ofstream out(argv[2]);
  out << "# What each foreign domain becomes; scripts/test-corpora compares, tests/corpora_main.cpp explains a line.\n";
  for (const auto& [domain, text] : found) out << domain << ": " << text << "\n";
  return out ? 0 : 1;
}
