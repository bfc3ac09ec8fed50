#include "platform/crypto/argon2_segment.hpp"

#if defined(GATEHOUSE_ARGON2_SEGMENT)

#include <immintrin.h>

#if !defined(__clang__)
#pragma GCC diagnostic ignored "-Wuninitialized"  // in the header of g++ 12 itself
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#define AVX512 __attribute__((target("avx512f")))
#define AVX512_INLINE AVX512 __attribute__((always_inline)) inline

namespace gatehouse::crypto::argon2 {
namespace {

using Words = __m512i;  // eight

constexpr std::size_t vectors = sizeof(Block) / sizeof(Words);
constexpr std::uint32_t slices = 4;
constexpr std::uint32_t words_in_block = 128;
constexpr std::uint32_t look_ahead = 2;  // blocks: as long as memory takes to answer

AVX512_INLINE const Words* words_of(const Block& block) {
  return reinterpret_cast<const Words*>(block.words);
}
AVX512_INLINE Words* words_of(Block& block) { return reinterpret_cast<Words*>(block.words); }

// BlaMka: the sum of BLAKE2b with a product of the lower halves.
AVX512_INLINE Words mix(Words a, Words b) {
  const Words product = _mm512_mul_epu32(a, b);
  return _mm512_add_epi64(_mm512_add_epi64(a, b), _mm512_add_epi64(product, product));
}

AVX512_INLINE void quarter_round(Words& a, Words& b, Words& c, Words& d) {
  a = mix(a, b);
  d = _mm512_ror_epi64(_mm512_xor_si512(d, a), 32);
  c = mix(c, d);
  b = _mm512_ror_epi64(_mm512_xor_si512(b, c), 24);
  a = mix(a, b);
  d = _mm512_ror_epi64(_mm512_xor_si512(d, a), 16);
  c = mix(c, d);
  b = _mm512_ror_epi64(_mm512_xor_si512(b, c), 63);
}

/// One round over each of two rows of sixteen words: `low0`, `high0` and `low1`, `high1`.
AVX512_INLINE void mix_rows(Words& low0, Words& high0, Words& low1, Words& high1) {
  constexpr int firsts = 0x44;
  constexpr int seconds = 0xEE;
  Words a = _mm512_shuffle_i64x2(low0, low1, firsts);
  Words b = _mm512_shuffle_i64x2(low0, low1, seconds);
  Words c = _mm512_shuffle_i64x2(high0, high1, firsts);
  Words d = _mm512_shuffle_i64x2(high0, high1, seconds);
  quarter_round(a, b, c, d);
  b = _mm512_permutex_epi64(b, 0x39);  // to the diagonals
  c = _mm512_permutex_epi64(c, 0x4E);
  d = _mm512_permutex_epi64(d, 0x93);
  quarter_round(a, b, c, d);
  b = _mm512_permutex_epi64(b, 0x93);  // and back
  c = _mm512_permutex_epi64(c, 0x4E);
  d = _mm512_permutex_epi64(d, 0x39);
  low0 = _mm512_shuffle_i64x2(a, b, firsts);
  low1 = _mm512_shuffle_i64x2(a, b, seconds);
  high0 = _mm512_shuffle_i64x2(c, d, firsts);
  high1 = _mm512_shuffle_i64x2(c, d, seconds);
}

/// Of each pair of words: the second of `from`, then the first of `next`.
AVX512_INLINE Words across(Words from, Words next) {
  return _mm512_castpd_si512(_mm512_shuffle_pd(_mm512_castsi512_pd(from), _mm512_castsi512_pd(next), 0x55));
}

/// One round over four columns of pairs, which lie in every other of sixteen vectors.
AVX512_INLINE void mix_columns(Words* v) {
  Words &a0 = v[0], &a1 = v[2], &b0 = v[4], &b1 = v[6];
  Words &c0 = v[8], &c1 = v[10], &d0 = v[12], &d1 = v[14];
  quarter_round(a0, b0, c0, d0);
  quarter_round(a1, b1, c1, d1);
  Words x0 = across(b0, b1), x1 = across(b1, b0);
  Words y0 = across(d1, d0), y1 = across(d0, d1);
  quarter_round(a0, x0, c1, y0);  // the diagonals
  quarter_round(a1, x1, c0, y1);
  b0 = across(x1, x0);
  b1 = across(x0, x1);
  d0 = across(y0, y1);
  d1 = across(y1, y0);
}

/// `state` is the block before on the way in, `out` on the way out.
template <bool over_old>
AVX512_INLINE void fill_block(Words* state, const Block& other, Block& out) {
  Words input[vectors];
  for (std::size_t i = 0; i < vectors; ++i) {
    state[i] = _mm512_xor_si512(state[i], _mm512_load_si512(words_of(other) + i));
    input[i] = state[i];
    if constexpr (over_old) input[i] = _mm512_xor_si512(input[i], _mm512_load_si512(words_of(out) + i));
  }
  for (std::size_t i = 0; i < vectors; i += 4) mix_rows(state[i], state[i + 1], state[i + 2], state[i + 3]);
  mix_columns(state);
  mix_columns(state + 1);
  for (std::size_t i = 0; i < vectors; ++i) {
    state[i] = _mm512_xor_si512(state[i], input[i]);
    _mm512_store_si512(words_of(out) + i, state[i]);
  }
}

AVX512 void fill_from_zero(const Block& other, Block& out) {
  Words state[vectors];
  for (Words& words : state) words = _mm512_setzero_si512();
  fill_block<false>(state, other, out);
}

/// What decides which block each of a segment refers to, where that must not depend on the password.
AVX512 void choose_references(const Instance& in, const Position& at) {
  Block input{{at.pass, at.lane, at.slice, in.memory_blocks, in.passes, static_cast<std::uint32_t>(in.type)}};
  Block once;
  Block twice;
  for (std::uint32_t i = 0; i < in.segment_length; ++i) {
    if (i % words_in_block == 0) {
      ++input.words[6];
      fill_from_zero(input, once);
      fill_from_zero(once, twice);
    }
    in.pseudo_rands[i] = twice.words[i % words_in_block];
  }
}

/// Which block the one at `index` of a segment refers to: among those that are finished, rather a late one.
AVX512_INLINE std::uint32_t reference(const Instance& in, const Position& at, std::uint32_t index,
                                      std::uint64_t random) {
  const bool first_pass = at.pass == 0;
  const std::uint32_t finished =
      first_pass ? at.slice * in.segment_length : in.lane_length - in.segment_length;
  const std::uint32_t count = finished + index - 1;
  const std::uint64_t low = random & 0xFFFF'FFFF;
  const auto back = static_cast<std::uint32_t>((count * ((low * low) >> 32)) >> 32);
  const std::uint32_t oldest = first_pass || at.slice == slices - 1 ? 0 : (at.slice + 1U) * in.segment_length;
  const std::uint32_t place = oldest + count - 1 - back;
  return place < in.lane_length ? place : place - in.lane_length;
}

AVX512_INLINE void fetch(const Block& block) {
  for (const std::uint64_t& word : block.words)
    if ((&word - block.words) % 8 == 0) _mm_prefetch(reinterpret_cast<const char*>(&word), _MM_HINT_T0);
}

/// `chosen`: the references are known before, so that memory can be asked for them in time.
template <bool over_old, bool chosen>
AVX512 void fill_segment(const Instance& in, const Position& at) {
  Block* const memory = in.region->memory;
  const std::uint32_t first = at.pass == 0 && at.slice == 0 ? 2 : 0;  // two blocks are there to begin with
  std::uint32_t current = at.slice * in.segment_length + first;
  const Block& before = memory[current == 0 ? in.lane_length - 1 : current - 1];
  Words state[vectors];
  for (std::size_t i = 0; i < vectors; ++i) state[i] = _mm512_load_si512(words_of(before) + i);
  std::uint64_t random = before.words[0];
  for (std::uint32_t i = first; i < in.segment_length; ++i, ++current) {
    if constexpr (chosen) {
      random = in.pseudo_rands[i];
      if (const std::uint32_t next = i + look_ahead; next < in.segment_length)
        fetch(memory[reference(in, at, next, in.pseudo_rands[next])]);
    }
    fill_block<over_old>(state, memory[reference(in, at, i, random)], memory[current]);
    random = static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm512_castsi512_si128(state[0])));
  }
}

}  // namespace
}  // namespace gatehouse::crypto::argon2

extern "C" void fill_segment_avx512f(const gatehouse::crypto::argon2::Instance* instance,
                                     gatehouse::crypto::argon2::Position position) {
  using namespace gatehouse::crypto::argon2;
  const bool chosen = instance->type == Type::i || (position.pass == 0 && position.slice < slices / 2);
  if (chosen) choose_references(*instance, position);
  if (position.pass == 0) {
    chosen ? fill_segment<false, true>(*instance, position) : fill_segment<false, false>(*instance, position);
  } else {
    chosen ? fill_segment<true, true>(*instance, position) : fill_segment<true, false>(*instance, position);
  }
}

#endif
