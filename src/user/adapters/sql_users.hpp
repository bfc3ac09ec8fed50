#pragma once

// Everybody who has an account, in SQL that both databases take. What must not happen twice (a name, a proven
// address, a change under an old password) is decided inside one statement each.

#include "platform/sql/database.hpp"
#include "user/app/ports.hpp"

namespace gatehouse::user::adapters {

class SqlUsers final : public Users {
 public:
  explicit SqlUsers(sql::Database& database) : database_(database) {}

  std::optional<User> add(const NewUser& newcomer) override;
  std::optional<User> find(UserId user) override;
  std::optional<std::string> password_hash(UserId user) override;
  std::optional<Contact> contact(UserId user) override;
  std::optional<Contact> owner_of(const Email& email) override;
  std::optional<std::int64_t> credential_version(UserId user) override;
  std::optional<Credential> credential_by_nickname(const Nickname& nickname) override;
  std::optional<Credential> credential_by_email(const Email& email) override;
  Change change(UserId user, const UserChange& change) override;
  std::optional<std::string> unproven_address(UserId user, const Email& email) override;
  Confirmation confirm(UserId user, const Email& email, Time at) override;
  bool reset_password(UserId user, const PasswordReset& reset) override;
  std::optional<Restored> restore(UserId user, const Restoration& restoration) override;
  bool rehash(UserId user, const std::string& old_hash, const std::string& new_hash) override;
  bool remove(UserId user, const std::string& verified_hash) override;

 private:
  sql::Database& database_;
};

}  // namespace gatehouse::user::adapters
