#pragma once

// Where a request came from: what limits count by, sessions are labelled with, and the audit trail tells.
// Nothing here is believed for anything else.

#include <string>

namespace gatehouse {

struct Origin {
  std::string address;     // of the client, behind trusted proxies; without the port
  std::string user_agent;  // printable ASCII, cut to a limit; empty where there was none
  std::string request_id;
};

}  // namespace gatehouse
