#include "auth/adapters/revocation_document.hpp"

#include <gtest/gtest.h>

#include "auth/adapters/jws.hpp"
#include "kernel/unavailable.hpp"
#include "tests/support/auth/forged_tokens.hpp"

namespace gatehouse::auth::adapters {
namespace {

using namespace std::chrono_literals;

class ListedRevocations : public ForgedTokens {
 protected:
  std::string text() { return document_.current()->text; }
  std::string tag() { return document_.current()->tag; }

  static std::string part(const std::string& text, int number) {
    std::size_t from = 0;
    for (; number > 0; --number) from = text.find('.', from) + 1;
    return *crypto::from_base64url(text.substr(from, text.find('.', from) - from));
  }
  std::string claims() { return part(text(), 1); }
  std::string claims_with(const std::string& lists) const {
    return R"({"iss":"https://id.example.com","iat":)" + seconds(0) + R"(,"exp":)" + seconds(60) + ',' +
           lists + '}';
  }

  RevocationDocument document_{revocations_, keys_, clock_, "https://id.example.com"};
};

TEST_F(ListedRevocations, AreSignedByAKeyOfTheSetUnderATypeOfTheirOwn) {
  EXPECT_EQ(part(text(), 0),
            R"({"typ":"revocations+jwt","alg":"ES256","kid":")" + keys_.active()->kid + R"("})");
  EXPECT_TRUE(open_jws(keys_, text(), [](std::string_view type) { return type == revocations_type; }));
}

TEST_F(ListedRevocations, AreNoAccessToken) {
  EXPECT_FALSE(is_believed(text()));
  const auto of_our_type = sign(with(good_header(), "at+jwt", revocations_type), good_claims());
  EXPECT_FALSE(is_believed(of_our_type));
  const auto list_as_token = sign(good_header(), claims());
  EXPECT_FALSE(is_believed(list_as_token));
}

TEST_F(ListedRevocations, AreEmptyListsWhereNothingHasEnded) {
  EXPECT_EQ(claims(), claims_with(R"("sids":[],"users":{})"));
}

TEST_F(ListedRevocations, NameSessionsAndUsers) {
  const Time until = clock_.now() + 900s;
  revocations_.session_ended("b", UserId{1}, until);
  revocations_.session_ended("a \"quoted\" one", UserId{1}, until);
  revocations_.tokens_refused_before(UserId{17}, 1'700'000'000, until);
  revocations_.tokens_refused_before(UserId{3}, 1'700'000'001, until);
  EXPECT_EQ(claims(), claims_with(R"("sids":["a \"quoted\" one","b"],)"
                                  R"("users":{"3":1700000001,"17":1700000000})"));
}

TEST_F(ListedRevocations, AreUpToDateAtOnce) {
  const auto before = tag();
  revocations_.session_ended("a", UserId{1}, clock_.now() + 900s);
  EXPECT_EQ(claims(), claims_with(R"("sids":["a"],"users":{})"));
  EXPECT_NE(tag(), before);
}

TEST_F(ListedRevocations, AreNotSignedForEachReader) {
  const auto first = document_.current();
  clock_.advance(RevocationDocument::renewed_after - 1ms);
  EXPECT_EQ(document_.current(), first);
}

TEST_F(ListedRevocations, AreSignedAnewBeforeTheyAreOld) {
  revocations_.session_ended("a", UserId{1}, clock_.now() + 10s);
  const auto first = tag();
  clock_.advance(RevocationDocument::renewed_after);
  EXPECT_NE(tag(), first);
  EXPECT_EQ(claims(), claims_with(R"("sids":[],"users":{})"));
}

TEST_F(ListedRevocations, OfManyEntriesAreSignedOnceASecondAtMost) {
  for (std::size_t i = 0; i <= RevocationDocument::most_at_once; ++i) {
    revocations_.session_ended(std::to_string(i), UserId{1}, clock_.now() + 900s);
  }
  const auto first = document_.current();
  revocations_.session_ended("a", UserId{1}, clock_.now() + 900s);
  clock_.advance(999ms);
  EXPECT_EQ(document_.current(), first);
  clock_.advance(1ms);
  EXPECT_NE(document_.current(), first);
}

TEST_F(ListedRevocations, AreSignedAnewOnceAnotherKeySigns) {
  const auto first = document_.current();
  house_.rotate("ES256", KeyStart::at_once);
  keys_.refresh();
  EXPECT_NE(document_.current(), first);
  EXPECT_TRUE(open_jws(keys_, text(), [](std::string_view type) { return type == revocations_type; }));
}

TEST_F(ListedRevocations, AreNotFromTheFuture) {
  text();
  clock_.advance(-5s);
  EXPECT_EQ(claims(), claims_with(R"("sids":[],"users":{})"));
}

TEST_F(ListedRevocations, AreNotToldWhereTheyAreNotKnown) {
  Revocations shared(clock_, Revocations::oldest_shared_view);
  RevocationDocument document(shared, keys_, clock_, "https://id.example.com");
  shared.know_all_before(clock_.monotonic());
  EXPECT_TRUE(document.current());
  clock_.advance(6s);
  EXPECT_THROW(document.current(), Unavailable);
}

}  // namespace
}  // namespace gatehouse::auth::adapters
