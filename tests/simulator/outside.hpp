#pragma once

// What is outside of the simulated process and outlives it: time, chance, the people's mailboxes, and the
// keys. All of it is plain, so that a run depends on its seed alone; only what the limits of the product rest
// on is left to its own adapters.

#include <filesystem>
#include <string>
#include <vector>

#include "auth/app/ports.hpp"
#include "kernel/audit.hpp"
#include "kernel/clock.hpp"
#include "platform/messaging/hand_over.hpp"
#include "user/app/ports.hpp"

namespace gatehouse::simulator {

class SimulatedClock final : public Clock {
 public:
  Time now() const override { return now_; }
  Monotonic monotonic() const override { return Monotonic{steady_}; }
  /// Back, too; what is monotonic stays so.
  void move(std::chrono::milliseconds by) {
    now_ += by;
    if (by > std::chrono::milliseconds{0}) steady_ += by;
  }

 private:
  Time now_ = from_millis(1'795'339'800'000);  // 2026-11-22T09:30:00Z
  std::chrono::milliseconds steady_{0};
};

/// No code, id or secret comes twice in a run.
class CountedRandomness final : public auth::Randomness {
 public:
  auth::VerificationCode code() override {
    constexpr std::uint32_t step = 7919, lowest = 1000;
    drawn_ += step;
    return auth::VerificationCode::from_number(lowest + drawn_ % 990'001);
  }
  std::string token_id() override;
  std::string secret() override { return "secret-" + std::to_string(++secrets_); }

  /// The ids that were given since the last call.
  std::vector<std::string> take_ids() { return std::exchange(ids_, {}); }

 private:
  std::uint32_t drawn_ = 0;
  std::int64_t secrets_ = 0;
  std::int64_t last_id_ = 0;
  std::vector<std::string> ids_;
};

/// A hash that shows its password.
class PlainHasher final : public user::PasswordHasher {
 public:
  std::string hash(std::string_view password) override { return "hash of " + std::string(password); }
  std::string unusable_hash() override { return "no hash"; }
  bool verify(const std::string& stored, std::string_view password) override {
    return stored == hash(password);
  }
  bool needs_rehash(const std::string&) override { return false; }
  void verify_nobody() override {}
};

/// Tokens that are numbers of claims: nobody here forges any.
class NumberedTokens final : public auth::AccessTokens {
 public:
  std::string sign(const auth::AccessToken& token) override;
  std::optional<auth::TokenClaims> open(std::string_view text) override;

 private:
  std::vector<auth::TokenClaims> claims_;
};

struct Mail {
  std::string what;    // kind, user, address, what it is about
  std::string secret;  // the code, or the token of the link
  std::string about;   // the handle of a reset
};

/// Sends as the product's mailer that writes to the log does: after the commit of what the mail tells of.
class Mailboxes final : public auth::Mailer {
 public:
  void use(messaging::HandOver& hand_over) { hand_over_ = &hand_over; }
  void send_code(const auth::CodeMail& mail) override;
  void send_reset_code(const auth::ResetCodeMail& mail) override;
  void send_change_notice(const auth::ChangeNoticeMail& mail) override;
  void send_reuse_notice(const auth::ReuseNoticeMail& mail) override;

  std::vector<Mail> take() { return std::exchange(mails_, {}); }

 private:
  void send(Mail mail);

  messaging::HandOver* hand_over_ = nullptr;
  std::vector<Mail> mails_;
};

/// The trail has tests of its own.
class NoAudit final : public AuditTrail {
 public:
  void record(const AuditEvent&) override {}
};

struct Outside {
  SimulatedClock clock;
  CountedRandomness randomness;
  PlainHasher hasher;
  NumberedTokens tokens;
  Mailboxes mailboxes;
  NoAudit audit;
  std::filesystem::path note;  // of what is handed over
};

}  // namespace gatehouse::simulator
