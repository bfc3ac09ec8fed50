#pragma once

// Who asks about sessions: somebody who is signed in, by one of them.

#include <string>

#include "kernel/ids.hpp"

namespace gatehouse::auth {

struct SessionHolder {
  UserId user;
  std::string session;
};

}  // namespace gatehouse::auth
