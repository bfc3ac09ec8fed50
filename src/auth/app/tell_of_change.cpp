#include "auth/app/tell_of_change.hpp"

#include "auth/domain/recovery.hpp"

namespace gatehouse::auth {

void TellOfChange::operator()(const ToldChange& told) {
  const auto contact = accounts_.contact(told.user);
  if (!contact) return;
  const std::string token = randomness_.secret();
  const Time now = clock_.now();
  const Time expires_at = now + UndoLimits::lifetime;
  links_.put({.token_hash = hashes_.of_undo_token(token),
              .user = told.user,
              .change = told.change,
              .email = told.former.email,
              .email_verified_at = told.former.verified_at,
              .created_at = now,
              .expires_at = expires_at});
  mailer_.send_change_notice({.user = told.user,
                              .email = told.former.email,
                              .language = contact->language,
                              .change = told.change,
                              .undo_url = public_url_ + "/undo/" + token,
                              .undo_expires_at = expires_at});
}

void TellOfChange::again(const ToldChange& told) {
  const auto last = links_.last_told(told.user, told.change, told.former.email);
  if (last && clock_.now() < *last + UndoLimits::told_once_within) return;
  (*this)(told);
}

}  // namespace gatehouse::auth
