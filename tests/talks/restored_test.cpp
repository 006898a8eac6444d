// A log that came out of a backup: what was ended after the backup was made does not come back with it.
#include <gtest/gtest.h>

#include <filesystem>

#include "store/restore.hpp"
#include "tests/talks/in_folder.hpp"

namespace parley::testing {
namespace {

using Restored = InFolder;

TEST_F(Restored, KnowsNoSessionOrInvitationThatWasOpenInTheBackup) {
  const auto backup = (folder / "monday").string();
  std::string cookie, secret, login;
  {
    World world("first", in_file());
    auto lead = world.lead();
    open_talks(world, lead);
    auto north = world.head(lead, "north");
    cookie = north.cookie;
    login = north.login;
    secret =
        lead.must("POST", "/api/invitations", {{"name", "O"}, {"role", "head"}, {"organisation", "south"}})["secret"];
    ASSERT_TRUE(world.log().backup(backup, to_text(world.now()), to_text(world.now() + talks::kDay)));
  }
  const auto entropy = talks::seeded_entropy("restore");
  ASSERT_TRUE(
      store::restore(backup, (folder / "again").string(), *store::Unlock::key(std::string(32, 'k')), *entropy, {}));
  std::string later;
  {
    World world("second", in_file("again/talks.db"));
    auto old = world.visitor();
    old.cookie = cookie;
    EXPECT_EQ(old.get("/api/home").status, 401);
    EXPECT_EQ(world.visitor().post("/api/invitations/look", {{"secret", secret}}).status, 404);
    auto north = world.visitor();
    EXPECT_EQ(north.post("/api/session", {{"login", login}, {"password", Client::kPassword}}).status, 200);
    later = north.cookie;
  }
  World world("third", in_file("again/talks.db"));
  auto north = world.visitor();
  north.cookie = later;
  EXPECT_EQ(north.get("/api/home").status, 200) << "only the first start after the restoring ends sessions";
}

TEST_F(Restored, ALogThatWasOnlyBackedUpKeepsItsSessions) {
  std::string cookie;
  {
    World world("first", in_file());
    auto lead = world.lead();
    cookie = lead.cookie;
    ASSERT_TRUE(world.log().backup((folder / "monday").string(), to_text(world.now()), to_text(world.now() + 60)));
  }
  World world("second", in_file());
  auto lead = world.visitor();
  lead.cookie = cookie;
  EXPECT_EQ(lead.get("/api/home").status, 200);
}

}  // namespace
}  // namespace parley::testing
