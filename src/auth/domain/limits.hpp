#pragma once

// The one table of what may not happen too often: options, documentation and code are made of it.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gatehouse::auth {

/// In the order of the table.
enum class LimitName : std::size_t {
  account_free,
  account_wait,
  account_longest_wait,
  account_memory,
  account_cap,
  pair_free,
  device_free,
  device_lifetime,
  address_free,
  address_window,
  address_wait,
  address_longest_wait,
  global_free,
  global_window,
  global_wait,
  global_longest_wait,
  code_requests_apart,
  code_requests,
  code_requests_window,
  code_guesses,
  secret_guesses,
  sign_up_conflicts,
  guess_window,
  rows,
  count_,
};

struct Limit {
  enum class Kind { number, duration };

  LimitName id;
  std::string_view name;
  Kind kind;
  std::int64_t fallback;  // durations in milliseconds
  std::int64_t least;
  std::int64_t most;
  std::string_view sentence;
};

inline constexpr std::size_t limit_count = static_cast<std::size_t>(LimitName::count_);

namespace limits_detail {

constexpr std::int64_t second = 1000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

constexpr Limit number(LimitName id, std::string_view name, std::int64_t fallback, std::int64_t least,
                       std::string_view sentence) {
  return {id, name, Limit::Kind::number, fallback, least, 1'000'000'000, sentence};
}

constexpr Limit duration(LimitName id, std::string_view name, std::int64_t fallback, std::int64_t most,
                         std::string_view sentence) {
  return {id, name, Limit::Kind::duration, fallback, second, most, sentence};
}

}  // namespace limits_detail

inline constexpr auto limit_table = [] {
  using enum LimitName;
  using namespace limits_detail;
  return std::array<Limit, limit_count>{
      number(account_free, "account_free", 10, 0,
             "Failed sign-ins to one account, by whatever name, before the next one has to wait."),
      duration(account_wait, "account_wait", second, hour,
               "The first wait of an account, a pair, a device or a session; each failure doubles it."),
      duration(account_longest_wait, "account_longest_wait", 15 * minute, day, "Where that doubling ends."),
      duration(account_memory, "account_memory", day, 365 * day,
               "After so long without a failure the waits of an account begin anew."),
      number(account_cap, "account_cap", 100, 1,
             "Failures in a row on one password; then only a known device or a reset by e-mail helps."),
      number(pair_free, "pair_free", 10, 0,
             "Failed sign-ins to one account from one address before the next one there has to wait."),
      number(device_free, "device_free", 10, 0,
             "Failures of one known device or one session before its next one has to wait."),
      duration(device_lifetime, "device_lifetime", 180 * day, 3650 * day,
               "How long a device is known after it has signed in."),
      number(address_free, "address_free", 100, 0,
             "Failed sign-ins from one address in a window before the next one has to wait."),
      duration(address_window, "address_window", 10 * minute, day,
               "The window in which the failures of an address are counted."),
      duration(address_wait, "address_wait", second, hour,
               "The first wait of an address; each failure doubles it."),
      duration(address_longest_wait, "address_longest_wait", minute, day, "Where that doubling ends."),
      number(
          global_free, "global_free", 10'000, 0,
          "Failed sign-ins of unknown devices in a window, all together, before the next one has to wait."),
      duration(global_window, "global_window", 10 * minute, day,
               "The window in which all failures are counted."),
      duration(global_wait, "global_wait", second, hour,
               "The first wait of all unknown devices; each failure doubles it."),
      duration(global_longest_wait, "global_longest_wait", 10 * second, hour, "Where that doubling ends."),
      duration(code_requests_apart, "code_requests_apart", minute, hour,
               "The least time between two requests for a code for one e-mail address."),
      number(code_requests, "code_requests", 10, 1,
             "Codes for one e-mail address in a window, also those that nobody asked for by themselves."),
      duration(code_requests_window, "code_requests_window", day, 30 * day,
               "The window in which codes for an e-mail address are counted."),
      number(code_guesses, "code_guesses", 1000, 1, "Wrong codes from one address in the guess window."),
      number(secret_guesses, "secret_guesses", 100, 1,
             "Wrong secrets of registered callers from one address in the guess window."),
      number(sign_up_conflicts, "sign_up_conflicts", 1000, 1,
             "Sign-ups from one address that a taken nickname stopped, in the guess window."),
      duration(guess_window, "guess_window", hour, day,
               "The window in which wrong codes, wrong secrets and taken nicknames are counted."),
      number(rows, "rows", 200'000, 1000, "Counts that the database keeps; above it, newcomers share a few."),
  };
}();

static_assert([] {
  for (std::size_t i = 0; i < limit_count; ++i) {
    const Limit& limit = limit_table[i];
    if (static_cast<std::size_t>(limit.id) != i) return false;
    if (limit.fallback < limit.least || limit.fallback > limit.most) return false;
  }
  return true;
}());

/// The values in force.
class Limits {
 public:
  constexpr Limits() {
    for (const Limit& limit : limit_table) (*this)[limit.id] = limit.fallback;
  }

  constexpr std::int64_t& operator[](LimitName name) { return values_[static_cast<std::size_t>(name)]; }
  constexpr std::int64_t operator[](LimitName name) const { return values_[static_cast<std::size_t>(name)]; }
  std::chrono::milliseconds duration(LimitName name) const {
    return std::chrono::milliseconds{(*this)[name]};
  }

  bool enforced = true;

 private:
  std::array<std::int64_t, limit_count> values_{};
};

}  // namespace gatehouse::auth
