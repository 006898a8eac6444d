#include <gtest/gtest.h>

#include "server/address.hpp"

namespace parley::server {
namespace {

TEST(ListenAddress, KnowsWhatOnlyThisMachineCanReach) {
  for (const char* text : {"127.0.0.1:8700", "127.9.9.9:1", "localhost:8700", "[::1]:8700"}) {
    const auto address = parse_listen_address(text);
    ASSERT_TRUE(address) << text;
    EXPECT_TRUE(address->is_loopback) << text;
  }
  for (const char* text :
       {"0.0.0.0:8700", "192.168.0.1:8700", "[::]:8700", "[2001:db8::1]:443", "[::ffff:127.0.0.1]:80"}) {
    const auto address = parse_listen_address(text);
    ASSERT_TRUE(address) << text;
    EXPECT_FALSE(address->is_loopback) << text;
  }
}

TEST(ListenAddress, IsReadAsWritten) {
  const auto six = parse_listen_address("[2001:db8::1]:443");
  ASSERT_TRUE(six);
  EXPECT_EQ(six->address, "2001:db8::1");
  EXPECT_EQ(six->port, 443);
  EXPECT_EQ(six->host(), "[2001:db8::1]");
  EXPECT_EQ(parse_listen_address("localhost:0")->host(), "127.0.0.1");
}

TEST(ListenAddress, RefusesEverythingElse) {
  for (const char* text : {"", "8700", ":8700", "127.0.0.1", "127.0.0.1:", "127.0.0.1:70000", "127.0.0.1:-1",
                           "127.0.0.1:80x", "example.org:80", "::1:80", "[::1]", "[127.0.0.1]:80", "256.0.0.1:80"})
    EXPECT_FALSE(parse_listen_address(text)) << text;
}

}  // namespace
}  // namespace parley::server
