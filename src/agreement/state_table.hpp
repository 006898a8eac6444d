// The distinct states of one layer: records of equal size, numbered in the order in which they were first seen.
//
// Cost       find_or_add: one hash of the record and, on average, one comparison; memory: records + 8 bytes a state
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace parley::agreement {

class StateTable {
 public:
  explicit StateTable(std::size_t record_size) : record_size_(record_size), index_(16, kEmpty) {}

  std::uint32_t find_or_add(const std::byte* record) {
    if (record_size_ == 0) {
      count_ = 1;
      return 0;
    }
    std::size_t at = hash(record) & (index_.size() - 1);
    for (; index_[at] != kEmpty; at = (at + 1) & (index_.size() - 1))
      if (std::memcmp(this->record(index_[at]), record, record_size_) == 0) return index_[at];
    index_[at] = count_;
    records_.insert(records_.end(), record, record + record_size_);
    if (++count_ * std::size_t{2} > index_.size()) grow();
    return count_ - 1;
  }

  std::uint32_t size() const { return count_; }
  const std::byte* record(std::uint32_t state) const { return records_.data() + state * record_size_; }
  std::size_t bytes() const { return records_.capacity() + index_.capacity() * sizeof(std::uint32_t); }

 private:
  static constexpr std::uint32_t kEmpty = ~std::uint32_t{0};

  std::size_t hash(const std::byte* record) const {
    return std::hash<std::string_view>{}({reinterpret_cast<const char*>(record), record_size_});
  }

  void grow() {
    index_.assign(index_.size() * 2, kEmpty);
    for (std::uint32_t state = 0; state < count_; ++state) {
      std::size_t at = hash(record(state)) & (index_.size() - 1);
      while (index_[at] != kEmpty) at = (at + 1) & (index_.size() - 1);
      index_[at] = state;
    }
  }

  std::size_t record_size_;
  std::uint32_t count_ = 0;
  std::vector<std::byte> records_;
  std::vector<std::uint32_t> index_;
};

}  // namespace parley::agreement
