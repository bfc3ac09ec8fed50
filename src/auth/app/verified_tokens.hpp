#pragma once

// What is known of tokens that were verified before, so that a signature is checked once and not with each
// request. Whether a token is still good is no part of it: that is asked every time.

#include <optional>
#include <string_view>

#include "auth/domain/access_token.hpp"
#include "kernel/function_ref.hpp"

namespace gatehouse::auth {

/// Thread-safe.
class VerifiedTokens {
 public:
  using Verify = FunctionRef<std::optional<TokenHolder>(std::string_view)>;

  virtual ~VerifiedTokens() = default;

  /// What `verify` says of this very text, or said of it before. Only what it believed is remembered.
  virtual std::optional<TokenHolder> holder_of(std::string_view token, Verify verify) = 0;

  /// Remembers nothing any more, also of what is being verified meanwhile. To be called when a key is not
  /// believed any longer, once nobody finds it any more.
  virtual void clear() = 0;
};

}  // namespace gatehouse::auth
