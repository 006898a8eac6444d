// parley_load bare --database FILE | commits --database FILE ... | drive --port N --viewers FILE ...: see load.hpp.
// The last line of `commits` and `drive` is a JSON document; bench/load.py runs all three.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "load/load.hpp"

namespace parley::load {
namespace {

// Latencies sorted, as a list of the values that a table and a later merge of runs need.
std::string list(std::vector<double> values) {
  std::ranges::sort(values);
  std::string text = "[";
  for (const double value : values) text += fmt::format("{}{:.3f}", text.size() > 1 ? "," : "", value);
  return text + "]";
}

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text)
    if (c == '"' || c == '\\') result += {'\\', c};
    else result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return result + "\"";
}

// One viewer a line: cookie, token, rooms, between tabs.
std::vector<Viewer> read_viewers(const std::string& path) {
  std::vector<Viewer> viewers;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    Viewer viewer;
    std::getline(fields, viewer.cookie, '\t');
    std::getline(fields, viewer.token, '\t');
    for (std::string room; std::getline(fields, room, '\t');) viewer.rooms.push_back(room);
    viewers.push_back(std::move(viewer));
  }
  return viewers;
}

void print(const Outcome& outcome) {
  fmt::print(
      R"({{"reads":{{"before":{},"after":{}}},"writes":{{"before":{},"after":{}}},"failures":{},"first_failure":{},)"
      R"("events":{},"streams_lost":{},"slow_ended":{}}})"
      "\n",
      list(outcome.reads.before), list(outcome.reads.after), list(outcome.writes.before), list(outcome.writes.after),
      outcome.failures, quoted(outcome.first_failure), outcome.events, outcome.streams_lost, outcome.slow_ended);
}

int run(int argc, char** argv) {
  CLI::App app{"Open-loop load on the server of the talks, and the bare parts beside it"};
  app.require_subcommand(1);
  Plan plan;
  std::string database, viewers;
  CLI::App* bare = app.add_subcommand("bare", "a Beast echo with an SQLite commit for each POST");
  CLI::App* commits = app.add_subcommand("commits", "SQLite commits alone");
  CLI::App* driver = app.add_subcommand("drive", "the load");
  for (CLI::App* command : {bare, commits}) command->add_option("--database", database)->required();
  for (CLI::App* command : {commits, driver}) {
    command->add_option("--rate", plan.rate);
    command->add_option("--seconds", plan.seconds);
  }
  driver->add_option("--port", plan.port)->required();
  driver->add_option("--viewers", viewers)->required();
  driver->add_option("--slow", plan.slow);
  driver->add_flag("--bare", plan.bare);
  CLI11_PARSE(app, argc, argv);
  if (*bare) return serve_bare(database);
  if (*commits) {
    fmt::print("{}\n", list(commit_bare(database, plan.rate, plan.seconds)));
    return 0;
  }
  plan.viewers = read_viewers(viewers);
  print(drive(plan));
  return 0;
}

}  // namespace
}  // namespace parley::load

int main(int argc, char** argv) {
  try {
    return parley::load::run(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "parley_load: {}\n", error.what());
    return 1;
  }
}
