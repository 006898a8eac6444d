// What a member keeps of the chains' heads, and what it is good for offline.
#include <gtest/gtest.h>

#include "store/verify.hpp"
#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

TEST(Checkpoint, IsHandedOutAsItWasSigned) {
  World world("checkpoint");
  auto lead = world.lead();
  open_talks(world, lead);
  auto north = world.head(lead, "north");
  for (auto* who : {&lead, &north}) {
    who->confirm();
    const auto chain = who->get("/api/rooms/plenary/chain").body;
    const auto checkpoint = who->get("/api/checkpoint");
    EXPECT_EQ(checkpoint.header("content-type"), "application/json");
    const auto verified = store::verify_export(chain, checkpoint.body);
    EXPECT_GT(verified.entries, 0U);
    for (const auto& fault : verified.faults) ADD_FAILURE() << fault.kind << ": " << fault.message;
    auto forged = checkpoint.body;
    forged[forged.find("\"n\":") + 4] = '9';
    EXPECT_FALSE(store::verify_export(chain, forged).faults.empty());
  }
}

}  // namespace
}  // namespace parley::testing
