#include "auth/adapters/user_accounts.hpp"

#include <gtest/gtest.h>

namespace gatehouse::auth::adapters {
namespace {

/// Answers with what it was asked.
class EchoingUsers final : public user::Questions {
 public:
  Result<std::optional<user::PasswordProof>> check_password_by_nickname(std::string_view nickname,
                                                                        std::string_view password,
                                                                        user::Admit admit) override {
    return check(nickname == "kim" && password == "right", {UserId{1}, 3}, admit);
  }
  Result<std::optional<user::PasswordProof>> check_password_by_email(std::string_view email,
                                                                     std::string_view password,
                                                                     user::Admit admit) override {
    return check(email == "kim@example.com" && password == "right", {UserId{2}, 4}, admit);
  }
  bool is_current(const user::PasswordProof& proof) override { return proof.credential_version == 3; }
  bool account_exists(UserId user) override { return user == UserId{1}; }
  std::optional<user::Contact> contact(UserId user) override {
    if (user != UserId{1}) return std::nullopt;
    return user::Contact{user, "kim@example.com", true, "ko", 3};
  }
  std::optional<std::string> canonical_email(std::string_view email) override {
    return "key of " + std::string(email);
  }
  std::optional<std::string> awaits_proof(UserId, std::string_view email) override {
    return "held " + std::string(email);
  }
  user::Confirmation confirm_address(UserId, std::string_view) override { return confirmation; }
  std::optional<user::Contact> owner_of(std::string_view email) override {
    return user::Contact{UserId{9}, std::string(email), true, "en", 1};
  }

  user::Confirmation confirmation = user::Confirmation::confirmed;

 private:
  static Result<std::optional<user::PasswordProof>> check(bool right, user::PasswordProof proof,
                                                          user::Admit admit) {
    const auto admitted = admit({proof.user, "user:" + std::to_string(proof.user.value)});
    if (!admitted) return std::unexpected(admitted.error());
    return right ? std::optional(proof) : std::nullopt;
  }
};

class AskingTheUserContext : public ::testing::Test {
 protected:
  EchoingUsers users_;
  UserAccounts accounts_{users_};
};

TEST_F(AskingTheUserContext, ChecksPasswordsByTheRightName) {
  const auto admit = [](const Login&) -> Result<void> { return {}; };
  EXPECT_EQ(accounts_.check_password_by_nickname("kim", "right", admit).value(),
            (PasswordProof{UserId{1}, 3}));
  EXPECT_EQ(accounts_.check_password_by_email("kim@example.com", "right", admit).value(),
            (PasswordProof{UserId{2}, 4}));
  EXPECT_EQ(accounts_.check_password_by_nickname("kim@example.com", "right", admit).value(), std::nullopt);
}

TEST_F(AskingTheUserContext, PassesOnWhoIsAdmittedAndTheRefusal) {
  const auto outcome = accounts_.check_password_by_email("kim@example.com", "right", [](const Login& login) {
    EXPECT_EQ(login.user, UserId{2});
    EXPECT_EQ(login.key, "user:2");
    return Result<void>(refuse_for(std::chrono::seconds{5}));
  });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, too_many_requests);
}

TEST_F(AskingTheUserContext, KnowsAProofThatIsCurrent) {
  EXPECT_TRUE(accounts_.is_current({UserId{1}, 3}));
  EXPECT_FALSE(accounts_.is_current({UserId{1}, 2}));
}

TEST_F(AskingTheUserContext, PassesOnWhatItIsTold) {
  EXPECT_TRUE(accounts_.exists(UserId{1}));
  EXPECT_FALSE(accounts_.exists(UserId{2}));
  EXPECT_EQ(accounts_.canonical_email("x"), "key of x");
  EXPECT_EQ(accounts_.awaits_proof(UserId{1}, "x"), "held x");
  EXPECT_EQ(accounts_.owner_of("x"), (Contact{UserId{9}, "x", true, "en", 1}));
}

TEST_F(AskingTheUserContext, LearnsWhereSomebodyCanBeWrittenTo) {
  EXPECT_EQ(accounts_.contact(UserId{1}), (Contact{UserId{1}, "kim@example.com", true, "ko", 3}));
  EXPECT_FALSE(accounts_.contact(UserId{2}));
}

TEST_F(AskingTheUserContext, TellsTheThreeOutcomesOfAProofApart) {
  EXPECT_EQ(accounts_.confirm_address(UserId{1}, "x"), Confirmation::confirmed);
  users_.confirmation = user::Confirmation::taken;
  EXPECT_EQ(accounts_.confirm_address(UserId{1}, "x"), Confirmation::taken);
  users_.confirmation = user::Confirmation::not_held;
  EXPECT_EQ(accounts_.confirm_address(UserId{1}, "x"), Confirmation::not_held);
}

}  // namespace
}  // namespace gatehouse::auth::adapters
