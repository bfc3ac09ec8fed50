// What hashing costs once memory costs nothing: linked into raw_hash beside libsodium.a with
// `-Wl,--wrap=mmap,--wrap=munmap`, so that each thread keeps the memory of its hashes, on huge pages. With
// WIPE_BETWEEN_HASHES that memory is overwritten after each hash, as a server has to that does not want the
// last password's remains in its memory.

#include <sys/mman.h>
#include <sys/types.h>

#include <cstddef>
#include <cstring>

extern "C" {
void* __real_mmap(void* address, std::size_t size, int protection, int flags, int file, off_t offset);
int __real_munmap(void* address, std::size_t size);
}

namespace {

constexpr std::size_t huge_page = std::size_t{2} << 20;
constexpr std::size_t least = std::size_t{1} << 20;  // what is smaller is none of a hash

struct Kept {
  void* memory = nullptr;
  std::size_t size = 0;
};

thread_local Kept kept;

void* aligned(std::size_t size) {
  void* raw =
      __real_mmap(nullptr, size + huge_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (raw == MAP_FAILED) return raw;
  const auto start = (reinterpret_cast<std::size_t>(raw) + huge_page - 1) / huge_page * huge_page;
  void* memory = reinterpret_cast<void*>(start);
  madvise(memory, size, MADV_HUGEPAGE);
  return memory;
}

}  // namespace

extern "C" void* __wrap_mmap(void* address, std::size_t size, int protection, int flags, int file,
                             off_t offset) {
  if (size < least || file != -1) return __real_mmap(address, size, protection, flags, file, offset);
  if (kept.size != size) {
    void* memory = aligned(size);
    if (memory == MAP_FAILED) return memory;
    kept = {memory, size};
  }
  return kept.memory;
}

extern "C" int __wrap_munmap(void* address, std::size_t size) {
  if (address != kept.memory) return __real_munmap(address, size);
#ifdef WIPE_BETWEEN_HASHES
  explicit_bzero(address, size);
#endif
  return 0;
}
