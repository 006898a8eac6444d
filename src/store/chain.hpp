// The chain of one audience and its text form: what is hashed, and how exports and checkpoints are spelt, byte for byte.
//
// docs/formats/log.md is the definition; this is its one implementation in the program. Every line has exactly one
// spelling: the readers below take nothing that the writers would not have written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::store {

inline constexpr std::size_t kHashBytes = 32;
inline constexpr std::size_t kSaltBytes = 32;

std::string commitment_of(std::string_view salt, std::string_view payload);
// The head of the empty chain: names the log by its signing key, and the audience.
std::string first_head(std::string_view signing_key, std::string_view audience);
std::string next_head(std::string_view head, std::uint64_t n, std::string_view commitment);

struct HeaderLine {
  std::string signing_key, audience;
};
struct EntryLine {
  std::uint64_t n = 0;
  std::string commitment;
  std::optional<std::string> salt, payload;  // both or none
};
struct EndLine {
  std::uint64_t entries = 0;
  std::string head;
};
struct CheckpointHead {
  std::string audience;
  std::uint64_t n = 0;
  std::string head;
};
struct Checkpoint {
  std::string signing_key, time;
  std::vector<CheckpointHead> heads;  // by audience, each once
  std::string signed_text;  // what the signature is over
  std::string signature;
};

// Without the newline that ends each line.
std::string to_line(const HeaderLine& line);
std::string to_line(const EntryLine& line);
std::string to_line(const EndLine& line);
std::optional<HeaderLine> read_header(std::string_view line);
std::optional<EntryLine> read_entry(std::string_view line);
std::optional<EndLine> read_end(std::string_view line);

// The part of a checkpoint that is signed; with_signature completes it.
std::string signed_part(const Checkpoint& checkpoint);
std::string with_signature(std::string_view signed_text, std::string_view signature);
// The newline at the end may be missing.
std::optional<Checkpoint> read_checkpoint(std::string_view text);
bool good_signature(std::string_view signing_key, std::string_view text, std::string_view signature);

}  // namespace parley::store
