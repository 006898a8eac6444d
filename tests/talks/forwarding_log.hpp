// A log that hands everything on: what a test lets go wrong, it overrides.
#pragma once

#include "store/log.hpp"

namespace parley::testing {

class ForwardingLog : public store::Log {
 public:
  explicit ForwardingLog(store::Log& real) : real_(real) {}
  Result<std::vector<std::uint64_t>> append(std::span<const store::Entry> entries) override {
    return real_.append(entries);
  }
  Result<void> replay(const std::function<void(const store::Stored&)>& each) override { return real_.replay(each); }
  store::Head head(const std::string& audience) const override { return real_.head(audience); }
  Result<std::string> checkpoint(std::span<const std::string> audiences, std::string_view time) override {
    return real_.checkpoint(audiences, time);
  }
  Result<std::string> export_chain(const std::string& audience) override { return real_.export_chain(audience); }
  std::string signing_key() const override { return real_.signing_key(); }
  Result<void> destroy_key(const std::string& audience) override { return real_.destroy_key(audience); }
  Result<std::optional<std::string>> last_backup_expiry(const std::string& audience) override {
    return real_.last_backup_expiry(audience);
  }
  Result<void> backup(const std::string& file, std::string_view made, std::string_view expires) override {
    return real_.backup(file, made, expires);
  }
  Result<void> open_round(const std::string& round, std::size_t count, std::span<const store::Entry> entries) override {
    return real_.open_round(round, count, entries);
  }
  bool has_round(const std::string& round) const override { return real_.has_round(round); }
  Result<void> write_slot(const std::string& round, std::size_t slot, std::string_view bytes) override {
    return real_.write_slot(round, slot, bytes);
  }
  Result<void> close_round(
      const std::string& round,
      const std::function<std::vector<store::Entry>(const std::vector<std::string>&)>& result) override {
    return real_.close_round(round, result);
  }

 private:
  store::Log& real_;
};

}  // namespace parley::testing
