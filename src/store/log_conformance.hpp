// What every Log must do, whatever database stands behind it. A test program of a database hands in a Maker and runs
// INSTANTIATE_TEST_SUITE_P(Name, LogConformance, ::testing::Values(maker...)).
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "store/log.hpp"
#include "talks/entropy.hpp"

namespace parley::store {

struct Maker {
  std::string name;
  bool lasting = false;  // opening again in the same folder brings the same log back
  std::function<std::unique_ptr<Log>(const std::string& folder, talks::Entropy& entropy)> open;
};

class LogConformance : public ::testing::TestWithParam<Maker> {
 protected:
  void SetUp() override;
  void TearDown() override;
  std::unique_ptr<Log> open();
  // Closes the log of the test and opens it again; false when this kind of log does not last.
  bool reopen();
  std::vector<Stored> everything();
  std::string payloads();  // "audience:n=payload;" of everything

  std::string folder_;
  std::unique_ptr<talks::Entropy> entropy_;
  std::unique_ptr<Log> log_;
};

}  // namespace parley::store
