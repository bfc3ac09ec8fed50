#include "auth/adapters/throttled_sign_ins.hpp"

#include <algorithm>
#include <exception>

#include "platform/log/log.hpp"
#include "platform/throttle/network.hpp"

namespace gatehouse::auth::adapters {
namespace {

using throttle::Backoff;
using throttle::BackoffRules;
using throttle::milliseconds;
using throttle::network_of;

constexpr std::string_view user_prefix = "user:";
constexpr std::string_view all = "all";

/// Failures on the password of an account are never forgotten by time: so long does nothing here last.
constexpr std::chrono::days for_ever{36'500};
/// Of names that nobody has: long, so that waiting tells no more than asking who has one.
constexpr std::chrono::days for_long{365};

std::string account_key(UserId user) { return std::string(user_prefix) + std::to_string(user.value); }

bool is_account(std::string_view key) { return key.starts_with(user_prefix); }

/// Of an account's password, however it is guessed.
BackoffRules password_rules(const Limits& limits, LimitName free, milliseconds kept) {
  return {.free = limits[free],
          .first_wait = limits.duration(LimitName::account_wait),
          .longest_wait = limits.duration(LimitName::account_longest_wait),
          .memory = limits.duration(LimitName::account_memory),
          .since = BackoffRules::Since::last,
          .cap = limits[LimitName::account_cap],
          .kept = kept};
}

BackoffRules address_rules(const Limits& limits) {
  return {.free = limits[LimitName::address_free],
          .first_wait = limits.duration(LimitName::address_wait),
          .longest_wait = limits.duration(LimitName::address_longest_wait),
          .memory = limits.duration(LimitName::address_window),
          .since = BackoffRules::Since::first};
}

BackoffRules global_rules(const Limits& limits) {
  return {.free = limits[LimitName::global_free],
          .first_wait = limits.duration(LimitName::global_wait),
          .longest_wait = limits.duration(LimitName::global_longest_wait),
          .memory = limits.duration(LimitName::global_window),
          .since = BackoffRules::Since::first};
}

/// On two servers together no more than are free, so that right ones that come together are no failures.
std::size_t most_in_flight(const Limits& limits) {
  const auto free = std::min(
      {limits[LimitName::account_free], limits[LimitName::pair_free], limits[LimitName::device_free]});
  return static_cast<std::size_t>(std::max<std::int64_t>(1, free / 2));
}

/// Longer than many sign-ins take one after the other.
constexpr std::chrono::seconds patience{2};

std::string pair_of(std::string_view account, std::string_view address) {
  return network_of(address) + " " + std::string(account);
}

}  // namespace

ThrottledSignIns::ThrottledSignIns(throttle::Counters& counters, const Limits& limits)
    : counters_(counters),
      accounts_(counters, "account", password_rules(limits, LimitName::account_free, for_ever),
                Backoff::Rows::own),
      unknown_names_(counters, "unknown name", password_rules(limits, LimitName::account_free, for_long)),
      pairs_(counters, "pair", password_rules(limits, LimitName::pair_free, {})),
      devices_(counters, "device",
               password_rules(limits, LimitName::device_free, limits.duration(LimitName::device_lifetime))),
      sessions_(counters, "session",
                password_rules(limits, LimitName::device_free, limits.duration(LimitName::device_lifetime))),
      addresses_(counters, "address", address_rules(limits)),
      everybody_(counters, "everybody", global_rules(limits), Backoff::Rows::own),
      in_flight_(most_in_flight(limits)) {}

Backoff& ThrottledSignIns::account_of(std::string_view key) {
  return is_account(key) ? accounts_ : unknown_names_;
}

Result<void> ThrottledSignIns::pass(std::initializer_list<Gate> gates) {
  return counters_.transact([&]() -> Result<void> {
    milliseconds longest{0};
    for (const Gate& gate : gates) {
      // Once refused, the rest is only asked: the answer is when all of them are open.
      const milliseconds wait = longest > milliseconds{0}
                                    ? gate.backoff.wait(gate.subject)
                                    : gate.backoff.reserve(gate.subject).value_or(milliseconds{0});
      longest = std::max(longest, wait);
    }
    if (longest > milliseconds{0}) return refuse_for(std::chrono::ceil<std::chrono::seconds>(longest));
    return {};
  });
}

/// Always in this order, so that attempts that share some of these do not wait for each other in a circle.
Result<void> ThrottledSignIns::admit_one(const SignInAttempt& attempt) {
  if (attempt.device) return pass({{devices_, *attempt.device}});
  return pass({{account_of(attempt.account_key), attempt.account_key},
               {pairs_, pair_of(attempt.account_key, attempt.address)},
               {addresses_, network_of(attempt.address)},
               {everybody_, std::string(all)}});
}

Result<void> ThrottledSignIns::admit(const SignInAttempt& attempt) {
  if (!counters_.enforced()) return {};
  const std::string subject = attempt.device.value_or(attempt.account_key);
  in_flight_.enter(subject, patience);
  try {
    auto admitted = admit_one(attempt);
    if (!admitted) in_flight_.leave(subject);
    return admitted;
  } catch (...) {
    in_flight_.leave(subject);
    throw;
  }
}

void ThrottledSignIns::done(const SignInAttempt& attempt) {
  if (counters_.enforced()) in_flight_.leave(attempt.device.value_or(attempt.account_key));
}

void ThrottledSignIns::forgive(const SignInAttempt& attempt) {
  account_of(attempt.account_key).forgive(attempt.account_key);
  pairs_.forgive(pair_of(attempt.account_key, attempt.address));
  if (attempt.device) devices_.forgive(*attempt.device);
}

/// In the order of `admit_one`.
void ThrottledSignIns::give_back(const SignInAttempt& attempt) {
  if (attempt.device || !counters_.enforced()) return;
  try {
    counters_.transact([&]() -> Result<void> {
      addresses_.give_back(network_of(attempt.address));
      everybody_.give_back(all);
      return {};
    });
  } catch (const std::exception& failure) {
    log::warn("attempt_not_given_back", {{"reason", std::string_view(failure.what())}});
  }
}

void ThrottledSignIns::forget(UserId user, const std::string& address) {
  accounts_.forgive(account_key(user));
  pairs_.forgive(pair_of(account_key(user), address));
}

Result<void> ThrottledSignIns::admit(const PasswordGuess& guess) {
  if (guess.session.empty()) return admit_one({account_key(guess.user), guess.address});
  return pass({{sessions_, guess.session}});
}

void ThrottledSignIns::forgive(const PasswordGuess& guess) {
  if (guess.session.empty()) {
    const SignInAttempt attempt{account_key(guess.user), guess.address};
    forgive(attempt);
    return give_back(attempt);
  }
  accounts_.forgive(account_key(guess.user));
  sessions_.forgive(guess.session);
}

}  // namespace gatehouse::auth::adapters
