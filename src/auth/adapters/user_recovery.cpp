#include "auth/adapters/user_recovery.hpp"

namespace gatehouse::auth::adapters {

Result<NewPassword> UserRecovery::prepare_password(UserId user, std::string_view field,
                                                   std::string_view typed) {
  auto prepared = recovery_.prepare_password(user, field, typed);
  if (!prepared) return std::unexpected(std::move(prepared.error()));
  return NewPassword{std::move(prepared->hash), prepared->credential_version};
}

std::optional<Restored> UserRecovery::restore(UserId user, const FormerAddress& former,
                                              const std::optional<std::string>& password_hash) {
  const auto restored = recovery_.restore(user, {former.email, former.verified_at}, password_hash);
  if (!restored) return std::nullopt;
  return Restored{restored->address_is_elsewhere, restored->credential_version};
}

}  // namespace gatehouse::auth::adapters
