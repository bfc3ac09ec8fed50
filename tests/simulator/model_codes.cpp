// What is done with codes, resets and the links that undo a change.

#include <algorithm>

#include "tests/simulator/model_step.hpp"

namespace gatehouse::simulator {
namespace {

const std::string failed = "verification_failed";
const std::string over = "over";

}  // namespace

/// So many in a window that the first of them begins; those that people ask for also so far apart.
bool Model::Step::take_quota(int key, bool spaced) {
  const Time now = request.now;
  const auto found = model.quotas_.find(key);
  Quota quota = found == model.quotas_.end() ? Quota{.since = now} : found->second;
  const bool fresh = quota.since + Promise::day <= now || quota.since > now + Promise::clock_slack;
  const bool must_wait =
      spaced && quota.until > now && quota.until <= now + Promise::codes_apart + Promise::clock_slack;
  if (must_wait || (quota.count >= Promise::codes_a_day && !fresh)) return false;
  if (fresh) quota = {.count = 0, .since = now, .until = quota.until};
  ++quota.count;
  if (spaced) quota.until = now + Promise::codes_apart;
  quota.expires = now + Promise::day + Promise::codes_apart;
  model.quotas_[key] = quota;
  return true;
}

std::string Model::Step::request_code() {
  if (!take_quota(key_of(request.address), true)) return "too_many_requests";
  const auto code = model.codes_.find(request.user);
  if (code != model.codes_.end() && key_of(code->second.address) == key_of(request.address)) {
    code->second.used = true;
  }
  const Event event{.what = Told::code_asked, .user = request.user, .address = request.address};
  const auto last = std::find_if(model.events_.rbegin(), model.events_.rend(),
                                 [&](const Event& other) { return other.user == request.user; });
  if (last == model.events_.rend() || *last != event) model.events_.push_back(event);
  return "ok";
}

std::string Model::Step::verify() {
  if (request.shapeless) return failed;
  const auto found = model.codes_.find(request.user);
  if (found == model.codes_.end()) return failed;
  Code& code = found->second;
  const bool is_out = key_of(code.address) == key_of(request.address) && !code.used &&
                      code.expires > request.now && code.attempts < Promise::code_attempts;
  if (!is_out) return failed;
  ++code.attempts;
  if (request.code == nowhere || request.code != code.place) return failed;
  code.used = true;
  return confirm(request.user, code.address);
}

std::string Model::Step::confirm(std::int64_t user, std::size_t address) {
  Account* account = model.account(user);
  if (!account) return failed;
  const int key = key_of(address);
  const bool holds = !account->proven && key_of(account->address) == key;
  const bool awaits = account->pending && key_of(*account->pending) == key;
  if (!holds && !awaits) return failed;
  if (model.is_elsewhere(user, key)) return "email_taken";
  if (!holds) {
    model.events_.push_back(
        {.what = Told::replaced, .user = user, .address = account->address, .proven = account->proven});
    account->address = *account->pending;
    account->pending.reset();
  }
  account->proven = request.now;
  return "ok";
}

std::string Model::Step::request_reset() {
  if (!take_quota(key_of(request.address), true)) return "too_many_requests";
  model.events_.push_back(
      {.what = Told::reset_asked, .address = request.address, .place = ledger.resets.size()});
  return "ok";
}

/// Whether the guess is right.
bool Model::Step::spend_reset() {
  const auto found = model.resets_.find(request.reset);
  if (request.shapeless || found == model.resets_.end()) return false;
  Reset& reset = found->second;
  if (reset.used || reset.expires <= request.now || reset.attempts >= Promise::reset_attempts) return false;
  ++reset.attempts;
  const Account* account = model.account(reset.user);
  return request.code != nowhere && account && account->proven && account->version == reset.version &&
         key_of(account->address) == reset.key;
}

std::string Model::Step::reset() {
  if (passwords[request.password].common) return "invalid_request new_password:too_common";
  if (!spend_reset()) return failed;
  const std::int64_t user = model.resets_.at(request.reset).user;
  Account& account = *model.account(user);
  end_everything(user);
  account.password = request.password;
  ++account.version;
  account.pending.reset();
  std::erase_if(model.resets_, [&](const auto& other) { return other.second.user == user; });
  model.events_.push_back({.what = Told::changed,
                           .user = user,
                           .address = account.address,
                           .change = "password",
                           .proven = account.proven});
  return "ok";
}

std::string Model::Step::undo() {
  const auto link =
      std::ranges::find_if(model.links_, [&](const Link& each) { return each.place == request.link; });
  if (link == model.links_.end() || link->used || link->expires <= request.now) return over;
  Account* account = model.account(link->user);
  if (!account) return over;
  end_everything(link->user);
  model.codes_.erase(link->user);
  std::erase_if(model.resets_, [&](const auto& reset) { return reset.second.user == link->user; });
  const bool elsewhere = link->proven && model.is_elsewhere(link->user, key_of(link->address));
  const bool is_present = key_of(account->address) == key_of(link->address);
  if (!is_present || !account->proven) account->proven = elsewhere ? std::nullopt : link->proven;
  account->address = link->address;
  account->pending.reset();
  if (link->proven) {
    account->password.reset();
    ++account->version;
  }
  std::erase_if(model.events_, [&](const Event& event) {
    return event.user == link->user && (event.what == Told::changed || event.what == Told::replaced);
  });
  for (Link& other : model.links_) {
    if (&other == &*link || other.user != link->user || other.created < link->created) continue;
    other.used = other.used.value_or(request.now);
    other.password_set = other.password_set.value_or(request.now);
  }
  link->used = request.now;
  link->version = account->version;
  return std::string("ok") + (elsewhere ? " elsewhere" : "") + (link->proven ? " asks password" : "");
}

std::string Model::Step::undo_password() {
  const auto link =
      std::ranges::find_if(model.links_, [&](const Link& each) { return each.place == request.link; });
  if (link == model.links_.end() || !link->used || !link->proven || link->password_set) return over;
  Account* account = model.account(link->user);
  if (!account || request.now >= *link->used + Promise::password_window ||
      account->version != link->version) {
    return over;
  }
  if (passwords[request.password].common) return "invalid_request new_password:too_common";
  end_everything(link->user);
  link->password_set = request.now;
  account->password = request.password;
  ++account->version;
  account->pending.reset();
  model.events_.push_back({.what = Told::changed,
                           .user = link->user,
                           .address = account->address,
                           .change = "password",
                           .proven = account->proven});
  return "ok";
}

}  // namespace gatehouse::simulator
