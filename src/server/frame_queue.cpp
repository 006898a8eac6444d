#include "server/frame_queue.hpp"

#include <utility>

namespace parley::server {

void FrameQueue::push(std::string_view frame) {
  {
    const std::lock_guard lock(mutex_);
    if (ended_ || overrun_) return;
    if (frame.empty()) ended_ = true;
    // A first frame may be as large as it likes: what a client is told when it connects is no sign of a slow one.
    else if (frames_ > 0 && (frames_ == most_frames_ || waiting_.size() + frame.size() > most_bytes_)) overrun_ = true;
    else waiting_ += frame, ++frames_;
    if (overrun_) waiting_ = {};
    if (woken_ && !overrun_) return;
    woken_ = true;
  }
  wake_();
}

FrameQueue::Taken FrameQueue::take() {
  const std::lock_guard lock(mutex_);
  woken_ = false;
  frames_ = 0;
  return {std::exchange(waiting_, {}), ended_, overrun_};
}

bool FrameQueue::overrun() const {
  const std::lock_guard lock(mutex_);
  return overrun_;
}

}  // namespace parley::server
