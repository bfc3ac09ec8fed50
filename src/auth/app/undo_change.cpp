#include "auth/app/undo_change.hpp"

#include "auth/domain/recovery.hpp"

namespace gatehouse::auth {
namespace {

/// Undoes what was begun; nobody outside sees it.
constexpr ErrorCode link_is_over{Fault::not_found, "link_is_over", "The link is not good any more"};

UndoStage stage_of(const UndoLink& link, const Contact& owner, Time now) {
  if (!link.used_at) return link.expires_at > now ? UndoStage::offered : UndoStage::over;
  const bool awaits_password = link.email_verified_at && !link.password_set_at &&
                               now < *link.used_at + UndoLimits::password_window &&
                               owner.credential_version == link.credential_version;
  return awaits_password ? UndoStage::awaits_password : UndoStage::over;
}

}  // namespace

std::optional<UndoChange::Found> UndoChange::find(std::string_view token) {
  std::string token_hash = needs_.hashes.of_undo_token(token);
  auto link = needs_.links.find(token_hash);
  const auto owner = link ? needs_.accounts.contact(link->user) : std::nullopt;
  if (!owner) return std::nullopt;
  const UndoStage stage = stage_of(*link, *owner, needs_.clock.now());
  return Found{std::move(token_hash), std::move(*link), stage, owner->language};
}

UndoView UndoChange::look(std::string_view token) {
  const auto found = find(token);
  if (!found) return {};
  return {.stage = found->stage,
          .change = found->link.change,
          .email = found->link.email,
          .was_verified = found->link.email_verified_at.has_value(),
          .language = found->language};
}

std::optional<UndoneChange> UndoChange::operator()(std::string_view token, const Origin& origin) {
  const auto found = find(token);
  if (!found || found->stage != UndoStage::offered) return std::nullopt;
  std::optional<std::string> unusable;
  if (found->link.email_verified_at) unusable = needs_.recoverable.unusable_hash();

  std::vector<Revocation> ended;
  const auto undone = needs_.transactions.run([&]() -> Result<UndoneChange> {
    ended = needs_.sessions.end_everything(found->link.user);
    return undo(found->link, found->token_hash, unusable, origin);
  });
  if (!undone) return std::nullopt;
  needs_.sessions.committed(ended);
  return *undone;
}

/// The restored account comes before the notices, and those before the links: a change that commits meanwhile
/// waits for the account or is waited for, and leaves its notice, or the link of that, to be found here.
Result<UndoneChange> UndoChange::undo(const UndoLink& link, const std::string& token_hash,
                                      const std::optional<std::string>& unusable, const Origin& origin) {
  const Time now = needs_.clock.now();
  if (!needs_.links.use(token_hash, now)) return refuse(link_is_over);
  needs_.codes.forget(link.user);
  needs_.resets.forget(link.user);
  const auto restored = needs_.recoverable.restore(link.user, {link.email, link.email_verified_at}, unusable);
  if (!restored) return refuse(link_is_over);
  needs_.notices.withdraw(link.user);
  needs_.links.end_since(link.user, link.created_at, token_hash, now);
  needs_.links.note_version(token_hash, restored->credential_version);
  needs_.audit.record({.what = "change_undone", .user = link.user, .origin = origin});
  return UndoneChange{restored->address_is_elsewhere, unusable.has_value()};
}

Result<bool> UndoChange::set_password(std::string_view token, std::string_view password,
                                      const Origin& origin) {
  const auto found = find(token);
  if (!found || found->stage != UndoStage::awaits_password) return false;
  const UserId user = found->link.user;
  auto prepared = needs_.recoverable.prepare_password(user, password_field, password);
  if (!prepared && prepared.error().code != invalid_request) return false;
  if (!prepared) return std::unexpected(std::move(prepared.error()));
  // In the place of the unusable one only: whoever has got another one meanwhile keeps that.
  prepared->credential_version = found->link.credential_version;

  std::vector<Revocation> ended;
  const auto done = needs_.transactions.run([&]() -> Result<bool> {
    ended = needs_.sessions.end_everything(user);
    if (!needs_.links.use_for_password(found->token_hash, needs_.clock.now()) ||
        !needs_.recoverable.set_password(user, *prepared, std::nullopt)) {
      return refuse(link_is_over);
    }
    needs_.sign_ins.forget(user, origin.address);
    needs_.audit.record({.what = "password_changed", .user = user, .origin = origin});
    return true;
  });
  if (!done) return false;
  needs_.sessions.committed(ended);
  return true;
}

}  // namespace gatehouse::auth
