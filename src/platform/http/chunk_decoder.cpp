#include "platform/http/chunk_decoder.hpp"

#include <algorithm>
#include <optional>

#include "platform/http/syntax.hpp"

namespace gatehouse::http {
namespace {

constexpr std::uint64_t largest_size = std::uint64_t{1} << 40;  // far beyond any limit, far below an overflow

std::optional<unsigned> hex_digit(char c) {
  if (is_digit(c)) return static_cast<unsigned>(c - '0');
  const char lower = to_lower(c);
  if (lower >= 'a' && lower <= 'f') return static_cast<unsigned>(lower - 'a' + 10);
  return std::nullopt;
}

}  // namespace

std::expected<std::size_t, Refusal> ChunkDecoder::take(std::string_view bytes, std::string& body) {
  std::size_t taken = 0;
  while (taken < bytes.size() && state_ != State::done) {
    if (state_ == State::data) {
      const std::size_t part = std::min<std::uint64_t>(size_, bytes.size() - taken);
      body.append(bytes.substr(taken, part));
      taken += part;
      size_ -= part;
      if (size_ == 0) state_ = State::data_cr;
      continue;
    }
    const char c = bytes[taken++];
    std::expected<void, Refusal> step;
    switch (state_) {
      case State::first_digit:
      case State::size:
        step = take_size(c);
        break;
      case State::size_lf:
        step = take_mark(c, '\n', size_ == 0 ? State::last_cr : State::data);
        break;
      case State::data_cr:
        step = take_mark(c, '\r', State::data_lf);
        break;
      case State::data_lf:
        step = take_mark(c, '\n', State::first_digit);
        break;
      case State::last_cr:
        step = take_mark(c, '\r', State::last_lf);
        break;
      case State::last_lf:
        step = take_mark(c, '\n', State::done);
        break;
      case State::data:
      case State::done:
        break;
    }
    if (!step) return std::unexpected(step.error());
    if (state_ == State::data && size_ > limit_ - std::min(limit_, body.size()))
      return std::unexpected(body_too_large);
  }
  return taken;
}

std::expected<void, Refusal> ChunkDecoder::take_size(char c) {
  if (state_ == State::first_digit) size_ = 0;
  if (const auto digit = hex_digit(c)) {
    // Leading zeros are refused as well: a size line has no reason to be long.
    if (state_ == State::size && size_ == 0)
      return std::unexpected(bad_request("A chunk size has a leading zero"));
    size_ = size_ * 16 + *digit;
    if (size_ > largest_size) return std::unexpected(bad_request("A chunk size is beyond reason"));
    state_ = State::size;
    return {};
  }
  if (state_ == State::first_digit || c != '\r')
    return std::unexpected(bad_request("A chunk size is no plain hexadecimal number"));
  state_ = State::size_lf;
  return {};
}

std::expected<void, Refusal> ChunkDecoder::take_mark(char c, char expected, State next) {
  if (c != expected)
    return std::unexpected(
        bad_request(state_ == State::last_cr ? "Trailers are not taken here" : "A chunk is misframed"));
  state_ = next;
  return {};
}

}  // namespace gatehouse::http
