// The pages at /undo/{token} as a browser sees them.

#include "auth/http/undo.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/auth/recovery_house.hpp"

namespace gatehouse::auth::api {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr UserId kim{7};

class UndoPages : public ::testing::Test {
 protected:
  UndoPages() { house_.accounts.move(kim, "thief@example.com", true); }

  /// The token of a new link.
  std::string tell(const std::string& former = "kim@example.com", bool verified = true,
                   const std::string& change = "email") {
    house_.tell_of_change(
        {kim, change, {former, verified ? std::optional(house_.clock.now()) : std::nullopt}});
    const std::string& url = house_.mailer.notices.back().undo_url;
    return url.substr(url.rfind('/') + 1);
  }
  http::Reply ask(const http::Endpoint& endpoint, const std::string& token, const std::string& form,
                  const std::string& language) {
    http::Request request;
    request.method = endpoint.method;
    request.path = "/undo/" + token;
    request.path_text = token;
    request.body = form;
    request.headers = {{"accept-language", language}};
    return endpoint.serve(request, {}).value();
  }
  http::Reply read(const std::string& token, const std::string& language = "en") {
    return ask(page_, token, {}, language);
  }
  http::Reply press(const std::string& token, const std::string& form = {}) {
    return ask(button_, token, form, "en");
  }

  testing::RecoveryHouse house_;
  http::Endpoint page_ = undo_page(house_.undo_change);
  http::Endpoint button_ = undo(house_.undo_change);
};

int count(const std::string& text, const std::string& part) {
  int found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST_F(UndoPages, SayWhatWillHappenAndHaveOneButton) {
  const auto reply = read(tell());
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body, HasSubstr("<strong>kim@example.com</strong>"));
  EXPECT_THAT(reply.body, HasSubstr("another e-mail address"));
  EXPECT_THAT(reply.body, HasSubstr("choose a new one on the next page"));
  EXPECT_EQ(count(reply.body, "<button"), 1);
  EXPECT_THAT(reply.body, Not(HasSubstr("<input")));
  EXPECT_THAT(reply.body, Not(HasSubstr("thief")));
}

TEST_F(UndoPages, SayOtherwiseWhereItIsThePasswordOrTheAddressWasNeverProven) {
  const auto reply = read(tell("kim@example.com", false, "password"));
  EXPECT_THAT(reply.body, HasSubstr("The password of the account"));
  EXPECT_THAT(reply.body, HasSubstr("its password stays as it is"));
}

TEST_F(UndoPages, ChangeNothingWhenTheyAreRead) {
  const std::string token = tell();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(read(token).status, 200);
  EXPECT_EQ(house_.accounts.contact(kim)->email, "thief@example.com");
}

TEST_F(UndoPages, UndoAndAskForAPasswordWhenTheButtonIsPressed) {
  const std::string token = tell();
  const auto undone = press(token);
  EXPECT_EQ(undone.status, 200);
  EXPECT_THAT(undone.body, HasSubstr("name=\"new_password\""));
  EXPECT_THAT(undone.body, HasSubstr("autocomplete=\"new-password\""));
  EXPECT_EQ(count(undone.body, "<button"), 1);
  EXPECT_EQ(house_.accounts.contact(kim)->email, "kim@example.com");
  EXPECT_THAT(read(token).body, HasSubstr("name=\"new_password\""));
  const auto set = press(token, "new_password=fresh+lantern");
  EXPECT_EQ(set.status, 200);
  EXPECT_EQ(house_.recovery.passwords[kim], "fresh lantern");
  EXPECT_THAT(set.body, Not(HasSubstr("<form")));
}

TEST_F(UndoPages, TellInWordsWhyAPasswordIsRefused) {
  const std::string token = tell();
  press(token);
  const auto refused = press(token, "new_password=own+name");
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("role=\"alert\"><strong>Your own.<"));
  EXPECT_THAT(refused.body, HasSubstr("aria-describedby=\"fault\""));
  EXPECT_EQ(press(token, "new_password=fresh+lantern").status, 200);
}

TEST_F(UndoPages, SayThatThePasswordIsMissingWhereItsFormCameEmpty) {
  const std::string token = tell();
  press(token);
  const auto before = house_.recovery.passwords;
  const auto refused = press(token, "new_password=");
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("role=\"alert\"><strong>Type the new password first.<"));
  EXPECT_THAT(ask(button_, token, "new_password=", "ko").body, HasSubstr("새 비밀번호를 입력하세요."));
  EXPECT_EQ(house_.recovery.passwords, before);
  EXPECT_EQ(press(token).status, 200);  // the button of the page before, once more
  EXPECT_EQ(press(token, "new_password=fresh+lantern").status, 200);
}

TEST_F(UndoPages, AskForNoPasswordWhereTheAddressWasNeverProven) {
  const std::string token = tell("typo@example.com", false);
  const auto undone = press(token);
  EXPECT_EQ(undone.status, 200);
  EXPECT_THAT(undone.body, Not(HasSubstr("<form")));
  EXPECT_EQ(press(token, "new_password=fresh+lantern").status, 410);
}

TEST_F(UndoPages, SayThatTheAddressIsElsewhere) {
  house_.recovery.address_is_elsewhere = true;
  EXPECT_THAT(press(tell()).body, HasSubstr("Another account has confirmed"));
}

TEST_F(UndoPages, TakeNoPasswordBeforeTheButton) {
  const std::string token = tell();
  EXPECT_EQ(press(token, "new_password=fresh+lantern").status, 409);
  EXPECT_EQ(house_.accounts.contact(kim)->email, "thief@example.com");
  EXPECT_TRUE(house_.recovery.passwords.empty());
}

TEST_F(UndoPages, SayThatALinkIsNotGoodAndWhatToDo) {
  const std::string token = tell();
  press(token);
  press(token, "new_password=fresh+lantern");
  for (const auto& reply : {read(token), press(token), press(token, "new_password=another+one")}) {
    EXPECT_EQ(reply.status, 410);
    EXPECT_THAT(reply.body, HasSubstr("ask for a new password where you sign in"));
  }
  EXPECT_EQ(house_.recovery.passwords[kim], "fresh lantern");
  for (const auto& reply :
       {read("nothing"), press("nothing"), press("nothing", "new_password=another+one")}) {
    EXPECT_EQ(reply.status, 404);
    EXPECT_THAT(reply.body, HasSubstr("ask for a new password where you sign in"));
  }
}

TEST_F(UndoPages, SpeakTheLanguageOfTheAccountOrTheBrowser) {
  const std::string token = tell();
  EXPECT_THAT(read(token, "de, en;q=0.5").body, HasSubstr("<html lang=\"en\">"));
  EXPECT_THAT(read(token, "ko-KR").body, HasSubstr("<html lang=\"ko\">"));
  EXPECT_THAT(read("nothing", "ko").body, HasSubstr("<html lang=\"ko\">"));
  house_.accounts.language = "ko";
  EXPECT_THAT(read(token, "en").body, HasSubstr("<html lang=\"ko\">"));
}

TEST_F(UndoPages, EscapeWhatIsNotTheirs) {
  const auto reply = read(tell("\"<i>'&@example.com"));
  EXPECT_THAT(reply.body, HasSubstr("&lt;i&gt;"));
  EXPECT_THAT(reply.body, Not(HasSubstr("<i>")));
}

TEST_F(UndoPages, HashOnTheHashingLaneOnlyAndAreNoPartOfTheApi) {
  EXPECT_EQ(button_.lane, http::LaneName::hashing);
  EXPECT_NE(page_.lane, http::LaneName::hashing);
  EXPECT_FALSE(page_.documented);
  EXPECT_FALSE(button_.documented);
}

}  // namespace
}  // namespace gatehouse::auth::api
