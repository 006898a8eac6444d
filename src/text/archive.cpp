#include "text/archive.hpp"

#include <zip.h>

#include <memory>

namespace parley::text {
namespace {

using Source = std::unique_ptr<zip_source_t, decltype(&zip_source_free)>;

Error failed() { return {ErrorCode::kIo, "the archive cannot be built", "", {}}; }

// Two bytes each, DOS time and date: midnight on 1 January 1980, the earliest that the format knows.
constexpr zip_uint16_t kTime = 0;
constexpr zip_uint16_t kDate = (1U << 5U) | 1U;

bool add(zip_t* archive, const ArchivedFile& file) {
  zip_source_t* source = zip_source_buffer(archive, file.bytes.data(), file.bytes.size(), 0);
  if (source == nullptr) return false;
  const zip_int64_t index = zip_file_add(archive, file.name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    return false;
  }
  const auto place = static_cast<zip_uint64_t>(index);
  return zip_set_file_compression(archive, place, ZIP_CM_STORE, 0) == 0 &&
         zip_file_set_dostime(archive, place, kTime, kDate, 0) == 0;
}

std::string contents(zip_source_t* source) {
  std::string bytes;
  zip_stat_t stat;
  if (zip_source_open(source) != 0) return bytes;
  if (zip_source_stat(source, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE) != 0) {
    bytes.resize(stat.size);
    const zip_int64_t read = zip_source_read(source, bytes.data(), bytes.size());
    bytes.resize(read < 0 ? 0 : static_cast<std::size_t>(read));
  }
  zip_source_close(source);
  return bytes;
}

}  // namespace

Result<std::string> to_zip(const std::vector<ArchivedFile>& files) {
  const Source source(zip_source_buffer_create(nullptr, 0, 0, nullptr), &zip_source_free);
  if (!source) return std::unexpected(failed());
  zip_source_keep(source.get());  // closing the archive gives up one of the two holds
  zip_t* archive = zip_open_from_source(source.get(), ZIP_TRUNCATE, nullptr);
  if (archive == nullptr) {
    zip_source_free(source.get());
    return std::unexpected(failed());
  }
  bool good = true;
  for (const ArchivedFile& file : files) good = good && add(archive, file);
  if (!good || zip_close(archive) != 0) {
    zip_discard(archive);
    return std::unexpected(failed());
  }
  std::string bytes = contents(source.get());
  if (bytes.empty()) return std::unexpected(failed());
  return bytes;
}

}  // namespace parley::text
