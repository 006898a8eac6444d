#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace parley::cli {
namespace {

constexpr std::size_t kBufferSize = std::size_t{1} << 16;

std::string_view code_of(Style style) {
  switch (style) {
    case Style::kPlain: return "";
    case Style::kBold: return "\x1b[1m";
    case Style::kFaint: return "\x1b[2m";
    case Style::kRed: return "\x1b[31m";
    case Style::kGreen: return "\x1b[32m";
    case Style::kYellow: return "\x1b[33m";
    case Style::kCyan: return "\x1b[36m";
  }
  return "";
}

bool set_and_not_empty(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool dumb() {
  const char* term = std::getenv("TERM");
  return term == nullptr || std::strcmp(term, "dumb") == 0;
}

}  // namespace

Terminal::Terminal(int descriptor) : descriptor_(descriptor), is_terminal_(isatty(descriptor) == 1) {
  if (!is_terminal_) return;
  colour_ = !set_and_not_empty("NO_COLOR") && !dumb();
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) width_ = std::clamp<int>(size.ws_col, 60, 120);
}

std::string Terminal::style(Style style, std::string_view text) const {
  if (!colour_ || style == Style::kPlain) return std::string(text);
  return std::string(code_of(style)) + std::string(text) + "\x1b[0m";
}

void Terminal::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= kBufferSize) flush();
}

void Terminal::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty() && !reader_gone_ && failure_.empty()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written >= 0) rest.remove_prefix(static_cast<std::size_t>(written));
    else if (errno == EPIPE) reader_gone_ = true;
    else if (errno != EINTR && errno != EAGAIN) failure_ = std::strerror(errno);
  }
  buffer_.clear();
}

}  // namespace parley::cli
