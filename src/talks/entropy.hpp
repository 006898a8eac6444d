// Randomness, drawn from named streams. In use every stream is the operating system's randomness. In the two-world tests
// a stream is a generator seeded by its name, so that what one audience draws cannot depend on what another has drawn.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace parley::talks {

class Entropy {
 public:
  virtual ~Entropy() = default;
  virtual std::string bytes(std::string_view stream, std::size_t count) = 0;
  // 128 random bits as 22 characters that are safe in a URL.
  std::string id(std::string_view stream);
  // 256 random bits as 43 such characters: tokens and invitation secrets.
  std::string secret(std::string_view stream);
};

Entropy& system_entropy();

// Reproducible streams; for tests only.
std::unique_ptr<Entropy> seeded_entropy(std::string_view seed);

}  // namespace parley::talks
