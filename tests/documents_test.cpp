// The documents that programs read: every key is described, in the order of the description, and nothing else is described.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "service/documents.hpp"
#include "service/load.hpp"
#include "service/report.hpp"
#include "tests/support/transcript.hpp"

namespace parley::test {
namespace {

using Json = nlohmann::ordered_json;

// Maps whose keys are ids of the case.
const std::set<std::string> kMaps{
    "scores", "package", "ideal",  "accepts", "disagreement", "settlements",       "settlement_notes",
    "pays",   "price",   "shares", "before",  "after",        "distance_from_best"};

void collect(const Json& json, const std::string& path, bool map, std::vector<std::string>& paths) {
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) {
      const std::string name = map ? "*" : key;
      const bool inner = !map && kMaps.contains(key);
      const bool shares_of_party = map && path.ends_with("shares");
      collect(value, path.empty() ? name : path + "." + name, inner || shares_of_party, paths);
    }
  } else if (json.is_array()) {
    for (const auto& value : json) collect(value, path + "[]", path.ends_with(".packages"), paths);
    if (json.empty()) paths.push_back(path);
  } else {
    paths.push_back(path);
  }
}

std::vector<std::string> described() {
  std::ifstream file(std::string(PARLEY_SOURCE_DIR) + "/docs/formats/analysis.md");
  std::vector<std::string> paths;
  const std::regex row(R"(^\| `([^`]+)` \|.*)");
  std::smatch match;
  for (std::string line; std::getline(file, line);)
    if (std::regex_match(line, match, row)) paths.push_back(match[1]);
  return paths;
}

// Documents that between them have every key.
std::vector<Json> documents() {
  std::vector<Json> result;
  for (const char* command :
       {"parley analyze --json --all-packages --sample 2 tests/cli/small.yaml",
        "parley analyze --json tests/cli/empty.yaml", "parley analyze --json tests/cli/stuck.yaml",
        "parley analyze --json --count-time 0ms cases/pump-supply.yaml",
        "parley analyze --json --max-points 3 cases/harbour-park.yaml", "parley analyze --json cases/talks-2025.yaml",
        "parley analyze --json cases/panama-canal.yaml", "parley analyze --json --time 0ms cases/talks-2025.yaml",
        "parley analyze --json --format negmas-yaml tests/cli/domain"}) {
    const std::string text = run_command(command);
    Json json = Json::parse(text, nullptr, false);
    EXPECT_FALSE(json.is_discarded()) << command << "\n" << text.substr(0, 500);
    if (!json.is_discarded()) result.push_back(std::move(json));
  }
  return result;
}

bool null_or_empty(const std::string& path, const std::set<std::string>& known) {
  return std::ranges::any_of(
      known, [&](const std::string& k) { return k.starts_with(path + ".") || k.starts_with(path + "["); });
}

TEST(AnalysisDocument, HoldsTheKeysThatAreDescribedAndNoOthers) {
  const auto list = described();
  const std::set<std::string> known(list.begin(), list.end());
  std::set<std::string> seen;
  for (const Json& document : documents()) {
    std::vector<std::string> paths;
    collect(document, "", false, paths);
    for (const std::string& path : paths) {
      if (!known.contains(path) && null_or_empty(path, known)) continue;
      EXPECT_TRUE(known.contains(path)) << path << " is not described";
      seen.insert(path);
    }
  }
  for (const std::string& path : list) {
    // Of GENIUS domains (the importer's tests have it), and of cases whose feasible set is too hard to count.
    if (path == "reading" || path.starts_with("feasible_bounds")) continue;
    EXPECT_TRUE(seen.contains(path)) << path << " is described, and no document has it";
  }
}

TEST(AnalysisDocument, KeysStandInTheOrderOfTheDescription) {
  std::vector<std::string> order;
  for (const std::string& path : described()) {
    const std::string top = path.substr(0, path.find_first_of(".["));
    if (order.empty() || order.back() != top) order.push_back(top);
  }
  for (const Json& document : documents()) {
    std::size_t at = 0;
    for (const auto& [key, value] : document.items()) {
      while (at < order.size() && order[at] != key) ++at;
      EXPECT_LT(at, order.size()) << key << " stands at another place";
    }
  }
}

TEST(AnalysisDocument, ScoresAndPackagesStandInCaseOrder) {
  for (const Json& document : documents()) {
    std::vector<std::string> parties, issues;
    for (const auto& party : document["parties"])
      if (party["objective"]) parties.push_back(party["id"]);
    for (const auto& issue : document["issues"]) issues.push_back(issue["id"]);
    for (const auto& point : document["frontier"].value("points", Json::array())) {
      std::vector<std::string> keys, chosen;
      for (const auto& [key, value] : point["scores"].items()) keys.push_back(key);
      for (const auto& [key, value] : point["package"].items()) chosen.push_back(key);
      EXPECT_EQ(keys, parties);
      EXPECT_EQ(chosen, issues);
    }
  }
}

TEST(ReportPage, TextOfACaseCannotEndTheScriptOrBeginAComment) {
  const std::string evil = "{\"title\":\"</script><script>alert(1)</script><!-- & \xE2\x80\xA8\xE2\x80\xA9\"}";
  const std::string page = service::fill_page("<script>__PARLEY_ANALYSIS__</script>", evil);
  const std::string inside = page.substr(8, page.size() - 8 - 9);
  for (const char* forbidden : {"<", ">", "&", "\xE2\x80\xA8", "\xE2\x80\xA9"})
    EXPECT_EQ(inside.find(forbidden), std::string::npos) << forbidden;
  EXPECT_EQ(Json::parse(inside), Json::parse(evil));
}

TEST(ReportPage, APageWithoutItsPlaceIsABrokenBuild) {
  EXPECT_THROW(service::fill_page("<p>nothing</p>", "{}"), std::logic_error);
  EXPECT_THROW(service::fill_page("__PARLEY_ANALYSIS__ __PARLEY_ANALYSIS__", "{}"), std::logic_error);
}

}  // namespace
}  // namespace parley::test
