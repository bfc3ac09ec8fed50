#include "platform/throttle/rules.hpp"

namespace gatehouse::throttle {

std::int64_t doublings(const BackoffRules& rules) {
  std::int64_t steps = 0;
  for (auto wait = rules.first_wait; wait > milliseconds{0} && wait < rules.longest_wait; wait *= 2) ++steps;
  return steps;
}

milliseconds wait_after(std::int64_t count, const BackoffRules& rules) {
  const std::int64_t paid = count - rules.free;
  if (paid <= 0) return milliseconds{0};
  if (paid > doublings(rules)) return rules.longest_wait;
  return rules.first_wait * (std::int64_t{1} << (paid - 1));
}

}  // namespace gatehouse::throttle
