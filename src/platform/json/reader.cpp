#include "platform/json/reader.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <boost/json/basic_parser_impl.hpp>

#include "kernel/ids.hpp"
#include "platform/json/wipe.hpp"

namespace gatehouse::json {
namespace {

using Text = boost::json::string_view;
using boost::json::error_code;

/// Follows the parser event by event and keeps the top level. Every handler returns false to stop at the
/// first fault.
class Reading {
 public:
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);

  Reading() { members_.reserve(8); }
  ~Reading() {
    wipe(text_);
    wipe(members_);
  }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }

  bool on_object_begin(error_code& ec) {
    if (depth_ == 1) keep({.kind = Kind::object, .text = {}});
    ++depth_;
    if (keys_.size() < depth_) keys_.resize(depth_);
    return fits_depth(ec);
  }

  bool on_object_end(std::size_t, error_code& ec) {
    std::vector<std::string>& keys = keys_[--depth_];
    std::sort(keys.begin(), keys.end());
    const bool twice = std::adjacent_find(keys.begin(), keys.end()) != keys.end();
    keys.clear();
    return !twice || fail(ec, "A name stands twice in one object.");
  }

  bool on_array_begin(error_code& ec) {
    if (depth_ == 0) return fail(ec, "The body must be one JSON object.");
    if (depth_ == 1) keep({.kind = Kind::array, .text = {}});
    ++depth_;
    return fits_depth(ec);
  }

  bool on_array_end(std::size_t, error_code&) {
    --depth_;
    return true;
  }

  bool on_key_part(Text part, std::size_t, error_code&) { return gather(part); }

  bool on_key(Text part, std::size_t, error_code& ec) {
    gather(part);
    if (holds_nul(text_)) return fail(ec, "A name holds a NUL character.");
    if (depth_ == 1) members_.push_back({text_, {}});
    keys_[depth_ - 1].push_back(std::exchange(text_, {}));
    return true;
  }

  bool on_string_part(Text part, std::size_t, error_code&) { return gather(part); }

  bool on_string(Text part, std::size_t, error_code& ec) {
    gather(part);
    if (holds_nul(text_)) return fail(ec, "A string holds a NUL character.");
    return value(ec, {.kind = Kind::string, .text = std::exchange(text_, {})});
  }

  bool on_number_part(Text, error_code&) { return true; }

  bool on_int64(std::int64_t number, Text written, error_code& ec) {
    if (number == 0 && written.front() == '-')
      return fail(ec, "An integer must be written as one: -0 is not.");
    if (number > max_id || number < -max_id) return fail(ec, "An integer is out of range.");
    return value(ec, {.kind = Kind::integer, .integer = number, .text = {}});
  }

  bool on_uint64(std::uint64_t, Text, error_code& ec) { return fail(ec, "An integer is out of range."); }

  bool on_double(double number, Text, error_code& ec) {
    // Whatever is too large for a fraction, infinity included, is an integer here; so is `0e999`, of which
    // the parser makes no number at all.
    if (std::trunc(number) == number || std::isnan(number))
      return fail(ec, "An integer must be written without fraction and exponent.");
    return value(ec, {.kind = Kind::fraction, .text = {}});
  }

  bool on_bool(bool flag, error_code& ec) {
    return value(ec, {.kind = Kind::boolean, .boolean = flag, .text = {}});
  }
  bool on_null(error_code& ec) { return value(ec, {}); }
  bool on_comment_part(Text, error_code&) { return true; }
  bool on_comment(Text, error_code&) { return true; }

  Members take() { return std::move(members_); }
  const char* fault() const { return fault_; }

 private:
  bool fail(error_code& ec, const char* detail) {
    fault_ = detail;
    ec = boost::json::error::syntax;
    return false;
  }

  bool fits_depth(error_code& ec) {
    return depth_ <= max_depth || fail(ec, "The body is nested too deeply.");
  }

  static bool holds_nul(const std::string& text) { return text.find('\0') != std::string::npos; }

  /// Grows by hand where a text comes in parts, lest half a password stay in the memory given back.
  bool gather(Text part) {
    const std::size_t size = text_.size() + part.size();
    if (size > text_.capacity()) {
      std::string larger;
      larger.reserve(std::max(size, 2 * text_.capacity()));
      larger = text_;
      text_.swap(larger);
      wipe(larger);
    }
    text_.append(part.data(), part.size());
    return true;
  }

  bool value(error_code& ec, Value value) {
    if (depth_ == 0) return fail(ec, "The body must be one JSON object.");
    if (depth_ == 1) keep(std::move(value));
    return true;
  }

  void keep(Value value) { members_.back().value = std::move(value); }

  Members members_;
  std::vector<std::vector<std::string>> keys_;  // of the objects that are open, by depth
  std::size_t depth_ = 0;
  std::string text_;
  const char* fault_ = nullptr;
};

}  // namespace

Result<Members> read_object(std::string_view text) {
  if (text.empty()) return refuse(invalid_json, "The body is empty.");
  boost::json::basic_parser<Reading> parser{boost::json::parse_options()};
  error_code ec;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), ec);
  if (ec) {
    const char* fault = parser.handler().fault();
    return refuse(invalid_json, fault != nullptr ? fault : "The body is not well-formed JSON in UTF-8.");
  }
  if (read < text.size()) return refuse(invalid_json, "Something follows the JSON object.");
  return parser.handler().take();
}

}  // namespace gatehouse::json
