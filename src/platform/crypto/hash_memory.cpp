#include "platform/crypto/hash_memory.hpp"

#include <sodium.h>
#include <sys/mman.h>

#include <bit>
#include <cstdint>
#include <utility>

namespace gatehouse::crypto {
namespace {

constexpr std::size_t huge_page = std::size_t{2} * 1024 * 1024;

thread_local HashMemory* in_use = nullptr;

/// Begins at a huge page; nullptr where there is no memory.
std::byte* map(std::size_t octets) {
  const std::size_t reserved = octets + huge_page;
  void* const got = ::mmap(nullptr, reserved, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (got == MAP_FAILED) return nullptr;
  auto* const from = static_cast<std::byte*>(got);
  const std::size_t before = -std::bit_cast<std::uintptr_t>(from) % huge_page;
  if (before > 0) ::munmap(from, before);
  ::munmap(from + before + octets, huge_page - before);
  // Both are wishes; without them hashes are slower, or a dump of the core (which is forbidden) larger.
  ::madvise(from + before, octets, MADV_HUGEPAGE);
  ::madvise(from + before, octets, MADV_DONTDUMP);
  return from + before;
}

/// What the processor does best by itself costs a third of a loop of stores, and cannot be optimised away.
void wipe(void* start, std::size_t octets) {
#if defined(__x86_64__)
  asm volatile("rep stosb" : "+D"(start), "+c"(octets) : "a"(0) : "memory");
#else
  sodium_memzero(start, octets);
#endif
}

constexpr std::size_t whole_pages(std::size_t octets) {
  constexpr std::size_t page = 4096;
  return (octets + page - 1) / page * page;
}

}  // namespace

HashMemory::HashMemory(HashMemory&& other) noexcept
    : octets_(other.octets_), start_(std::exchange(other.start_, nullptr)) {}

HashMemory& HashMemory::operator=(HashMemory&& other) noexcept {
  std::swap(octets_, other.octets_);
  std::swap(start_, other.start_);
  return *this;
}

HashMemory::Use::Use(HashMemory& memory) { in_use = &memory; }

HashMemory::Use::~Use() { in_use = nullptr; }

void HashMemory::give_back() {
  if (start_) ::munmap(std::exchange(start_, nullptr), whole_pages(octets_));
}

void* HashMemory::take(std::size_t octets) {
  if (taken_ || octets > octets_) return nullptr;
  if (!start_) start_ = map(whole_pages(octets_));
  taken_ = start_ != nullptr;
  return start_;
}

bool HashMemory::put_back(void* start, std::size_t octets) {
  wipe(start, octets);
  if (start != start_) return false;
  taken_ = false;
  return true;
}

}  // namespace gatehouse::crypto

// The library's mmap and munmap.

using gatehouse::crypto::in_use;

extern "C" void* gatehouse_hash_mmap(void* address, std::size_t octets, int protection, int flags, int file,
                                     off_t offset) {
  void* const kept = in_use ? in_use->take(octets) : nullptr;
  return kept ? kept : ::mmap(address, octets, protection, flags, file, offset);
}

extern "C" int gatehouse_hash_munmap(void* address, std::size_t octets) {
  if (in_use && in_use->put_back(address, octets)) return 0;
  return ::munmap(address, octets);
}
