#pragma once

// The chunked body (RFC 9112, 7.1), read strictly: no extensions, no trailers, no bare line feeds. Those are
// what smuggled requests are hidden in, and no client of ours needs them.

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "platform/http/refusal.hpp"

namespace gatehouse::http {

class ChunkDecoder {
 public:
  /// `limit`: of the decoded body.
  explicit ChunkDecoder(std::size_t limit = 0) : limit_(limit) {}

  /// Takes what it can of `bytes`, appends what it decodes to `body`; how many bytes it took.
  std::expected<std::size_t, Refusal> take(std::string_view bytes, std::string& body);

  bool done() const { return state_ == State::done; }

 private:
  enum class State { first_digit, size, size_lf, data, data_cr, data_lf, last_cr, last_lf, done };

  std::expected<void, Refusal> take_size(char c);
  std::expected<void, Refusal> take_mark(char c, char expected, State next);

  State state_ = State::first_digit;
  std::uint64_t size_ = 0;  // what is left of this chunk
  std::size_t limit_;
};

}  // namespace gatehouse::http
