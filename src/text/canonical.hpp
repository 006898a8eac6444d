// The bytes of a text: what is hashed, accepted and signed, and how a draft is kept and compared (docs/formats/text.md).
//
// Framed     every free text stands behind its length in bytes, so that no text can look like structure
// Faithful   read_bytes(to_bytes(d)) == d, and no other bytes read as d: distinct drafts have distinct bytes
// Unicode    bytes are taken as they are; no normalisation, so that what was read is what is signed
// Cost       one pass, linear in the size
#pragma once

#include <string>
#include <string_view>

#include "text/draft.hpp"

namespace parley::text {

// "parley text 1" and so on. With a number other than 0 the draft's number stands in the head, too.
std::string to_bytes(const Draft& draft);

// The canonical bytes of the authentic text, to be hashed with SHA-256; or every reason why it cannot be frozen.
Checked<std::string> frozen_bytes(const Draft& draft);

// Errors: kSyntax for anything that to_bytes would not have written, with the line in which it was found.
Result<Draft> read_bytes(std::string_view bytes);

}  // namespace parley::text
