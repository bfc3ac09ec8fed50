#include "auth/adapters/throttled_guesses.hpp"

#include "platform/throttle/network.hpp"

namespace gatehouse::auth::adapters {
namespace {

using throttle::network_of;

throttle::QuotaRules guess_rules(const Limits& limits, LimitName most) {
  return {.most = limits[most], .window = limits.duration(LimitName::guess_window)};
}

Result<void> unless(std::optional<throttle::milliseconds> wait) {
  if (wait) return refuse_for(std::chrono::ceil<std::chrono::seconds>(*wait));
  return {};
}

}  // namespace

ThrottledCodeRequests::ThrottledCodeRequests(throttle::Counters& counters, const Limits& limits)
    : requests_(counters, "code requests",
                {.most = limits[LimitName::code_requests],
                 .window = limits.duration(LimitName::code_requests_window),
                 .apart = limits.duration(LimitName::code_requests_apart)}) {}

Result<void> ThrottledCodeRequests::take(std::string_view email_key) {
  return unless(requests_.take(email_key));
}

bool ThrottledCodeRequests::take_unasked(std::string_view email_key) {
  return !requests_.take_unspaced(email_key);
}

ThrottledGuesses::ThrottledGuesses(throttle::Counters& counters, const Limits& limits)
    : codes_(counters, "code guesses", guess_rules(limits, LimitName::code_guesses)),
      secrets_(counters, "secret guesses", guess_rules(limits, LimitName::secret_guesses)) {}

throttle::Quota& ThrottledGuesses::quota_of(Guess guess) {
  return guess == Guess::verification_code ? codes_ : secrets_;
}

Result<void> ThrottledGuesses::admit(Guess guess, const std::string& address) {
  return unless(quota_of(guess).take(network_of(address)));
}

void ThrottledGuesses::forgive(Guess guess, const std::string& address) {
  quota_of(guess).give_back(network_of(address));
}

}  // namespace gatehouse::auth::adapters
