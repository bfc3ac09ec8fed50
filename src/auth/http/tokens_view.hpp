#pragma once

// The answer of whoever signs in or refreshes, in one place.

#include <optional>
#include <string>

#include "auth/app/issued_tokens.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

struct TokensView {
  std::string access_token;
  std::string token_type = "Bearer";
  std::int64_t expires_in = 0;
  std::string refresh_token;
  std::int64_t refresh_expires_in = 0;
  std::int64_t user_id = 0;
  std::string session_id;
  std::optional<std::string> device_token{};  // of a sign-in
};

TokensView view_of(IssuedTokens tokens);
http::AnswerShape<TokensView> tokens_shape();
http::AnswerShape<TokensView> signed_in_shape();

}  // namespace gatehouse::auth::api
