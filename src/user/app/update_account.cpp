#include "user/app/update_account.hpp"

#include <utility>

#include "user/app/account_form.hpp"
#include "user/app/change_notice.hpp"
#include "user/domain/errors.hpp"

namespace gatehouse::user {
namespace {

/// Compared as passwords are hashed, so that two spellings of one password are the same.
bool is_same(const Password& password, std::string_view typed) {
  const auto other = Password::parse(typed);
  return other && other->view() == password.view();
}

constexpr std::string_view password_changed = "password_changed";
constexpr std::string_view email_change_requested = "email_change_requested";
constexpr std::string_view nickname_changed = "nickname_changed";

/// As the audit trail names it: the gravest of the wishes.
std::string_view what_was_wished(const AccountForm& form) {
  if (form.new_password) return password_changed;
  return form.email ? email_change_requested : nickname_changed;
}

}  // namespace

Result<User> UpdateAccount::operator()(const Owner& owner, const AccountForm& form, const Origin& origin,
                                       FieldFaults found) {
  FormFaults faults(std::move(found));
  if (changes_nothing(form) && !faults.any()) return refuse(no_changes);
  const std::optional<User> before = users_.find(owner.id());
  std::optional<std::string> stored;
  if (form.current_password) stored = users_.password_hash(owner.id());
  if (!before || (form.current_password && !stored)) return refuse(account_gone);

  AccountWishes wishes = read_wishes(form, *before, policy_, faults);
  if (form.current_password) {
    const auto right = check_current_password_(owner, *stored, *form.current_password, what_was_wished(form),
                                               origin, faults);
    if (!right) return std::unexpected(right.error());
    if (*right && wishes.password && is_same(*wishes.password, *form.current_password)) {
      faults.add("new_password", {fault::unchanged, "This is the present password."});
    }
  }
  if (faults.any()) return refuse(faults.take());

  UserChange change{.nickname = std::move(wishes.nickname), .pending_email = std::move(wishes.email)};
  if (wishes.password) change.password_hash = hasher_.hash(wishes.password->view());
  if (form.current_password) change.verified_hash = *stored;
  change.at = clock_.now();
  OpenSessions::AfterCommit after_commit;
  auto outcome = transactions_.run([&] {
    if (change.password_hash) after_commit = sessions_.end_others(owner.id(), owner.session());
    auto applied = apply(*before, change);
    if (applied) record(owner, change, origin);
    return applied;
  });
  if (outcome && after_commit) after_commit();
  return outcome;
}

Result<User> UpdateAccount::apply(const User& before, const UserChange& change) {
  Change changed = users_.change(before.id, change);
  switch (changed.outcome) {
    case ChangeOutcome::changed:
      break;
    case ChangeOutcome::taken:
      return refuse(nickname_taken);
    case ChangeOutcome::gone:
      return refuse(account_gone);
    case ChangeOutcome::password_changed_meanwhile: {
      FormFaults faults;
      faults.add(current_password_field, incorrect_password());
      return refuse(faults.take());
    }
  }
  tell(before, change);
  return std::move(changed.user).value();
}

void UpdateAccount::tell(const User& before, const UserChange& change) {
  if (change.pending_email) {
    // Asked for again, a code is sent again; whoever reads the old address has been told.
    const bool again = before.pending_email == change.pending_email->text();
    if (!again) events_.append(told_to(before, AccountChanged::of_email));
    events_.append(EmailChangeRequested{before.id.value, change.pending_email->text()});
  }
  if (change.password_hash) events_.append(told_to(before, AccountChanged::of_password));
}

void UpdateAccount::record(const Owner& owner, const UserChange& change, const Origin& origin) {
  if (change.nickname) audit_.record(audited(nickname_changed, owner, origin));
  if (change.pending_email) audit_.record(audited(email_change_requested, owner, origin));
  if (change.password_hash) audit_.record(audited(password_changed, owner, origin));
}

}  // namespace gatehouse::user
