#pragma once

// What an access token says (RFC 9068) and when it is believed. Signatures are somebody else's matter: what
// comes here has been verified, and is still only believed where every claim is there, of its exact kind, and
// ours.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/clock.hpp"
#include "kernel/ids.hpp"

namespace gatehouse::auth {

inline constexpr std::string_view access_token_type = "at+jwt";
inline constexpr std::string_view first_party_client = "gatehouse";

/// The same on every server of an installation.
struct TokenPolicy {
  std::string issuer;
  std::string audience;
  std::chrono::seconds lifetime{900};
};

/// A token to be signed.
struct AccessToken {
  std::string issuer;
  std::string audience;
  UserId user;
  std::int64_t issued_at = 0;   // seconds since 1970
  std::int64_t expires_at = 0;  // seconds since 1970
  std::string id;
  std::string client_id;
  std::string session;
};

/// For whom a token speaks, and within which session: it lives no longer than that can.
struct TokenSubject {
  UserId user;
  std::string session;
  Time session_end;
};

AccessToken make_access_token(const TokenPolicy& policy, const TokenSubject& subject, std::string id,
                              Time now);

/// The claims of a token whose signature is good. A claim of another kind than it has here makes no
/// `TokenClaims` at all.
struct TokenClaims {
  std::optional<std::string> issuer;
  std::optional<std::string> audience;
  std::optional<std::string> subject;
  std::optional<std::int64_t> user_id;
  std::optional<std::int64_t> issued_at;
  std::optional<std::int64_t> not_before;
  std::optional<std::int64_t> expires_at;
  std::optional<std::string> id;
  std::optional<std::string> client_id;
  std::optional<std::string> session;
};

/// Who a believed token speaks for.
struct TokenHolder {
  UserId user;
  std::string client_id;
  std::string session;
  std::int64_t issued_at = 0;
  std::int64_t not_before = 0;
  std::int64_t expires_at = 0;
};

/// How far the clocks of two servers may be apart. Expiry has no leeway.
inline constexpr std::chrono::seconds clock_leeway{30};

/// `at+jwt` or `application/at+jwt`, in any case (RFC 9068, 4).
bool is_access_token_type(std::string_view typ);

/// Whether a token that was believed is good at this time.
bool is_timely(const TokenHolder& holder, Time now);

/// Nothing where anything is missing, not ours, not yet or no longer good.
std::optional<TokenHolder> believe(const TokenClaims& claims, const TokenPolicy& policy, Time now);

}  // namespace gatehouse::auth
