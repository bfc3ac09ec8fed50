#include "user/app/delete_account.hpp"

#include <utility>

#include "user/domain/errors.hpp"

namespace gatehouse::user {
namespace {

constexpr std::string_view account_deleted = "account_deleted";

}  // namespace

Result<void> DeleteAccount::operator()(const Owner& owner, std::optional<std::string_view> current_password,
                                       const Origin& origin, FieldFaults found) {
  FormFaults faults(std::move(found));
  if (!current_password) {
    faults.add(current_password_field, missing_password());
    return refuse(faults.take());
  }
  const std::optional<std::string> stored = users_.password_hash(owner.id());
  if (!stored) return refuse(account_gone);
  const auto right =
      check_current_password_(owner, *stored, *current_password, account_deleted, origin, faults);
  if (!right) return std::unexpected(right.error());
  if (faults.any()) return refuse(faults.take());
  OpenSessions::AfterCommit after_commit;
  auto outcome = transactions_.run([&] {
    after_commit = sessions_.end_everything(owner.id());
    return remove(owner, *stored, origin);
  });
  if (outcome) after_commit();
  return outcome;
}

Result<void> DeleteAccount::remove(const Owner& owner, const std::string& verified_hash,
                                   const Origin& origin) {
  if (!users_.remove(owner.id(), verified_hash)) {
    if (!users_.find(owner.id())) return refuse(account_gone);
    FormFaults faults;
    faults.add(current_password_field, incorrect_password());  // it was, when it was checked
    return refuse(faults.take());
  }
  events_.append(Deleted{owner.id().value});
  audit_.record(audited(account_deleted, owner, origin));
  return {};
}

}  // namespace gatehouse::user
