#include "auth/app/issue_access_token.hpp"

namespace gatehouse::auth {

IssuedToken IssueAccessToken::operator()(UserId user) {
  const auto token = make_access_token(policy_, user, randomness_.token_id(), clock_.now());
  return {tokens_.sign(token), policy_.lifetime};
}

}  // namespace gatehouse::auth
