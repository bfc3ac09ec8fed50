#pragma once

// A bench for forged tokens: signs any header and claims with the server's own key, so that what is refused
// is refused for what it says and not for its signature alone.

#include <gtest/gtest.h>

#include <string>

#include "auth/adapters/jwt_access_tokens.hpp"
#include "auth/adapters/revocations.hpp"
#include "auth/adapters/signing_keys.hpp"
#include "auth/adapters/tables.hpp"
#include "auth/adapters/token_cache.hpp"
#include "auth/app/authenticate.hpp"
#include "platform/crypto/base64url.hpp"
#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/key_house.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::adapters {

class ForgedTokens : public ::testing::Test {
 protected:
  bool is_believed(std::string_view token) { return authenticate_(token).has_value(); }

  std::string good_header() const {
    return R"({"typ":"at+jwt","alg":"ES256","kid":")" + keys_.active()->kid + R"("})";
  }

  std::string good_claims() const {
    return R"({"iss":"https://id.example.com","aud":"api","sub":"17","user_id":17,"iat":)" + seconds(0) +
           R"(,"exp":)" + seconds(900) + R"(,"jti":"j","client_id":"gatehouse","sid":"s"})";
  }

  /// So many seconds from now.
  std::string seconds(std::int64_t from_now) const {
    return std::to_string(to_millis(clock_.now()) / 1000 + from_now);
  }

  std::string sign(const std::string& header, const std::string& claims) const {
    const std::string text = crypto::to_base64url(header) + '.' + crypto::to_base64url(claims);
    return text + '.' + crypto::to_base64url(keys_.active()->key.sign(text));
  }

  /// The good claims with the first `from` written as `to`.
  static std::string with(std::string json, std::string_view from, std::string_view to) {
    const auto at = json.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return json.replace(at, from.size(), to);
  }

  bool believes_claims(std::string_view from, std::string_view to) {
    return is_believed(sign(good_header(), with(good_claims(), from, to)));
  }
  bool believes_header(std::string_view from, std::string_view to) {
    return is_believed(sign(with(good_header(), from, to), good_claims()));
  }

  testing::ManualClock clock_;
  testing::FreshDatabase database_{sql::Dialect::sqlite, tables()};
  testing::KeyHouse house_{*database_, clock_};
  SigningKeys& keys_ = house_.keys();
  JwtAccessTokens tokens_{keys_};
  TokenCache cache_;
  Revocations revocations_{clock_, std::nullopt};
  Authenticate authenticate_{
      tokens_, cache_, revocations_, clock_, {"https://id.example.com", "api", std::chrono::seconds{900}}};
};

}  // namespace gatehouse::auth::adapters
