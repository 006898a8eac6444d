#include "tests/durability/memory_disk.hpp"

#include <algorithm>
#include <cstring>

#include "tests/durability/allocations.hpp"

namespace parley::durability {
namespace {

constexpr std::size_t kSector = 512;

struct OpenFile {
  sqlite3_file base;
  MemoryDisk* disk;
  std::string* name;
  bool temporary;
};

OpenFile* open_file(sqlite3_file* file) { return reinterpret_cast<OpenFile*>(file); }
std::string& content(sqlite3_file* file) { return open_file(file)->disk->files[*open_file(file)->name]; }
MemoryDisk* disk_of(sqlite3_vfs* vfs) { return static_cast<MemoryDisk*>(vfs->pAppData); }

void put(std::string& file, std::size_t at, std::string_view data) {
  if (file.size() < at + data.size()) file.resize(at + data.size(), '\0');
  std::copy(data.begin(), data.end(), file.begin() + static_cast<std::ptrdiff_t>(at));
}

int close_file(sqlite3_file* file) {
  const Spared spared;
  if (open_file(file)->temporary) open_file(file)->disk->files.erase(*open_file(file)->name);
  delete open_file(file)->name;
  return SQLITE_OK;
}

int read(sqlite3_file* file, void* out, int size, sqlite3_int64 at) {
  const Spared spared;
  if (open_file(file)->disk->trips()) return SQLITE_IOERR_READ;
  const auto& text = content(file);
  const auto from = std::min(text.size(), static_cast<std::size_t>(at));
  const auto have = std::min(text.size() - from, static_cast<std::size_t>(size));
  std::memset(out, 0, static_cast<std::size_t>(size));
  std::memcpy(out, text.data() + from, have);
  return have == static_cast<std::size_t>(size) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 at) {
  const Spared spared;
  auto* disk = open_file(file)->disk;
  if (disk->trips()) return SQLITE_IOERR_WRITE;
  std::string bytes(static_cast<const char*>(data), static_cast<std::size_t>(size));
  put(content(file), static_cast<std::size_t>(at), bytes);
  disk->record({Event::Kind::kWrite, *open_file(file)->name, static_cast<std::size_t>(at), std::move(bytes)});
  return SQLITE_OK;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  const Spared spared;
  auto* disk = open_file(file)->disk;
  if (disk->trips()) return SQLITE_IOERR_TRUNCATE;
  content(file).resize(static_cast<std::size_t>(size));
  disk->record({Event::Kind::kTruncate, *open_file(file)->name, static_cast<std::size_t>(size), ""});
  return SQLITE_OK;
}

int sync(sqlite3_file* file, int) {
  const Spared spared;
  auto* disk = open_file(file)->disk;
  if (disk->trips()) return SQLITE_IOERR_FSYNC;
  disk->record({Event::Kind::kSync, *open_file(file)->name, 0, ""});
  return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  const Spared spared;
  if (open_file(file)->disk->trips()) return SQLITE_IOERR_FSTAT;
  *size = static_cast<sqlite3_int64>(content(file).size());
  return SQLITE_OK;
}

int lock(sqlite3_file*, int) { return SQLITE_OK; }
int check_lock(sqlite3_file*, int* held) {
  *held = 0;
  return SQLITE_OK;
}
int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return kSector; }
// What SQLite assumes of a Linux disk.
int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

const sqlite3_io_methods kMethods = {
    1,           close_file,      read,    write,   truncate, sync,    file_size, lock,   lock, check_lock, control,
    sector_size, characteristics, nullptr, nullptr, nullptr,  nullptr, nullptr,   nullptr};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  const Spared spared;
  auto* disk = disk_of(vfs);
  file->pMethods = nullptr;
  if (disk->trips()) return SQLITE_CANTOPEN;
  static int temporary = 0;
  const std::string path = name != nullptr ? name : "temporary-" + std::to_string(++temporary);
  if (!disk->files.contains(path) && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
  disk->files[path];
  open_file(file)->disk = disk;
  open_file(file)->name = new std::string(path);
  open_file(file)->temporary = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  file->pMethods = &kMethods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int remove(sqlite3_vfs* vfs, const char* name, int) {
  const Spared spared;
  auto* disk = disk_of(vfs);
  if (disk->trips()) return SQLITE_IOERR_DELETE;
  if (disk->files.erase(name) == 0) return SQLITE_IOERR_DELETE_NOENT;
  disk->record({Event::Kind::kDelete, name, 0, ""});
  return SQLITE_OK;
}

int access(sqlite3_vfs* vfs, const char* name, int, int* found) {
  const Spared spared;
  if (disk_of(vfs)->trips()) return SQLITE_IOERR_ACCESS;
  *found = disk_of(vfs)->files.contains(name) ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", name);
  return SQLITE_OK;
}

int randomness(sqlite3_vfs*, int size, char* out) {
  static std::mt19937 random(1);
  std::generate_n(out, size, [] { return static_cast<char>(random()); });
  return size;
}

int sleep(sqlite3_vfs*, int) { return 0; }
int time(sqlite3_vfs*, double* now) {
  *now = 2461000.5;
  return SQLITE_OK;
}
int last_error(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace

MemoryDisk::MemoryDisk(std::string name) : name_(std::move(name)) {
  vfs_.iVersion = 1;
  vfs_.szOsFile = sizeof(OpenFile);
  vfs_.mxPathname = 256;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = open;
  vfs_.xDelete = remove;
  vfs_.xAccess = access;
  vfs_.xFullPathname = full_path;
  vfs_.xRandomness = randomness;
  vfs_.xSleep = sleep;
  vfs_.xCurrentTime = time;
  vfs_.xGetLastError = last_error;
  sqlite3_vfs_register(&vfs_, 0);
}

MemoryDisk::~MemoryDisk() { sqlite3_vfs_unregister(&vfs_); }

void MemoryDisk::fail_at(std::size_t call, bool forever) {
  calls_ = 0;
  fail_at_ = call;
  forever_ = forever;
  failed_ = false;
}

bool MemoryDisk::trips() {
  ++calls_;
  const bool now = fail_at_ != 0 && (calls_ == fail_at_ || (forever_ && calls_ > fail_at_));
  failed_ = failed_ || now;
  return now;
}

void MemoryDisk::record(Event event) { trace_.push_back(std::move(event)); }

namespace {

// Lays an unsynced write or truncate on the disk, as far as it survives.
void survive(std::string& file, const Event& event, double chance, std::mt19937& random) {
  std::bernoulli_distribution survives(chance);
  if (event.kind == Event::Kind::kTruncate) {
    if (survives(random)) file.resize(event.at, '\0');
    return;
  }
  for (std::size_t done = 0; done < event.data.size();) {
    const auto at = event.at + done;
    const auto size = std::min(kSector - at % kSector, event.data.size() - done);
    if (survives(random)) put(file, at, std::string_view(event.data).substr(done, size));
    done += size;
  }
}

}  // namespace

Files after_power_cut(const std::vector<Event>& trace, std::size_t cut, std::mt19937& random) {
  Files disk;
  std::map<std::string, std::vector<const Event*>> unsynced;
  for (std::size_t i = 0; i < cut; ++i) {
    const Event& event = trace[i];
    switch (event.kind) {
      case Event::Kind::kMark: break;
      case Event::Kind::kDelete:
        disk.erase(event.file);
        unsynced.erase(event.file);
        break;
      case Event::Kind::kSync:
        for (const Event* waiting : unsynced[event.file]) survive(disk[event.file], *waiting, 1.0, random);
        unsynced.erase(event.file);
        break;
      default: disk[event.file]; unsynced[event.file].push_back(&event);
    }
  }
  constexpr double kChances[] = {0.0, 0.1, 0.5, 0.9, 1.0};
  const double chance = kChances[random() % std::size(kChances)];
  for (const auto& [name, events] : unsynced)
    for (const Event* event : events) survive(disk[name], *event, chance, random);
  return disk;
}

}  // namespace parley::durability
