// An agreement as it leaves: the signatures as JSON, and one page that carries text, signatures and how to verify them.
//
// The page    no script, nothing fetched; the exact bytes of the text, the keys and the signatures lie in it as data links
#pragma once

#include <string>

#include "broker/call.hpp"

namespace parley::broker {

// docs/formats/agreement.md
Json agreement_document(const talks::Agreements::Agreement& agreement, const Case* subject);
std::string agreement_page(const talks::Agreements::Agreement& agreement, const Case* subject);

}  // namespace parley::broker
