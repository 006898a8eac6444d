// The terminal at the other end of a file descriptor, and writing to it.
//
// Colour     only on a terminal, and not with NO_COLOR set to anything or TERM=dumb
// Width      the terminal's, kept within 60 and 120 columns; 80 for a pipe or file, so that output there does not depend
//            on who looks
// Failures   a reader that went away (EPIPE) ends output quietly; a full disk is remembered and reported once at the end
#pragma once

#include <string>
#include <string_view>

namespace parley::cli {

enum class Style { kPlain, kBold, kFaint, kRed, kGreen, kYellow, kCyan };

class Terminal {
 public:
  explicit Terminal(int descriptor);
  ~Terminal() { flush(); }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  bool is_terminal() const { return is_terminal_; }
  int width() const { return width_; }
  std::string style(Style style, std::string_view text) const;

  void write(std::string_view text);
  void flush();

  bool reader_gone() const { return reader_gone_; }
  // What the system said about a write that failed; empty when all was written or the reader went away.
  const std::string& failure() const { return failure_; }

 private:
  int descriptor_;
  bool is_terminal_ = false;
  bool colour_ = false;
  int width_ = 80;
  std::string buffer_;
  bool reader_gone_ = false;
  std::string failure_;
};

}  // namespace parley::cli
