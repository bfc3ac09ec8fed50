// Tokens by their form and signature: attack cases J01 to J09 and J16. A bench signs them with the server's
// own key.

#include "auth/adapters/jwt_access_tokens.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include "platform/json/reader.hpp"
#include "tests/support/auth/forged_tokens.hpp"

namespace gatehouse::auth::adapters {
namespace {

class TokenForm : public ForgedTokens {
 protected:
  std::string good() const { return sign(good_header(), good_claims()); }

  struct Parts {
    std::string header, claims, signature;
    std::string text() const { return header + '.' + claims + '.' + signature; }
  };
  Parts good_parts() const {
    const auto token = good();
    const auto first = token.find('.');
    const auto second = token.find('.', first + 1);
    return {token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1)};
  }
};

TEST_F(TokenForm, IsBelievedAsTheServerSignsIt) {
  const auto token = tokens_.sign({.issuer = "https://id.example.com",
                                   .audience = "api",
                                   .user = UserId{17},
                                   .issued_at = to_millis(clock_.now()) / 1000,
                                   .expires_at = to_millis(clock_.now()) / 1000 + 900,
                                   .id = "a \"quoted\" id",
                                   .client_id = "gatehouse",
                                   .session = "s"});
  const auto holder = authenticate_(token);
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->user, UserId{17});
  EXPECT_EQ(tokens_.open(token)->id, "a \"quoted\" id");
}

TEST_F(TokenForm, HasTheHeaderAndClaimsOfRfc9068) {
  const auto token =
      tokens_.sign({"https://id.example.com", "api", UserId{17}, 1000, 1900, "j", "gatehouse", "s"});
  const auto first = token.find('.');
  const auto second = token.find('.', first + 1);
  EXPECT_EQ(crypto::from_base64url(token.substr(0, first)),
            R"({"typ":"at+jwt","alg":"ES256","kid":")" + keys_.active()->kid + R"("})");
  EXPECT_EQ(
      crypto::from_base64url(token.substr(first + 1, second - first - 1)),
      R"({"iss":"https://id.example.com","aud":"api","sub":"17","user_id":17,"iat":1000,"exp":1900,"jti":"j",)"
      R"("client_id":"gatehouse","sid":"s"})");
}

TEST_F(TokenForm, OfTheBenchIsBelieved) { EXPECT_TRUE(is_believed(good())); }

TEST_F(TokenForm, WithAnotherAlgorithmIsRefused) {  // J01, J03
  for (const auto* alg :
       {R"("none")", R"("None")", R"("nOnE")", R"("")", "null", R"(["ES256"])", "256", R"("es256")",
        R"("HS256")", R"("RS256")", R"("RS512")", R"("PS256")", R"("ES384")", R"("EdDSA")"}) {
    EXPECT_FALSE(believes_header(R"("ES256")", alg)) << alg;
  }
  EXPECT_FALSE(believes_header(R"("alg":"ES256",)", ""));
}

TEST_F(TokenForm, WithoutASignatureIsRefused) {  // J01
  const auto parts = good_parts();
  EXPECT_FALSE(is_believed(parts.header + '.' + parts.claims + '.'));
  EXPECT_FALSE(is_believed(parts.header + '.' + parts.claims));
  const auto none = crypto::to_base64url(R"({"typ":"at+jwt","alg":"none"})");
  EXPECT_FALSE(is_believed(none + '.' + parts.claims + '.'));
  EXPECT_FALSE(is_believed(none + '.' + parts.claims + '.' + parts.signature));
}

TEST_F(TokenForm, SignedByHmacWithThePublicKeyIsRefused) {  // J02
  const std::string header = with(good_header(), "ES256", "HS256");
  const std::string text = crypto::to_base64url(header) + '.' + crypto::to_base64url(good_claims());
  const auto key = crypto::Es256PrivateKey::from_der(keys_.active()->key.private_form())->public_key();
  for (const auto& secret : {keys_.document(), key.x() + key.y(), '\x04' + key.x() + key.y()}) {
    crypto_auth_hmacsha256_state state;
    std::string mac(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(mac.data()));
    EXPECT_FALSE(is_believed(text + '.' + crypto::to_base64url(mac)));
  }
}

TEST_F(TokenForm, WithAnImpossibleSignatureIsRefused) {  // J04
  const auto parts = good_parts();
  for (const auto& signature : {std::string(64, '\0'), std::string(64, '\xFF'), std::string(63, 'x'),
                                std::string(65, 'x'), *crypto::from_base64url(parts.signature) + '\0'}) {
    EXPECT_FALSE(is_believed(Parts{parts.header, parts.claims, crypto::to_base64url(signature)}.text()));
  }
}

TEST_F(TokenForm, WithASignatureChangedInAnyBitIsRefused) {  // J05
  const auto parts = good_parts();
  const auto signature = *crypto::from_base64url(parts.signature);
  for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
    auto changed = signature;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(is_believed(Parts{parts.header, parts.claims, crypto::to_base64url(changed)}.text())) << bit;
  }
}

TEST_F(TokenForm, WithTheSignatureOfAnotherTokenOrKeyIsRefused) {  // J05, J22
  const auto parts = good_parts();
  const auto text = parts.header + '.' + parts.claims;
  EXPECT_FALSE(is_believed(text + '.' + crypto::to_base64url(keys_.active()->key.sign(text + "x"))));
  EXPECT_FALSE(
      is_believed(text + '.' + crypto::to_base64url(crypto::Es256PrivateKey::generate().sign(text))));
}

TEST_F(TokenForm, InAnyOtherBase64IsRefused) {  // J06
  const auto parts = good_parts();
  const auto spoil = [](std::string part, std::string_view with) { return part.append(with); };
  for (const auto* tail : {"=", "==", " ", "\n", "\r\n", "+", "/", "\xC3\xA9"}) {
    EXPECT_FALSE(is_believed(Parts{spoil(parts.header, tail), parts.claims, parts.signature}.text())) << tail;
    EXPECT_FALSE(is_believed(Parts{parts.header, spoil(parts.claims, tail), parts.signature}.text())) << tail;
    EXPECT_FALSE(is_believed(Parts{parts.header, parts.claims, spoil(parts.signature, tail)}.text())) << tail;
    EXPECT_FALSE(is_believed(tail + good())) << tail;
  }
  // 64 octets leave four spare bits in the last character: 'A', 'Q', 'g', 'w' have them zero.
  auto spare = parts;
  ++spare.signature.back();
  EXPECT_FALSE(is_believed(spare.text()));
}

TEST_F(TokenForm, WithAnyOtherNumberOfPartsIsRefused) {  // J07
  const auto parts = good_parts();
  for (const auto& text :
       {std::string(), std::string("."), std::string(".."), std::string("..."), parts.header,
        parts.text() + '.', parts.text() + ".x", '.' + parts.text(), parts.text() + ".." + parts.text(),
        '.' + parts.claims + '.' + parts.signature, parts.header + ".." + parts.signature,
        std::string(100'000, '.'), R"({"payload":")" + parts.claims + R"("})"}) {
    EXPECT_FALSE(is_believed(text));
  }
}

TEST_F(TokenForm, ThatIsTooLongIsRefused) {  // J07
  const auto long_id = [&](std::size_t length) {
    return sign(good_header(),
                with(good_claims(), R"("jti":"j")", R"("jti":")" + std::string(length, 'j') + '"'));
  };
  EXPECT_TRUE(is_believed(long_id(5'000)));
  EXPECT_FALSE(is_believed(long_id(6'200)));
}

TEST_F(TokenForm, WithAnotherKeyNameIsRefused) {  // J08
  const std::string kid = '"' + keys_.active()->kid + '"';
  for (const std::string& other :
       {std::string(R"("unknown")"), std::string(R"("../../dev/null")"), std::string(R"("' OR 1=1")"),
        std::string(R"("|id")"), R"(["x"])" + std::string(), std::string("1"), std::string("null"),
        '[' + kid + ']', std::string(R"("")"), R"("\u0000)" + keys_.active()->kid + '"',
        '"' + std::string(4'000, 'k') + '"'}) {
    EXPECT_FALSE(believes_header(kid, other)) << other;
  }
  EXPECT_FALSE(believes_header(R"(,"kid":)" + kid, ""));
}

TEST_F(TokenForm, ThatBringsAKeyOrAnExtensionIsRefused) {  // J09, J16
  for (const auto* member :
       {R"("jku":"https://evil.example/jwks")", R"("x5u":"https://evil.example/x")", R"("jwk":{"kty":"EC"})",
        R"("x5c":["MII"])", R"("crit":["exp"])", R"("crit":["x"],"x":1)", R"("crit":[])", R"("b64":false)",
        R"("zip":"DEF")", R"("cty":"JWT")", R"("x":null)"}) {
    EXPECT_FALSE(believes_header(R"("typ")", std::string(member) + R"(,"typ")")) << member;
  }
}

TEST_F(TokenForm, WithAHeaderThatIsNoObjectIsRefused) {
  for (const auto* header : {"", "null", "[]", "1", R"("x")", "{", "{}", "\xFF"}) {
    EXPECT_FALSE(is_believed(sign(header, good_claims()))) << header;
  }
}

}  // namespace
}  // namespace gatehouse::auth::adapters
