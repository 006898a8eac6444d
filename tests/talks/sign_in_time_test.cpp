// What a sign-in costs, and whom: a password is hashed beside everybody else's requests.
#include <gtest/gtest.h>

#include <ctime>
#include <future>

#include "broker/broker.hpp"
#include "broker/secrets.hpp"
#include "store/sqlite_log.hpp"
#include "talks/entropy.hpp"

namespace parley::testing {
namespace {

// The processor time of this thread, which others on the same machine do not lengthen.
double seconds_of(const std::function<void()>& work) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
  };
  const auto begun = now();
  work();
  return now() - begun;
}

// The very first one too: whatever it needs was made when the broker started.
TEST(SignIn, OfAnUnknownNameHashesNothingWhileOthersWait) {
  auto log = store::open_log(":memory:", *store::Unlock::key(std::string(32, 'k')), talks::system_entropy());
  ASSERT_TRUE(log);
  broker::BrokerOptions options;
  options.threads = 1;
  const auto broker = broker::Broker::start(options, **log, talks::system_entropy());
  ASSERT_TRUE(broker);
  const auto a_hash = seconds_of([&] { broker::hash_password("a password", options.cost); });

  std::promise<int> status;
  const auto before_others = seconds_of([&] {
    (*broker)->handle({"POST",
                       "/api/session",
                       {{"host", "127.0.0.1"}, {"x-parley-csrf", "anyone"}, {"content-type", "application/json"}},
                       R"({"login":"nobody","password":"a password"})",
                       "127.0.0.1"},
                      [&](const broker::Response& response) { status.set_value(response.status); });
  });
  EXPECT_EQ(status.get_future().get(), 401);
  EXPECT_LT(before_others, a_hash / 5);
}

}  // namespace
}  // namespace parley::testing
