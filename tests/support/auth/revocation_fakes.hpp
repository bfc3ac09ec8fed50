#pragma once

// Stand-ins for what is known of tokens: that some were revoked, and that some were verified before.

#include <set>
#include <string>

#include "auth/app/revocation_ports.hpp"
#include "auth/app/verified_tokens.hpp"
#include "kernel/unavailable.hpp"

namespace gatehouse::testing {

class FakeRevoked final : public auth::Revoked {
 public:
  bool is_revoked(const auth::TokenHolder& holder) override {
    if (knows_nothing) throw Unavailable("nothing is known");
    return sessions.contains(holder.session);
  }

  std::set<std::string> sessions;
  bool knows_nothing = false;
};

/// Remembers nothing.
class ForgetfulTokens final : public auth::VerifiedTokens {
 public:
  std::optional<auth::TokenHolder> holder_of(std::string_view token, Verify verify) override {
    return verify(token);
  }
  void clear() override {}
};

}  // namespace gatehouse::testing
