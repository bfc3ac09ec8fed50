#pragma once

// The first look at a request head, on its raw bytes: the parser behind it unfolds, trims and forgives, so
// whatever it would hide has to be refused before. It also finds where the head ends.

#include <cstddef>
#include <expected>
#include <optional>
#include <string_view>

#include "platform/http/limits.hpp"
#include "platform/http/refusal.hpp"

namespace gatehouse::http {

class HeadScan {
 public:
  /// `limits` is borrowed.
  explicit HeadScan(const Limits& limits) : limits_(&limits) {}

  /// `bytes`: all that has come of this head so far, and perhaps more. The length of the head, its blank line
  /// included, once it is complete; nothing while it is not. Goes on where the last call stopped.
  std::expected<std::optional<std::size_t>, Refusal> scan(std::string_view bytes);

  void reset() { *this = HeadScan(*limits_); }

 private:
  /// Goes on to the next control character, or the end.
  std::optional<Refusal> skip_text(std::string_view bytes);
  std::optional<Refusal> check_line(std::string_view line);
  std::optional<Refusal> check_request_line(std::string_view line) const;
  std::optional<Refusal> check_size() const;

  const Limits* limits_;
  std::size_t position_ = 0;  // what stands before it has been looked at
  std::size_t line_start_ = 0;
  std::size_t lines_ = 0;  // complete ones, the request line included
};

/// Other methods reach the dispatcher too, which knows none of them; labels of metrics come from this bounded
/// set.
bool is_standard_method(std::string_view method);

}  // namespace gatehouse::http
