#pragma once

// Fills a quarter of a pass of an Argon2 hash: where all the time of a hash goes. On processors with AVX-512
// the library calls this instead of its own `fill_segment_avx512f`, since the linker finds it first;
// everything else of a hash, and all of it on other processors, is the library's. The layout below is that of
// libsodium 1.0.18, and cmake/sodium.cmake leaves this out for any other.

#include <cstddef>
#include <cstdint>

namespace gatehouse::crypto::argon2 {

struct alignas(64) Block {
  std::uint64_t words[128];
};

struct Region {
  void* base;
  Block* memory;
  std::size_t size;
};

enum class Type : std::uint32_t { i = 1, id = 2 };

struct Instance {
  Region* region;
  std::uint64_t* pseudo_rands;  // room for a segment's
  std::uint32_t passes;
  std::uint32_t current_pass;
  std::uint32_t memory_blocks;
  std::uint32_t segment_length;
  std::uint32_t lane_length;
  std::uint32_t lanes;  // the library computes with one only
  std::uint32_t threads;
  Type type;
};

struct Position {
  std::uint32_t pass;
  std::uint32_t lane;
  std::uint8_t slice;
  std::uint32_t index;
};

}  // namespace gatehouse::crypto::argon2

#if defined(GATEHOUSE_ARGON2_SEGMENT)
extern "C" void fill_segment_avx512f(const gatehouse::crypto::argon2::Instance* instance,
                                     gatehouse::crypto::argon2::Position position);
#endif
