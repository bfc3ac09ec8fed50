#pragma once

// So many and no more: in a window, and not too close together.

#include <optional>
#include <string>
#include <string_view>

#include "platform/throttle/counters.hpp"
#include "platform/throttle/rules.hpp"

namespace gatehouse::throttle {

/// Thread-safe; joins the transaction of the calling thread. Throws `Unavailable`.
class Quota {
 public:
  /// `name` is part of the key, and so for ever.
  Quota(Counters& counters, std::string name, const QuotaRules& rules)
      : counters_(counters), name_(std::move(name)), rules_(rules) {}

  /// Takes one, in one statement. Empty: it is given; otherwise nothing was taken, and it is how long to
  /// wait.
  std::optional<milliseconds> take(std::string_view subject) { return take(subject, Spacing::kept); }

  /// Takes one that may follow another at once, and may be followed at once.
  std::optional<milliseconds> take_unspaced(std::string_view subject) {
    return take(subject, Spacing::left_out);
  }

  /// How long to wait for one; zero: it is there now.
  milliseconds wait(std::string_view subject);

  /// As if it had not been taken, but that the spacing stays.
  void give_back(std::string_view subject);

 private:
  enum class Spacing { kept, left_out };

  std::optional<milliseconds> take(std::string_view subject, Spacing spacing);
  milliseconds wait_of(sql::Connection& connection, const std::string& key, Spacing spacing);

  Counters& counters_;
  const std::string name_;
  const QuotaRules rules_;
};

}  // namespace gatehouse::throttle
