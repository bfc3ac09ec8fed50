#include "tests/fuzz/reference/strict_json.hpp"

#include <cmath>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

namespace gatehouse::reference {
namespace {

constexpr std::size_t deepest = 16;
constexpr std::size_t certain_digits = 15;            // that any reader takes for the same number
constexpr long long largest = 9'007'199'254'740'991;  // 2^53-1

class Strict final : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return take({.kind = "null"}); }
  bool boolean(bool value) override { return take({.kind = "boolean", .boolean = value}); }

  /// Those with a sign come here, -0 included.
  bool number_integer(number_integer_t value) override {
    return value < 0 && value >= -largest && take({.kind = "integer", .integer = value});
  }
  bool number_unsigned(number_unsigned_t value) override {
    return value <= static_cast<number_unsigned_t>(largest) &&
           take({.kind = "integer", .integer = static_cast<long long>(value)});
  }
  bool number_float(number_float_t value, const string_t& written) override {
    const double distance = std::fabs(value - std::nearbyint(value));
    const bool is_rounded = distance > 0 || written.size() > certain_digits;
    near_whole_ = near_whole_ || (is_rounded && distance <= 1e-9 * std::fmax(1.0, std::fabs(value)));
    return distance > 0 && take({.kind = "fraction"});
  }

  bool string(string_t& value) override {
    return !value.contains('\0') && take({.kind = "string", .text = value});
  }
  bool binary(binary_t&) override { return false; }

  bool start_object(std::size_t) override {
    if (!names_.empty() && !take({.kind = "object"})) return false;
    names_.emplace_back();
    return names_.size() <= deepest;
  }
  bool key(string_t& name) override {
    name_ = name;
    return !name.contains('\0') && names_.back().insert(name).second;
  }
  bool end_object() override { return names_.pop_back(), true; }

  bool start_array(std::size_t) override {
    if (!take({.kind = "array"})) return false;
    names_.emplace_back();
    return names_.size() <= deepest;
  }
  bool end_array() override { return names_.pop_back(), true; }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

  std::vector<JsonMember> members() { return std::move(members_); }
  bool is_near_whole() const { return near_whole_; }

 private:
  /// Nothing but an object may stand at the top.
  bool take(JsonMember value) {
    if (names_.empty()) return false;
    if (names_.size() == 1) {
      value.name = name_;
      members_.push_back(std::move(value));
    }
    return true;
  }

  std::vector<std::set<std::string>> names_;  // of the objects that are open; of an array there are none
  std::string name_;
  std::vector<JsonMember> members_;
  bool near_whole_ = false;
};

}  // namespace

JsonReading read_strict_json(std::string_view text) {
  // The library skips a byte order mark, and takes a NUL for the end.
  if (text.starts_with("\xEF\xBB\xBF") || text.contains('\0')) return {};
  Strict strict;
  const bool taken = nlohmann::json::sax_parse(text, &strict);
  JsonReading reading{.is_near_whole = strict.is_near_whole()};
  if (taken) reading.members = strict.members();
  return reading;
}

}  // namespace gatehouse::reference
