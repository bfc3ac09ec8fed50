#pragma once

// Stand-ins for what the use cases of the auth context ask the world for.

#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <vector>

#include "auth/app/ports.hpp"
#include "kernel/transactions.hpp"

namespace gatehouse::testing {

/// Accounts that hold unproven addresses. An address is text around one '@'; its key is in lower case.
class FakeAccounts final : public auth::Accounts {
 public:
  void add(UserId user, const std::string& email) { unproven_[user] = email; }
  void set_password(const std::string& name, const std::string& password, UserId user) {
    passwords_[{name, password}] = user;
  }
  /// Gives somebody an address, proven or not.
  void move(UserId user, const std::string& email, bool proven) {
    unproven_[user] = email;
    confirmed_.erase(user);
    if (proven) confirmed_.insert(user);
  }
  void prove_elsewhere(const std::string& email) { proven_.insert(key(email)); }
  void remove(UserId user) { unproven_.erase(user); }

  Result<std::optional<auth::PasswordProof>> check_password_by_nickname(std::string_view nickname,
                                                                        std::string_view password,
                                                                        auth::Admit admit) override {
    return check(nickname, password, admit);
  }
  Result<std::optional<auth::PasswordProof>> check_password_by_email(std::string_view email,
                                                                     std::string_view password,
                                                                     auth::Admit admit) override {
    return check(email, password, admit);
  }
  bool is_current(const auth::PasswordProof& proof) override {
    return proof.credential_version == credential_version;
  }

  bool exists(UserId user) override { return unproven_.contains(user); }

  std::optional<auth::Contact> contact(UserId user) override {
    const auto found = unproven_.find(user);
    if (found == unproven_.end()) return std::nullopt;
    const auto version = versions.find(user);
    return auth::Contact{user, found->second, confirmed_.contains(user), language,
                         version == versions.end() ? 1 : version->second};
  }

  std::optional<auth::Contact> owner_of(std::string_view email) override {
    for (const UserId user : confirmed_) {
      if (key(unproven_[user]) == key(email)) return contact(user);
    }
    return std::nullopt;
  }

  std::optional<std::string> canonical_email(std::string_view email) override {
    if (email.find('@') == std::string_view::npos || email.find(' ') != std::string_view::npos)
      return std::nullopt;
    return key(email);
  }

  std::optional<std::string> awaits_proof(UserId user, std::string_view email) override {
    const auto found = unproven_.find(user);
    if (found == unproven_.end() || key(found->second) != key(email) || confirmed_.contains(user))
      return std::nullopt;
    return found->second;
  }

  auth::Confirmation confirm_address(UserId user, std::string_view email) override {
    const std::scoped_lock lock(mutex_);
    if (!awaits_proof(user, email)) return auth::Confirmation::not_held;
    if (proven_.contains(key(email))) return auth::Confirmation::taken;
    confirmed_.insert(user);
    ++confirmations_;
    return auth::Confirmation::confirmed;
  }

  std::int64_t credential_version = 1;      // of everybody
  std::string language = "en";              // of everybody
  std::map<UserId, std::int64_t> versions;  // of passwords; 1 where there is none

  int confirmations() const { return confirmations_; }
  int password_checks() const { return password_checks_; }

 private:
  Result<std::optional<auth::PasswordProof>> check(std::string_view name, std::string_view password,
                                                   auth::Admit admit) {
    if (auto admitted = admit(login_of(name)); !admitted) return std::unexpected(admitted.error());
    ++password_checks_;
    const auto found = passwords_.find({std::string(name), std::string(password)});
    if (found == passwords_.end()) return std::nullopt;
    return auth::PasswordProof{found->second, credential_version};
  }

  auth::Login login_of(std::string_view name) const {
    for (const auto& [key, user] : passwords_) {
      if (key.first == name) return {user, "user:" + std::to_string(user.value)};
    }
    return {std::nullopt, "nobody:" + std::string(name)};
  }

  static std::string key(std::string_view email) {
    std::string lower(email);
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower;
  }

  std::mutex mutex_;
  std::map<UserId, std::string> unproven_;
  std::map<std::pair<std::string, std::string>, UserId> passwords_;
  std::set<std::string> proven_;
  std::set<UserId> confirmed_;
  int confirmations_ = 0;
  int password_checks_ = 0;
};

/// "hashes" by writing everything down.
class PlainCodeHashes final : public auth::CodeHashes {
 public:
  std::string hash(auth::Purpose purpose, UserId user, std::string_view email_key,
                   const auth::VerificationCode& code) override {
    return std::string(name_of(purpose)) + '|' + std::to_string(user.value) + '|' + std::string(email_key) +
           '|' + code.text();
  }
  bool equal(std::string_view a, std::string_view b) override {
    ++comparisons;
    return a == b;
  }

  int comparisons = 0;
};

/// Codes 000000, 000001, …
class CountingRandomness final : public auth::Randomness {
 public:
  auth::VerificationCode code() override { return auth::VerificationCode::from_number(next_code_++); }
  std::string token_id() override { return "id-" + std::to_string(next_id_++); }
  std::string secret() override { return "secret-" + std::to_string(next_secret_++); }

 private:
  std::uint32_t next_code_ = 0;
  int next_id_ = 0;
  int next_secret_ = 0;
};

class CollectingMailer final : public auth::Mailer {
 public:
  struct Code {
    UserId user;
    std::string email;
    std::string language;
    std::string code;
    Time expires_at;
  };
  void send_code(const auth::CodeMail& mail) override {
    if (broken) throw std::runtime_error("the mailer is broken");
    codes.push_back({mail.user, mail.email, mail.language, mail.code.text(), mail.expires_at});
  }
  void send_reset_code(const auth::ResetCodeMail& mail) override {
    if (broken) throw std::runtime_error("the mailer is broken");
    reset_codes.push_back(mail);
  }
  void send_change_notice(const auth::ChangeNoticeMail& mail) override {
    if (broken) throw std::runtime_error("the mailer is broken");
    notices.push_back(mail);
  }
  void send_reuse_notice(const auth::ReuseNoticeMail& mail) override {
    if (broken) throw std::runtime_error("the mailer is broken");
    reuse_notices.push_back(mail);
  }

  bool broken = false;
  std::vector<Code> codes;
  std::vector<auth::ResetCodeMail> reset_codes;
  std::vector<auth::ChangeNoticeMail> notices;
  std::vector<auth::ReuseNoticeMail> reuse_notices;
};

class CollectingEvents final : public auth::Events {
 public:
  void append(const auth::VerificationRequested& event) override { all.push_back(event); }
  void append(const auth::SessionReused& event) override { reused.push_back(event); }
  void append(const auth::PasswordResetRequested& event) override { resets.push_back(event); }

  std::vector<auth::VerificationRequested> all;
  std::vector<auth::SessionReused> reused;
  std::vector<auth::PasswordResetRequested> resets;
};

/// Signs by writing the user and the time down.
class PlainAccessTokens final : public auth::AccessTokens {
 public:
  std::string sign(const auth::AccessToken& token) override {
    issued.push_back(token);
    return "token-" + std::to_string(issued.size() - 1);
  }
  std::optional<auth::TokenClaims> open(std::string_view text) override {
    if (!text.starts_with("token-")) return std::nullopt;
    const auto& token = issued.at(std::stoul(std::string(text.substr(6))));
    return auth::TokenClaims{.issuer = token.issuer,
                             .audience = token.audience,
                             .subject = std::to_string(token.user.value),
                             .user_id = token.user.value,
                             .issued_at = token.issued_at,
                             .not_before = std::nullopt,
                             .expires_at = token.expires_at,
                             .id = token.id,
                             .client_id = token.client_id,
                             .session = token.session};
  }

  std::vector<auth::AccessToken> issued;
};

/// Runs the body and says whether its change would have been kept.
class PlainTransactions final : public Transactions {
 public:
  int kept = 0;
  int undone = 0;

 private:
  void run_body(FunctionRef<bool()> body) override { ++(body() ? kept : undone); }
};

}  // namespace gatehouse::testing
