#pragma once

// Every refusal of this context but those of single fields.

#include "kernel/error.hpp"

namespace gatehouse::user {

inline constexpr ErrorCode nickname_taken{Fault::conflict, "nickname_taken", "The nickname is taken"};
inline constexpr ErrorCode no_changes{Fault::unprocessable, "no_changes", "The request changes nothing"};
inline constexpr ErrorCode forbidden{Fault::forbidden, "forbidden", "This is not yours"};
/// A token whose user is gone is no good any more, like any other bad token.
inline constexpr ErrorCode account_gone{Fault::unauthenticated, "invalid_token",
                                        "A valid access token is needed here"};

}  // namespace gatehouse::user
