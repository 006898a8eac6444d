// What waits for one client of an event stream: bounded, filled from any thread, emptied by the client's connection.
//
// A push wakes the connection once; further pushes before it has taken the frames do not. A push that would pass a bound
// ends the queue instead: the client does not read, and is closed rather than waited for.
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace parley::server {

class FrameQueue {
 public:
  struct Taken {
    std::string bytes;
    bool ended = false;  // the publisher has closed the stream: what is in `bytes` is the last
    bool overrun = false;
  };

  FrameQueue(std::size_t most_frames, std::size_t most_bytes, std::function<void()> wake)
      : most_frames_(most_frames), most_bytes_(most_bytes), wake_(std::move(wake)) {}

  void push(std::string_view frame);  // an empty frame ends the queue
  void end() { push({}); }
  Taken take();
  bool overrun() const;

 private:
  const std::size_t most_frames_;
  const std::size_t most_bytes_;
  const std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::string waiting_;
  std::size_t frames_ = 0;
  bool ended_ = false;
  bool overrun_ = false;
  bool woken_ = false;
};

}  // namespace parley::server
