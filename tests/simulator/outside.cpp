#include "tests/simulator/outside.hpp"

#include <charconv>
#include <cstdio>

namespace gatehouse::simulator {
namespace {

std::string of_user(UserId user, std::string_view email) {
  return " " + std::to_string(user.value) + " " + std::string(email);
}

}  // namespace

/// As long and of the same letters as the real ones, which a refresh token takes apart.
std::string CountedRandomness::token_id() {
  std::string digits = std::to_string(++last_id_);
  ids_.push_back(std::string(21 - digits.size(), '0') + digits + "A");
  return ids_.back();
}

std::string NumberedTokens::sign(const auth::AccessToken& token) {
  auth::TokenClaims claims;
  claims.issuer = token.issuer;
  claims.audience = token.audience;
  claims.subject = std::to_string(token.user.value);
  claims.user_id = token.user.value;
  claims.issued_at = token.issued_at;
  claims.expires_at = token.expires_at;
  claims.id = token.id;
  claims.client_id = token.client_id;
  claims.session = token.session;
  claims_.push_back(std::move(claims));
  return "token-" + std::to_string(claims_.size() - 1);
}

std::optional<auth::TokenClaims> NumberedTokens::open(std::string_view text) {
  constexpr std::string_view prefix = "token-";
  std::size_t number = 0;
  if (!text.starts_with(prefix)) return std::nullopt;
  std::from_chars(text.data() + prefix.size(), text.data() + text.size(), number);
  return number < claims_.size() ? std::optional(claims_[number]) : std::nullopt;
}

void Mailboxes::send(Mail mail) {
  hand_over_->after_commit([this, mail = std::move(mail)] { mails_.push_back(mail); });
}

void Mailboxes::send_code(const auth::CodeMail& mail) {
  send({"code" + of_user(mail.user, mail.email), mail.code.text(), {}});
}

void Mailboxes::send_reset_code(const auth::ResetCodeMail& mail) {
  send({"reset" + of_user(mail.user, mail.email), mail.code.text(), mail.reset_id});
}

void Mailboxes::send_change_notice(const auth::ChangeNoticeMail& mail) {
  const std::string token = mail.undo_url.substr(mail.undo_url.rfind('/') + 1);
  send({"notice" + of_user(mail.user, mail.email) + " " + mail.change, token, {}});
}

void Mailboxes::send_reuse_notice(const auth::ReuseNoticeMail& mail) {
  send({"reuse" + of_user(mail.user, mail.email) + " " + mail.session_id, {}, {}});
}

}  // namespace gatehouse::simulator
