#include "store/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace parley::store {

Error io_error(std::string message, const std::string& path) {
  return {ErrorCode::kIo, std::move(message), "", {path, 0, 0}};
}

Result<std::string> read_file(const std::string& path) {
  std::error_code none;
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path, none)) return std::unexpected(io_error("cannot be read", path));
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (in.bad()) return std::unexpected(io_error("cannot be read to its end", path));
  return bytes;
}

Result<void> write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return std::unexpected(Error{ErrorCode::kIo, "the file cannot be written", "", {}});
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> sync_folder_of(const std::string& path) {
  auto folder = std::filesystem::path(path).parent_path().string();
  if (folder.empty()) folder = ".";
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) return std::unexpected(io_error("the folder cannot be synced", folder));
  return {};
}

Result<void> make_file(const std::string& path, const std::function<Result<void>(int)>& fill) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) {
    const bool exists = errno == EEXIST;
    return std::unexpected(io_error(exists ? "exists already, and is not overwritten" : "cannot be made", path));
  }
  auto filled = fill(descriptor);
  if (filled && ::fsync(descriptor) != 0) filled = std::unexpected(io_error("cannot be synced", path));
  if (::close(descriptor) != 0 && filled) filled = std::unexpected(io_error("cannot be written to its end", path));
  if (filled) filled = sync_folder_of(path);
  if (!filled) {
    ::unlink(path.c_str());
    auto error = filled.error();
    if (error.where.file.empty()) error.where.file = path;
    return std::unexpected(error);
  }
  return {};
}

}  // namespace parley::store
