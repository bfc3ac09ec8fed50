#pragma once

// Growing waits between failures. An attempt is counted as a failure before it is known to be one, and its
// wait begins at once, so that attempts in flight count like those that have failed; whoever turns out to be
// right gets it back.

#include <optional>
#include <string>
#include <string_view>

#include "platform/throttle/counters.hpp"
#include "platform/throttle/rules.hpp"

namespace gatehouse::throttle {

/// Thread-safe; joins the transaction of the calling thread. Throws `Unavailable`.
class Backoff {
 public:
  /// `name` is part of the key, and so for ever. `Rows::own`: there are few enough subjects to have a row
  /// each even where the table is full.
  enum class Rows { bounded, own };
  Backoff(Counters& counters, std::string name, const BackoffRules& rules, Rows rows = Rows::bounded);

  /// Counts one attempt, in one statement. Empty: it may go on; otherwise nothing was counted, and it is how
  /// long to wait.
  std::optional<milliseconds> reserve(std::string_view subject);

  /// How long to wait for an attempt; zero: it may come now.
  milliseconds wait(std::string_view subject);

  /// Forgets all failures of the subject. Where it shares its count with others, gives one attempt back.
  void forgive(std::string_view subject);

  /// As if the attempt had not been made; what others have failed at stays. Their wait may end early, once
  /// for each attempt that was in flight before it began.
  void give_back(std::string_view subject);

 private:
  milliseconds wait_of(sql::Connection& connection, const std::string& key, std::int64_t now);
  void give_back_key(sql::Connection& connection, const std::string& key);

  Counters& counters_;
  const std::string name_;
  const BackoffRules rules_;
  const Rows rows_;
  const std::int64_t doublings_;
  const std::int64_t cap_;
  const milliseconds kept_;  // of a row, after its last failure
};

}  // namespace gatehouse::throttle
