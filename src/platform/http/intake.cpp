#include "platform/http/intake.hpp"

#include <string.h>  // explicit_bzero

#include <algorithm>
#include <cstring>

namespace gatehouse::http {
namespace {

constexpr std::size_t usual_buffer = 4 * 1024;  // most requests fit; each idle connection holds as much

}  // namespace

Intake::Intake(const Limits& limits) : limits_(&limits), buffer_(usual_buffer), scan_(limits) {}

std::span<char> Intake::room() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) buffer_.resize(buffer_.size() * 2);
  return std::span(buffer_).subspan(end_);
}

Progress Intake::read_head(Request& request) {
  has_head_ = false;
  const auto size = scan_.scan(unread());
  if (!size) return refuse(size.error());
  if (!*size) return Progress::wants_more;
  const auto head = parse_head(unread().substr(0, **size), request);
  if (!head) return refuse(bad_request("The head cannot be read"));
  take(**size);
  drained_ = false;
  head_ = *head;
  has_head_ = true;
  const auto framing = pass_gate(head_.version, request.headers);
  if (!framing) return refuse(framing.error());
  framing_ = *framing;
  drained_ = !framing_.has_body();
  request.body.clear();
  return Progress::ready;
}

Progress Intake::check_body(std::size_t limit) {
  limit = std::min(limit, limits_->max_body_bytes);
  if (framing_.length > limit) return refuse(body_too_large);
  chunks_ = ChunkDecoder(limit);
  return Progress::ready;
}

Progress Intake::read_body(Request& request) {
  if (framing_.chunked) {
    const auto taken = chunks_.take(unread(), request.body);
    if (!taken) return refuse(taken.error());
    take(*taken);
    drained_ = chunks_.done();
  } else {
    const std::size_t missing = static_cast<std::size_t>(framing_.length) - request.body.size();
    const std::string_view part = unread().substr(0, missing);
    request.body.append(part);
    take(part.size());
    drained_ = request.body.size() == framing_.length;
  }
  return drained_ ? Progress::ready : Progress::wants_more;
}

void Intake::next(Request& request) {
  // Passwords and tokens pass through here, and the memory may wait long for its next use.
  explicit_bzero(request.body.data(), request.body.size());
  explicit_bzero(buffer_.data(), begin_);
  request.body.clear();
  scan_.reset();
  if (!is_untouched()) return;
  begin_ = end_ = 0;
  if (buffer_.size() > usual_buffer) buffer_ = std::vector<char>(usual_buffer);
  if (request.body.capacity() > usual_buffer) request.body = {};
}

Progress Intake::refuse(const Refusal& refusal) {
  refusal_ = refusal;
  return Progress::refused;
}

}  // namespace gatehouse::http
