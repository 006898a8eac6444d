#include "service/load.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>

#include "agreement/divisible.hpp"
#include "agreement/divisible_grid.hpp"
#include "case/read.hpp"

namespace parley::service {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ > 2) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

Error io_error(const std::string& name, std::string_view what) {
  return {ErrorCode::kIo, fmt::format("{}: {}", what, std::strerror(errno)), "", {name}};
}

Result<std::string> read_text(const std::string& path, const std::string& name) {
  const Descriptor file(path == "-" ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return std::unexpected(io_error(name, "the file cannot be opened"));
  struct stat status{};
  if (::fstat(file.number(), &status) == 0 && S_ISDIR(status.st_mode))
    return std::unexpected(Error{ErrorCode::kIo,
                                 "this is a folder, not a case file",
                                 "a folder in a foreign format needs --format, see 'parley methods'",
                                 {name}});
  std::string text;
  char buffer[1 << 16];
  while (true) {
    const ssize_t size = ::read(file.number(), buffer, sizeof buffer);
    if (size == 0) return text;
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return std::unexpected(io_error(name, "the file cannot be read"));
    text.append(buffer, static_cast<std::size_t>(size));
    if (text.size() > kMaxFileBytes)
      return std::unexpected(
          Error{ErrorCode::kLimit, fmt::format("the file is larger than {} MiB", kMaxFileBytes >> 20), "", {name}});
  }
}

}  // namespace

Loaded load(const std::string& path, const LoadOptions& options) {
  const std::string name = path == "-" ? "standard input" : path;
  if (options.format != nullptr) return {name, "", formats::import_domain(path, *options.format, options.import)};
  auto text = read_text(path, name);
  if (!text) return {name, "", std::unexpected(Errors{text.error()})};
  auto result = read_case(*text, name);
  if (result && options.import.grid && agreement::has_divisible(*result)) {
    auto gridded = agreement::with_grid(*result, *options.import.grid);
    if (!gridded) return {name, std::move(*text), std::unexpected(Errors{gridded.error()})};
    result = std::move(*gridded);
  }
  return {name, std::move(*text), std::move(result)};
}

Result<void> save(const std::string& path, const std::string& text) {
  // A neighbour is written and then renamed, so that a full disk cannot leave half a file. What is no regular file (a
  // pipe, a terminal) is written to directly.
  struct stat status{};
  const bool special = ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
  std::string target = special ? path : path + ".XXXXXX";
  const Descriptor file(special ? ::open(path.c_str(), O_WRONLY | O_CLOEXEC) : ::mkstemp(target.data()));
  if (file.number() < 0) return std::unexpected(io_error(path, "the file cannot be written"));
  std::string_view rest = text;
  while (!rest.empty()) {
    const ssize_t written = ::write(file.number(), rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const Error error = io_error(path, "the file cannot be written");
      if (!special) ::unlink(target.c_str());
      return std::unexpected(error);
    }
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  if (special) return {};
  const mode_t mask = ::umask(0);
  ::umask(mask);
  if (::fchmod(file.number(), 0666 & ~mask) != 0 || std::rename(target.c_str(), path.c_str()) != 0) {
    const Error error = io_error(path, "the file cannot be written");
    ::unlink(target.c_str());
    return std::unexpected(error);
  }
  return {};
}

}  // namespace parley::service
