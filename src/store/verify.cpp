#include "store/verify.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "store/chain.hpp"

namespace parley::store {
namespace {

struct Lines {
  std::vector<std::string_view> all;
  bool ended = true;  // the last one by a newline
};

Lines split(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.ended = end != std::string_view::npos;
    lines.all.push_back(text.substr(0, end));
    text.remove_prefix(lines.ended ? end + 1 : text.size());
  }
  return lines;
}

class Verifier {
 public:
  Verified run(std::string_view text, std::optional<std::string_view> checkpoint) {
    if (checkpoint) open(*checkpoint);
    const auto lines = split(text);
    if (lines.all.empty()) {
      fault(1, "empty", "there is no line");
      return std::move(result_);
    }
    header(lines.all.front());
    // The first line that reads as an end is the end; without one, every line behind the header is an entry.
    const auto end = std::find_if(lines.all.begin() + 1, lines.all.end(), [](auto line) { return read_end(line); });
    for (auto at = lines.all.begin() + 1; at != end; ++at) entry(*at);
    finish(lines, static_cast<std::size_t>(end - lines.all.begin()));
    against_checkpoint();
    return std::move(result_);
  }

 private:
  void fault(std::size_t line, std::string kind, std::string message) {
    result_.faults.push_back({line, std::move(kind), std::move(message)});
  }

  void open(std::string_view text) {
    checkpoint_ = read_checkpoint(text);
    if (!checkpoint_) {
      fault(0, "checkpoint", "the checkpoint is not spelt as the format says");
    } else if (!good_signature(checkpoint_->signing_key, checkpoint_->signed_text, checkpoint_->signature)) {
      fault(0, "signature", "the checkpoint's signature does not fit its text");
      checkpoint_.reset();
    }
  }

  void header(std::string_view line) {
    const auto read = read_header(line);
    if (!read) return fault(1, "line", "this is not the header of a chain");
    result_.audience = read->audience;
    result_.signing_key = read->signing_key;
    head_ = first_head(read->signing_key, read->audience);
    note_head(0);
  }

  void entry(std::string_view line) {
    const auto n = ++result_.entries;
    const auto at = static_cast<std::size_t>(n + 1);
    const auto read = read_entry(line);
    if (!read) {
      head_.reset();
      return fault(at, "line", "this is no entry");
    }
    if (read->n != n) fault(at, "number", fmt::format("entry {} stands where entry {} belongs", read->n, n));
    if (!read->salt) ++result_.shredded;
    if (read->salt && commitment_of(*read->salt, *read->payload) != read->commitment)
      fault(at, "commitment", "the commitment is not that of this salt and payload");
    if (head_) head_ = next_head(*head_, n, read->commitment);
    note_head(n);
  }

  // Keeps the head at the place that the checkpoint speaks of.
  void note_head(std::uint64_t n) {
    const auto* told = told_head();
    if (told != nullptr && told->n == n) seen_ = head_;
  }

  const CheckpointHead* told_head() const {
    if (!checkpoint_) return nullptr;
    const auto at = std::ranges::find(checkpoint_->heads, result_.audience, &CheckpointHead::audience);
    return at == checkpoint_->heads.end() ? nullptr : &*at;
  }

  void finish(const Lines& lines, std::size_t end) {
    const auto count = lines.all.size();
    if (head_) result_.head = *head_;
    if (end == count) return fault(count, "end", "the chain breaks off: there is no line with its head");
    const auto read = read_end(lines.all[end]);
    const auto at = end + 1;
    if (read->entries != result_.entries)
      fault(at, "count", fmt::format("{} entries are announced, {} are here", read->entries, result_.entries));
    if (head_ && read->head != *head_) fault(at, "head", "this is not the head of these entries");
    if (end + 1 != count) fault(at + 1, "after", "something follows the end");
    if (!lines.ended) fault(count, "newline", "the last line does not end");
  }

  void against_checkpoint() {
    if (!checkpoint_ || result_.signing_key.empty()) return;
    if (checkpoint_->signing_key != result_.signing_key)
      return fault(0, "log", "the checkpoint is of another log than the chain");
    const auto* told = told_head();
    if (told == nullptr) return fault(0, "uncovered", "the checkpoint does not speak of this audience");
    if (result_.entries < told->n)
      return fault(0, "behind",
                   fmt::format("the checkpoint has seen {} entries, the chain has {}", told->n, result_.entries));
    if (seen_ && *seen_ != told->head)
      fault(0, "fork", fmt::format("the checkpoint has seen another history up to entry {}", told->n));
  }

  Verified result_;
  std::optional<Checkpoint> checkpoint_;
  std::optional<std::string> head_, seen_;
};

}  // namespace

Verified verify_export(std::string_view text, std::optional<std::string_view> checkpoint) {
  return Verifier().run(text, checkpoint);
}

}  // namespace parley::store
