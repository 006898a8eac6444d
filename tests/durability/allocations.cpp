#include "tests/durability/allocations.hpp"

#include <sqlite3.h>

#include <cstdlib>
#include <new>

namespace parley::durability {
namespace {

std::size_t calls = 0, fail_from = 0;
bool all_later = false, has_failed = false;
int spared = 0;
long alive = 0;

bool fails() {
  if (fail_from == 0 || spared > 0) return false;
  ++calls;
  const bool now = calls == fail_from || (all_later && calls > fail_from);
  has_failed = has_failed || now;
  return now;
}

sqlite3_mem_methods usual;

void* allocate(int size) { return fails() ? nullptr : usual.xMalloc(size); }
void* reallocate(void* old, int size) { return fails() ? nullptr : usual.xRealloc(old, size); }

// Before the first use of SQLite.
const bool kInstalled = [] {
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual);
  auto ours = usual;
  ours.xMalloc = allocate;
  ours.xRealloc = reallocate;
  return sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) == SQLITE_OK;
}();

}  // namespace

void fail_allocation(std::size_t call, bool forever) {
  calls = 0;
  fail_from = call;
  all_later = forever;
  has_failed = false;
}
bool allocation_failed() { return kInstalled && has_failed; }
long allocations_alive() { return alive; }

Spared::Spared() { ++spared; }
Spared::~Spared() { --spared; }

namespace {
void* counted(std::size_t size) {
  if (fails()) throw std::bad_alloc();
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  ++alive;
  return memory;
}
void freed(void* memory) {
  if (memory != nullptr) --alive;
  std::free(memory);
}
}  // namespace
}  // namespace parley::durability

void* operator new(std::size_t size) { return parley::durability::counted(size); }
void* operator new[](std::size_t size) { return parley::durability::counted(size); }
void operator delete(void* memory) noexcept { parley::durability::freed(memory); }
void operator delete[](void* memory) noexcept { parley::durability::freed(memory); }
void operator delete(void* memory, std::size_t) noexcept { parley::durability::freed(memory); }
void operator delete[](void* memory, std::size_t) noexcept { parley::durability::freed(memory); }
