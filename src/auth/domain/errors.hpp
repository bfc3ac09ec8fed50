#pragma once

// The refusals of this context. None of them tells more than it must: why a sign-in or a code was refused
// stays here.

#include "kernel/error.hpp"

namespace gatehouse::auth {

inline constexpr ErrorCode invalid_credentials{Fault::unauthenticated, "invalid_credentials",
                                               "No account has this name and password"};
inline constexpr ErrorCode invalid_grant{Fault::unauthenticated, "invalid_grant",
                                         "This refresh token is no good"};
/// A token whose session has ended is no good any more, like any other bad token.
inline constexpr ErrorCode session_over{Fault::unauthenticated, "invalid_token",
                                        "A valid access token is needed here"};
inline constexpr ErrorCode session_unknown{Fault::not_found, "not_found", "There is nothing here"};
inline constexpr ErrorCode invalid_client{Fault::unauthenticated, "invalid_client",
                                          "No registered client has this id and secret"};
inline constexpr ErrorCode verification_failed{Fault::unprocessable, "verification_failed",
                                               "The code does not prove this address"};
inline constexpr ErrorCode email_taken{Fault::conflict, "email_taken",
                                       "Another account has proven this address"};

}  // namespace gatehouse::auth
