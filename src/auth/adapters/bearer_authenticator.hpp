#pragma once

// How the HTTP side learns whose token it was given.

#include "auth/app/authenticate.hpp"
#include "platform/http/bearer.hpp"

namespace gatehouse::auth::adapters {

class BearerAuthenticator final : public http::Authenticator {
 public:
  explicit BearerAuthenticator(Authenticate& authenticate) : authenticate_(authenticate) {}

  Result<http::Principal> authenticate(std::string_view token) override;

 private:
  Authenticate& authenticate_;
};

}  // namespace gatehouse::auth::adapters
