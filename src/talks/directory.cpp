#include "talks/directory.hpp"

namespace parley::talks {

void Directory::apply(const Audience& audience, const Event& event) {
  if (const auto* opened = std::get_if<AccountOpened>(&event.body)) {
    person_by_login[opened->login] = opened->person.id;
  } else if (const auto* session = std::get_if<SessionOpened>(&event.body)) {
    session_by_token_hash[session->token_hash] = {audience.of, session->session};
  } else if (const auto* ended = std::get_if<SessionEnded>(&event.body)) {
    std::erase_if(session_by_token_hash, [&](const auto& entry) { return entry.second.session == ended->session; });
  } else if (std::holds_alternative<AccountClosed>(event.body)) {
    std::erase_if(session_by_token_hash, [&](const auto& entry) { return entry.second.person == audience.of; });
  } else if (const auto* made = std::get_if<InvitationMade>(&event.body)) {
    invitation_by_secret_hash[made->secret_hash] = {audience, made->invitation};
  }
}

void Directory::forget(const Audience& audience) {
  std::erase_if(invitation_by_secret_hash, [&](const auto& entry) { return entry.second.audience == audience; });
}

}  // namespace parley::talks
