// Files that tests compare with what the program makes; PARLEY_UPDATE=1 in the environment writes them anew.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace parley::golden {

inline std::string path_of(const std::string& name) { return std::string(PARLEY_SOURCE_DIR) + "/" + name; }

inline std::string read(const std::string& name) {
  std::ifstream in(path_of(name), std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline void expect_same(const std::string& name, const std::string& made) {
  if (std::getenv("PARLEY_UPDATE") != nullptr) std::ofstream(path_of(name), std::ios::binary) << made;
  EXPECT_EQ(read(name), made) << name
                              << " is out of date; run the test with PARLEY_UPDATE=1 and look at the difference";
}

}  // namespace parley::golden
