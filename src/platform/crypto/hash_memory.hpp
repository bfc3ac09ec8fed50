#pragma once

// Where passwords are hashed. The library maps fresh memory for each hash, and clearing it page by page is
// more than half of the time of a hash. Here it is kept from hash to hash, in huge pages, and wiped after
// each: what a password was mixed into is nobody's to find. The build has the library ask `hash_memory.cpp`
// where it would ask for `mmap` and `munmap` (cmake/sodium.cmake); everybody else's calls are untouched.

#include <cstddef>
#include <span>

namespace gatehouse::crypto {

/// One hash at a time. All zero but while it is computed.
class HashMemory {
 public:
  /// `octets`: what the usual hash needs. A dearer one gets memory of its own, as fleeting as the hash. Maps
  /// nothing yet.
  explicit HashMemory(std::size_t octets) : octets_(octets) {}
  ~HashMemory() { give_back(); }
  HashMemory(HashMemory&& other) noexcept;
  HashMemory& operator=(HashMemory&& other) noexcept;

  /// What the library hashes on this thread while one lives is computed in `memory`.
  class Use {
   public:
    explicit Use(HashMemory& memory);
    ~Use();
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
  };

  /// To the kernel, until the next hash.
  void give_back();
  /// What is kept; empty before the first hash.
  std::span<const std::byte> kept() const { return {start_, start_ ? octets_ : 0}; }

  /// For the library. Nullptr where this is not the memory to take: too small, taken, or not to be had.
  void* take(std::size_t octets);
  /// For the library. Wipes; whether it was this memory.
  bool put_back(void* start, std::size_t octets);

 private:
  std::size_t octets_;
  std::byte* start_ = nullptr;
  bool taken_ = false;
};

}  // namespace gatehouse::crypto
