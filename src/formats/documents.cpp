#include "formats/documents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>

namespace parley::formats {
namespace {

namespace fs = std::filesystem;

Errors one_error(ErrorCode code, std::string message, std::string hint, std::string file) {
  return {Error{code, std::move(message), std::move(hint), {std::move(file), 0, 0}}};
}

Result<std::string> read_file(const fs::path& path) {
  const Where where{path.string(), 0, 0};
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) return std::unexpected(Error{ErrorCode::kIo, "the file cannot be opened", "", where});
  std::string text;
  char block[16384];
  while (const std::size_t got = std::fread(block, 1, sizeof block, file.get())) {
    text.append(block, got);
    if (text.size() > kMaxBytes)
      return std::unexpected(
          Error{ErrorCode::kLimit, fmt::format("the file is larger than {} bytes", kMaxBytes), "", where});
  }
  if (std::ferror(file.get()) != 0) return std::unexpected(Error{ErrorCode::kIo, "the file cannot be read", "", where});
  return text;
}

Checked<std::vector<fs::path>> list_files(const fs::path& folder, std::span<const std::string_view> extensions) {
  std::vector<fs::path> paths;
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    const std::string name = it->path().filename().string();
    const bool wanted =
        std::ranges::any_of(extensions, [&](std::string_view ending) { return name.ends_with(ending); });
    std::error_code unreadable;
    if (!wanted || name.starts_with('.') || name.starts_with('_') || !it->is_regular_file(unreadable)) continue;
    paths.push_back(it->path());
    if (paths.size() > kMaxFiles)
      return std::unexpected(one_error(ErrorCode::kLimit, fmt::format("the folder holds more than {} files", kMaxFiles),
                                       "", folder.string()));
  }
  if (failed)
    return std::unexpected(one_error(ErrorCode::kIo, fmt::format("the folder cannot be read: {}", failed.message()),
                                     "give the folder that holds the domain and its parties", folder.string()));
  std::ranges::sort(paths);
  return paths;
}

}  // namespace

Checked<std::vector<Document>> load_folder(const fs::path& folder, std::span<const std::string_view> extensions) {
  auto paths = list_files(folder, extensions);
  if (!paths) return std::unexpected(paths.error());
  std::vector<Document> documents;
  Errors errors;
  std::size_t total = 0;
  for (const fs::path& path : *paths) {
    auto text = read_file(path);
    if (!text) {
      errors.push_back(text.error());
      continue;
    }
    total += text->size();
    if (total > kMaxBytes)
      return std::unexpected(one_error(ErrorCode::kLimit,
                                       fmt::format("the files together are larger than {} bytes", kMaxBytes), "",
                                       folder.string()));
    documents.push_back({path.string(), std::move(*text)});
  }
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return documents;
}

std::string stem_of(std::string_view name) { return fs::path(name).stem().string(); }

std::string folder_of(std::string_view name) {
  const fs::path file(name);
  if (file.parent_path().empty()) return {};
  std::string last = file.lexically_normal().parent_path().filename().string();
  if (!last.empty() && last != "..") return last;
  std::error_code failed;
  const fs::path whole = fs::weakly_canonical(file, failed);
  return failed ? std::string() : whole.parent_path().filename().string();
}

}  // namespace parley::formats
