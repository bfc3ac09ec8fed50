#pragma once

// Reads requests out of the bytes of one connection, without any I/O: the connection puts in what it received
// and asks what has become of it. All decisions about framing are made here.

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "platform/http/chunk_decoder.hpp"
#include "platform/http/gate.hpp"
#include "platform/http/head_parser.hpp"
#include "platform/http/head_scan.hpp"

namespace gatehouse::http {

enum class Progress { wants_more, ready, refused };

class Intake {
 public:
  /// `limits` is borrowed.
  explicit Intake(const Limits& limits);

  /// Where the next bytes go, and how many came.
  std::span<char> room();
  void received(std::size_t count) { end_ += count; }

  /// Looks for the head of the next request; fills in `request` but for its body.
  Progress read_head(Request& request);
  /// After a head: whether its declared body fits, before any of it is read.
  Progress check_body(std::size_t limit);
  /// After that: appends to the body of `request` what has come.
  Progress read_body(Request& request);
  /// The request is answered: erases it, and frees whatever memory an unusual one took.
  void next(Request& request);

  /// The head of the present request was read, be it refused or not.
  bool has_head() const { return has_head_; }
  /// Whether the head is one of HEAD that was refused before it was read.
  bool refused_a_head() const { return !has_head_ && unread().starts_with("HEAD "); }
  const Head& head() const { return head_; }
  const Framing& framing() const { return framing_; }
  const Refusal& refusal() const { return refusal_; }
  /// Nothing has come yet of the next request.
  bool is_untouched() const { return begin_ == end_; }
  /// The whole of the present request was taken, so that what follows is another one.
  bool is_drained() const { return drained_; }
  /// Room for bytes that nobody wants; no request can be read any more.
  std::span<char> scrap() { return buffer_; }

 private:
  std::string_view unread() const { return {buffer_.data() + begin_, end_ - begin_}; }
  void take(std::size_t count) { begin_ += count; }
  Progress refuse(const Refusal& refusal);

  const Limits* limits_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  HeadScan scan_;
  ChunkDecoder chunks_;
  Head head_;
  Framing framing_;
  Refusal refusal_{};
  bool has_head_ = false;
  bool drained_ = true;
};

}  // namespace gatehouse::http
