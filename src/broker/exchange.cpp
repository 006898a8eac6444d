#include "broker/exchange.hpp"

namespace parley::broker {

std::string_view Request::header(std::string_view lower_case_name) const {
  for (const auto& [name, value] : headers)
    if (name == lower_case_name) return value;
  return {};
}

void Feed::attach(Sink sink) {
  const std::lock_guard lock(mutex_);
  sink_ = std::move(sink);
  for (auto& frame : early_) sink_(std::move(frame));
  early_.clear();
}

void Feed::publish(std::string frame) {
  const std::lock_guard lock(mutex_);
  if (sink_) sink_(std::move(frame));
  else early_.push_back(std::move(frame));
}

void Feed::close() { publish({}); }

}  // namespace parley::broker
