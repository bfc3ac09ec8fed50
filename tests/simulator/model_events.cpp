// What becomes of what was told, and what goes with time.

#include <algorithm>

#include "tests/simulator/model_step.hpp"

namespace gatehouse::simulator {

/// One person's events after another's, as far as the process lives; a reset that was asked for stands by
/// itself.
void Model::Step::deliver(Death death) {
  std::int64_t person = 0;
  for (std::size_t number = 0; !model.events_.empty(); ++number) {
    auto next = std::ranges::find(model.events_, person, &Event::user);
    if (person == 0 || next == model.events_.end()) next = model.events_.begin();
    const Event event = *next;
    if (number == death.at) {
      if (death.handled) handle(event, true);
      person = 0;
      continue;
    }
    model.events_.erase(next);
    handle(event, false);
    person = event.user;
  }
}

/// `unseen`: the process died before the mail of it was sent, and will do it again.
void Model::Step::handle(const Event& event, bool unseen) {
  switch (event.what) {
    case Told::signed_up:
    case Told::change_asked:
      if (take_quota(key_of(event.address), false)) make_code(event, unseen);
      break;
    case Told::code_asked:
      make_code(event, unseen);
      break;
    case Told::changed:
    case Told::replaced:
      make_link(event, unseen);
      break;
    case Told::deleted:
      forget(event);
      break;
    case Told::reset_asked:
      if (!unseen) make_reset(event);
      break;
    case Told::reused:
      if (const Account* account = model.account(event.user)) {
        say(mail_of("reuse", event.user, account->address) + " " + event.session, unseen);
      }
      break;
  }
}

/// Only for an address that the account has yet to prove.
void Model::Step::make_code(const Event& event, bool unseen) {
  const Account* account = model.account(event.user);
  if (!account) return;
  const int key = key_of(event.address);
  std::optional<std::size_t> held;
  if (!account->proven && key_of(account->address) == key) {
    held = account->address;
  } else if (account->pending && key_of(*account->pending) == key) {
    held = account->pending;
  }
  if (!held) return;
  model.codes_[event.user] = {.address = *held, .expires = request.now + Promise::code_life};
  if (unseen) return;
  model.codes_[event.user].place = ledger.codes.size() + codes_made++;
  say(mail_of("code", event.user, *held), unseen);
}

void Model::Step::make_reset(const Event& event) {
  const auto owner = model.owner_of(key_of(event.address));
  if (!owner) return;
  const Account& account = *model.account(*owner);
  model.resets_[event.place] = {.user = *owner,
                                .key = key_of(account.address),
                                .version = account.version,
                                .expires = request.now + Promise::reset_life};
  say(mail_of("reset", *owner, account.address), false);
}

/// A change of address that was told when it was asked for is told again when it is done, unless that was so
/// short ago that the first link is as good as another.
void Model::Step::make_link(const Event& event, bool unseen) {
  if (!model.account(event.user)) return;
  const std::string change = event.what == Told::replaced ? "email" : event.change;
  std::optional<Time> newest, last_told;
  for (const Link& link : model.links_) {
    if (link.user != event.user) continue;
    newest = std::max(newest.value_or(link.created), link.created);
    const bool tells = link.change == change && link.address == event.address && !link.used;
    if (tells) last_told = std::max(last_told.value_or(link.created), link.created);
  }
  const bool is_fresh = last_told && request.now < *last_told + Promise::told_once_within;
  if (event.what == Told::replaced && is_fresh) return;
  Time created = request.now;
  if (newest && *newest >= created) created = *newest + std::chrono::milliseconds{1};
  model.links_.push_back({.user = event.user,
                          .change = change,
                          .address = event.address,
                          .proven = event.proven,
                          .created = created,
                          .expires = request.now + Promise::link_life});
  if (!unseen) model.links_.back().place = ledger.links.size() + links_made++;
  say(mail_of("notice", event.user, event.address) + " " + change, unseen);
}

void Model::Step::forget(const Event& event) {
  model.codes_.erase(event.user);
  std::erase_if(model.resets_, [&](const auto& reset) { return reset.second.user == event.user; });
  std::erase_if(model.links_, [&](const Link& link) { return link.user == event.user; });
  std::erase_if(model.events_, [&](const Event& other) { return other.user == event.user; });
}

void Model::Step::sweep() {
  const Time now = request.now;
  std::erase_if(model.codes_, [&](const auto& code) { return code.second.expires <= now; });
  std::erase_if(model.sessions_, [&](const auto& session) { return session.second.idle_end <= now; });
  std::erase_if(model.resets_, [&](const auto& reset) { return reset.second.expires <= now; });
  std::erase_if(model.links_,
                [&](const Link& link) { return link.expires <= now - Promise::password_window; });
  std::erase_if(model.quotas_, [&](const auto& quota) { return quota.second.expires <= now; });
}

}  // namespace gatehouse::simulator
