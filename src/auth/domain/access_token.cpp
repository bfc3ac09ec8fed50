#include "auth/domain/access_token.hpp"

#include <algorithm>

namespace gatehouse::auth {
namespace {

std::int64_t whole_seconds(Time time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_ignoring_case(std::string_view a, std::string_view lower_case) {
  return std::ranges::equal(a, lower_case, {}, lower);
}

/// The subject is the user id as text; both must be there and agree.
std::optional<UserId> user_of(const TokenClaims& claims) {
  if (!claims.subject || !claims.user_id) return std::nullopt;
  const auto subject = parse_id(*claims.subject);
  if (!subject || *subject != *claims.user_id) return std::nullopt;
  return UserId{*subject};
}

bool is_ours(const TokenClaims& claims, const TokenPolicy& policy) {
  return claims.issuer == policy.issuer && claims.audience == policy.audience && claims.id &&
         !claims.id->empty() && claims.client_id && !claims.client_id->empty() && claims.session &&
         !claims.session->empty();
}

}  // namespace

AccessToken make_access_token(const TokenPolicy& policy, const TokenSubject& subject, std::string id,
                              Time now) {
  const std::int64_t issued_at = whole_seconds(now);
  return {.issuer = policy.issuer,
          .audience = policy.audience,
          .user = subject.user,
          .issued_at = issued_at,
          .expires_at = std::min(issued_at + policy.lifetime.count(), whole_seconds(subject.session_end)),
          .id = std::move(id),
          .client_id = std::string(first_party_client),
          .session = subject.session};
}

bool is_access_token_type(std::string_view typ) {
  constexpr std::string_view media_prefix = "application/";
  if (typ.size() > media_prefix.size() &&
      equal_ignoring_case(typ.substr(0, media_prefix.size()), media_prefix)) {
    typ.remove_prefix(media_prefix.size());
  }
  return equal_ignoring_case(typ, access_token_type);
}

bool is_timely(const TokenHolder& holder, Time now) {
  const std::int64_t seconds = whole_seconds(now);
  const std::int64_t latest_start = seconds + clock_leeway.count();
  return seconds < holder.expires_at && holder.issued_at <= latest_start && holder.not_before <= latest_start;
}

std::optional<TokenHolder> believe(const TokenClaims& claims, const TokenPolicy& policy, Time now) {
  const auto user = user_of(claims);
  if (!user || !is_ours(claims, policy) || !claims.issued_at || !claims.expires_at) return std::nullopt;
  TokenHolder holder{.user = *user,
                     .client_id = *claims.client_id,
                     .session = *claims.session,
                     .issued_at = *claims.issued_at,
                     .not_before = claims.not_before.value_or(*claims.issued_at),
                     .expires_at = *claims.expires_at};
  if (!is_timely(holder, now)) return std::nullopt;
  return holder;
}

}  // namespace gatehouse::auth
