#include "store/backup_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "store/backup.hpp"
#include "store/bytes.hpp"
#include "store/chain.hpp"

namespace parley::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestManifest = 1024;
constexpr std::string_view kEnding = ".backup";

std::optional<Manifest> manifest_of(const fs::path& file, const std::string& signing_key) {
  std::ifstream in(file, std::ios::binary);
  std::string line;
  for (int c = in.get(); c != EOF && c != '\n' && line.size() < kLongestManifest; c = in.get())
    line += static_cast<char>(c);
  auto manifest = read_manifest(line);
  if (!manifest || manifest->signing_key != signing_key ||
      !good_signature(manifest->signing_key, manifest->signed_text, manifest->signature))
    return std::nullopt;
  return manifest;
}

// Colons are not for file names everywhere.
std::string time_in_name(talks::Time time) {
  auto text = to_text(time);
  std::ranges::replace(text, ':', '-');
  return text;
}

}  // namespace

std::string BackupFolder::prefix() const { return "parley-" + hex(log_->signing_key()).substr(0, 8) + "-"; }

std::vector<BackupFolder::Kept> BackupFolder::list() const {
  std::vector<Kept> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(plan_.folder, error)) {
    const auto name = entry.path().filename().string();
    if (!name.starts_with(prefix()) || !name.ends_with(kEnding)) continue;
    const auto manifest = manifest_of(entry.path(), log_->signing_key());
    if (!manifest) continue;
    const auto made = talks::parse_time(manifest->made), expires = talks::parse_time(manifest->expires);
    if (made && expires) found.push_back({entry.path().string(), *made, *expires});
  }
  return found;
}

talks::Time BackupFolder::due(talks::Time now) const {
  std::optional<talks::Time> newest;
  for (const auto& kept : list())
    if (kept.made <= now && (!newest || kept.made > *newest)) newest = kept.made;
  return newest ? *newest + plan_.every : now;
}

Result<void> BackupFolder::make(talks::Time now, const std::function<bool()>& go_on) {
  std::error_code error;
  if (!fs::is_directory(plan_.folder, error))
    return std::unexpected(Error{ErrorCode::kValue, "there is no such folder for backups", "", {plan_.folder}});
  for (const auto& entry : fs::directory_iterator(plan_.folder, error)) {
    const auto name = entry.path().filename().string();
    if (name.starts_with(prefix()) && (name.ends_with(".backup.part") || name.ends_with(".backup.new")))
      fs::remove(entry.path(), error);
  }
  const auto file = fs::path(plan_.folder) / (prefix() + time_in_name(now) + std::string(kEnding));
  return log_->backup_beside(file.string(), to_text(now), to_text(now + plan_.keep), go_on);
}

Result<void> BackupFolder::delete_expired(talks::Time now, std::int64_t steady) {
  clock_.look(now.seconds, steady);
  if (clock_.kept_step() < std::min(plan_.keep, talks::kHour)) return {};
  for (const auto& kept : list()) {
    std::error_code error;
    if (kept.expires <= now && !fs::remove(kept.file, error) && error)
      return std::unexpected(Error{ErrorCode::kValue, "an expired backup cannot be deleted", "", {kept.file}});
  }
  return {};
}

}  // namespace parley::store
