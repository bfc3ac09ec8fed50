#include "user/adapters/throttled_sign_ups.hpp"

#include "platform/throttle/network.hpp"

namespace gatehouse::user::adapters {
namespace {

Result<void> unless(throttle::milliseconds wait) {
  if (wait > throttle::milliseconds{0}) return refuse_for(std::chrono::ceil<std::chrono::seconds>(wait));
  return {};
}

}  // namespace

Result<void> ThrottledSignUps::admit(const std::string& address) {
  return unless(conflicts_.wait(throttle::network_of(address)));
}

Result<void> ThrottledSignUps::count_conflict(const std::string& address) {
  return unless(conflicts_.take(throttle::network_of(address)).value_or(throttle::milliseconds{0}));
}

}  // namespace gatehouse::user::adapters
