#include "auth/app/issue_access_token.hpp"

namespace gatehouse::auth {

IssuedToken IssueAccessToken::operator()(const TokenSubject& subject) {
  const auto token = make_access_token(policy_, subject, randomness_.token_id(), clock_.now());
  return {tokens_.sign(token), std::chrono::seconds{token.expires_at - token.issued_at},
          Time{std::chrono::seconds{token.expires_at}}};
}

}  // namespace gatehouse::auth
