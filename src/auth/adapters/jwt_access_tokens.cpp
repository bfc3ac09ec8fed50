#include "auth/adapters/jwt_access_tokens.hpp"

#include "platform/crypto/base64url.hpp"
#include "platform/http/bearer.hpp"
#include "platform/json/reader.hpp"
#include "platform/json/writer.hpp"

namespace gatehouse::auth::adapters {
namespace {

constexpr std::string_view algorithm = "ES256";

struct Parts {
  std::string_view header;
  std::string_view claims;
  std::string_view signature;
  std::string_view signed_text;  // header and claims with the dot between them
};

std::optional<Parts> split(std::string_view text) {
  const auto first = text.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = text.find('.', first + 1);
  if (second == std::string_view::npos || text.find('.', second + 1) != std::string_view::npos)
    return std::nullopt;
  return Parts{text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1),
               text.substr(0, second)};
}

std::optional<json::Members> read_part(std::string_view part) {
  const auto json = crypto::from_base64url(part);
  if (!json) return std::nullopt;
  auto members = json::read_object(*json);
  if (!members) return std::nullopt;
  return std::move(*members);
}

/// The key that a header names; nullptr where anything in it is not as we write it.
const crypto::Es256PublicKey* key_of(const json::Members& header, const SigningKeys& keys) {
  const std::string* type = nullptr;
  const std::string* kid = nullptr;
  bool is_our_algorithm = false;
  for (const auto& [name, value] : header) {
    if (value.kind != json::Kind::string) return nullptr;
    if (name == "alg") {
      is_our_algorithm = value.text == algorithm;
    } else if (name == "typ") {
      type = &value.text;
    } else if (name == "kid") {
      kid = &value.text;
    } else {
      return nullptr;  // crit, jku, jwk, x5u, zip, …: we write none of them
    }
  }
  if (!is_our_algorithm || type == nullptr || kid == nullptr || !is_access_token_type(*type)) return nullptr;
  return keys.find(*kid);
}

bool take(const json::Value& value, std::optional<std::string>& claim) {
  if (value.kind != json::Kind::string) return false;
  claim = value.text;
  return true;
}

bool take(const json::Value& value, std::optional<std::int64_t>& claim) {
  if (value.kind != json::Kind::integer) return false;
  claim = value.integer;
  return true;
}

/// False where a claim that we know is of another kind. An audience that is a list is refused too: we write
/// one.
bool take_claim(const json::Member& member, TokenClaims& claims) {
  const auto& [name, value] = member;
  if (name == "iss") return take(value, claims.issuer);
  if (name == "aud") return take(value, claims.audience);
  if (name == "sub") return take(value, claims.subject);
  if (name == "user_id") return take(value, claims.user_id);
  if (name == "iat") return take(value, claims.issued_at);
  if (name == "nbf") return take(value, claims.not_before);
  if (name == "exp") return take(value, claims.expires_at);
  if (name == "jti") return take(value, claims.id);
  if (name == "client_id") return take(value, claims.client_id);
  return true;
}

template <class Value>
void write_member(std::string& json, std::string_view name, const Value& value) {
  json += json.empty() ? '{' : ',';
  json::write(json, name);
  json += ':';
  json::write(json, value);
}

std::string write_header(const std::string& kid) {
  std::string json;
  write_member(json, "typ", access_token_type);
  write_member(json, "alg", algorithm);
  write_member(json, "kid", std::string_view(kid));
  return json + '}';
}

std::string write_claims(const AccessToken& token) {
  std::string json;
  write_member(json, "iss", std::string_view(token.issuer));
  write_member(json, "aud", std::string_view(token.audience));
  write_member(json, "sub", std::string_view(std::to_string(token.user.value)));
  write_member(json, "user_id", token.user.value);
  write_member(json, "iat", token.issued_at);
  write_member(json, "exp", token.expires_at);
  write_member(json, "jti", std::string_view(token.id));
  write_member(json, "client_id", std::string_view(token.client_id));
  return json + '}';
}

}  // namespace

std::string JwtAccessTokens::sign(const AccessToken& token) {
  std::string text = crypto::to_base64url(write_header(keys_.active_kid()));
  text += '.';
  text += crypto::to_base64url(write_claims(token));
  const std::string signature = keys_.active().sign(text);
  text += '.';
  return text + crypto::to_base64url(signature);
}

std::optional<TokenClaims> JwtAccessTokens::open(std::string_view text) {
  if (text.size() > http::max_token_length) return std::nullopt;
  const auto parts = split(text);
  if (!parts) return std::nullopt;
  const auto header = read_part(parts->header);
  if (!header) return std::nullopt;
  const auto* key = key_of(*header, keys_);
  const auto signature = crypto::from_base64url(parts->signature);
  if (key == nullptr || !signature || !key->verify(parts->signed_text, *signature)) return std::nullopt;
  const auto members = read_part(parts->claims);
  if (!members) return std::nullopt;
  TokenClaims claims;
  for (const auto& member : *members) {
    if (!take_claim(member, claims)) return std::nullopt;
  }
  return claims;
}

}  // namespace gatehouse::auth::adapters
