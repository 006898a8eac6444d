#include "broker/broker.hpp"

#include "broker/state.hpp"
#include "broker/wire.hpp"

namespace parley::broker {

Broker::Broker(std::unique_ptr<State> state) : state_(std::move(state)) {}
Broker::~Broker() = default;

Result<std::unique_ptr<Broker>> Broker::start(BrokerOptions options, store::Log& log, talks::Entropy& entropy) {
  std::unique_ptr<Broker> broker(new Broker(std::make_unique<State>(std::move(options), log, entropy)));
  if (auto done = broker->state_->replay(); !done) return std::unexpected(done.error());
  return broker;
}

void Broker::handle(Request request, std::function<void(Response)> reply) {
  state_->handle(std::move(request), std::move(reply));
}
void Broker::tick() { state_->tick(); }
void Broker::close_feeds() { state_->close_feeds(); }
std::size_t Broker::kept_answers() const { return state_->kept_answers(); }

std::size_t Broker::body_limit(std::string_view method, std::string_view target) const {
  const auto parsed = parse_target(target);
  const auto match = parsed ? Contract::get().match(method, parsed->path) : Contract::Match{};
  return match.operation == nullptr ? 0 : match.operation->max_bytes;
}

Result<std::optional<std::string>> Broker::first_invitation() {
  if (state_->anybody()) return std::optional<std::string>{};
  auto& entropy = state_->entropy();
  const auto stream = to_text(talks::kTable);
  const auto secret = entropy.secret(stream);
  const auto now = state_->now();
  const talks::InvitationMade invitation{
      entropy.id(stream), hash_token(secret), "Lead mediator", talks::MemberRole::kLead, "", {}, now + talks::kDay};
  if (auto done = state_->append({{talks::kTable, invitation}}, {"Parley", ""}, now); !done)
    return std::unexpected(done.error());
  return std::optional(secret);
}

}  // namespace parley::broker
