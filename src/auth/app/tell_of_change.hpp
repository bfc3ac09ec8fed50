#pragma once

// Tells an address from before a change what was changed, with a link that takes it back: where a thief of
// the account cannot keep that from its owner.

#include <string>

#include "auth/app/ports.hpp"
#include "auth/app/recovery_ports.hpp"

namespace gatehouse::auth {

struct ToldChange {
  UserId user;
  std::string change;
  FormerAddress former;
};

/// Thread-safe. Called inside a transaction (by the handler of the event).
class TellOfChange {
 public:
  /// `public_url`: what the outside calls this server, without a slash at the end. It is configured and never
  /// taken from a request, whose sender could lead the owner to a server of theirs.
  TellOfChange(UndoLinks& links, SecretHashes& hashes, Randomness& randomness, Accounts& accounts,
               Mailer& mailer, const Clock& clock, std::string public_url)
      : links_(links),
        hashes_(hashes),
        randomness_(randomness),
        accounts_(accounts),
        mailer_(mailer),
        clock_(clock),
        public_url_(std::move(public_url)) {}

  /// Does nothing where the account is gone.
  void operator()(const ToldChange& told);

  /// The same of a change that was told when it was asked for: an old link may be over before long, or be
  /// over already.
  void again(const ToldChange& told);

 private:
  UndoLinks& links_;
  SecretHashes& hashes_;
  Randomness& randomness_;
  Accounts& accounts_;
  Mailer& mailer_;
  const Clock& clock_;
  std::string public_url_;
};

}  // namespace gatehouse::auth
