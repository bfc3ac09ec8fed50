#include "auth/adapters/jwt_access_tokens.hpp"

#include "auth/adapters/jws.hpp"
#include "platform/http/bearer.hpp"
#include "platform/json/writer.hpp"

namespace gatehouse::auth::adapters {
namespace {

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
  if (name == "sid") return take(value, claims.session);
  return true;
}

template <class Value>
void write_member(std::string& json, std::string_view name, const Value& value) {
  json += json.empty() ? '{' : ',';
  json::write(json, name);
  json += ':';
  json::write(json, value);
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
  write_member(json, "sid", std::string_view(token.session));
  return json + '}';
}

}  // namespace

std::string JwtAccessTokens::sign(const AccessToken& token) {
  return sign_jws(keys_, access_token_type, write_claims(token));
}

std::optional<TokenClaims> JwtAccessTokens::open(std::string_view text) {
  if (text.size() > http::max_token_length) return std::nullopt;
  const auto members = open_jws(keys_, text, is_access_token_type);
  if (!members) return std::nullopt;
  TokenClaims claims;
  for (const auto& member : *members) {
    if (!take_claim(member, claims)) return std::nullopt;
  }
  return claims;
}

}  // namespace gatehouse::auth::adapters
