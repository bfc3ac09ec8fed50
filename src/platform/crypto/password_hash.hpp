#pragma once

// Passwords as they are kept: Argon2id in PHC strings, which carry their own costs. A hash takes a core and
// its memory for some milliseconds, so only so many run at a time, each in a slot that keeps its memory, and
// the rest wait.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace gatehouse::crypto {

/// What one hash costs. The defaults are the least that OWASP advises.
struct PasswordHashCost {
  std::uint64_t memory_kib = 19'456;
  std::uint64_t passes = 2;

  friend bool operator==(const PasswordHashCost&, const PasswordHashCost&) = default;
};

/// The dearest stored hash that is verified: whoever could write one could otherwise take the machine's
/// memory or time.
inline constexpr PasswordHashCost dearest_password_hash{262'144, 10};

/// A stored hash that makes no sense, or costs more than `dearest_password_hash`.
class DamagedHash : public std::runtime_error {
 public:
  DamagedHash() : std::runtime_error("a stored password hash is damaged") {}
};

struct PasswordHashOptions {
  PasswordHashCost cost{};
  std::size_t slots = 0;  // hashes at a time; 0: as many as there are cores
  /// Called after each hash, on its thread: how long it took, waiting left out.
  std::function<void(std::chrono::nanoseconds)> observe = {};
};

/// Thread-safe.
class PasswordHash {
 public:
  /// Throws `std::invalid_argument` for costs that the library does not take.
  explicit PasswordHash(PasswordHashOptions options = {});
  ~PasswordHash();

  /// A PHC string with a salt of its own. Throws `Unavailable` where memory is short.
  std::string hash(std::string_view password) const;

  /// One that no password has: of the cost of `hash`, but salt and hash are random, so making it costs
  /// nothing and verifying against it what it always costs.
  std::string nobodys() const;

  /// Throws `DamagedHash`, or `Unavailable` where memory is short.
  bool verify(const std::string& stored, std::string_view password) const;

  /// Whether `stored` is of another cost than `hash` gives now. Throws `DamagedHash`.
  bool needs_rehash(const std::string& stored) const;

  /// Memory that hashes are computed in is kept for the next ones; what no hash was computed in since the
  /// last call goes back to the kernel. To be called now and then.
  void give_back_idle() const;

 private:
  struct Slots;
  std::unique_ptr<Slots> slots_;
  PasswordHashOptions options_;
};

}  // namespace gatehouse::crypto
