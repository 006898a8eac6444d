// Talks whose log is a file, so that they can be stopped and started again: a folder of the test's own.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/talks/world.hpp"

namespace parley::testing {

struct InFolder : ::testing::Test {
  InFolder() { std::filesystem::remove_all(folder), std::filesystem::create_directories(folder); }
  ~InFolder() override { std::filesystem::remove_all(folder); }
  WorldOptions in_file(const std::string& name = "talks.db") const {
    WorldOptions options;
    options.database = (folder / name).string();
    return options;
  }

  std::filesystem::path folder =
      std::filesystem::path(::testing::TempDir()) /
      (std::string("parley-") + ::testing::UnitTest::GetInstance()->current_test_info()->test_suite_name() + "-" +
       ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

}  // namespace parley::testing
