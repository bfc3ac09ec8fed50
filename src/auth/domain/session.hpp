#pragma once

// A session: somebody is signed in on one device, from the password to the sign-out. It lives as long as its
// refresh token is used now and then, and never beyond an end that is set when it is opened.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>

#include "kernel/clock.hpp"
#include "kernel/ids.hpp"

namespace gatehouse::auth {

/// The same on every server of an installation.
struct SessionPolicy {
  std::chrono::seconds idle = std::chrono::days{14};
  std::chrono::seconds absolute = std::chrono::days{90};
  std::chrono::milliseconds grace = std::chrono::seconds{10};  // for presenting a refresh token once more
  std::int64_t most = 50;                                      // of one user
};

struct Session {
  std::string id;  // 128 random bits; the `sid` of its access tokens
  UserId user;
  std::string device;   // a label for its owner to know it by
  std::string address;  // it was last seen at
  Time created_at;
  Time last_seen_at;
  Time idle_expires_at;  // at most `expires_at`
  Time expires_at;
  Time access_expires_at;  // when the last of its access tokens expires

  friend bool operator==(const Session&, const Session&) = default;
};

inline bool is_over(const Session& session, Time now) { return session.idle_expires_at <= now; }

/// When a session that is used now and then left alone is over.
inline Time idle_end(const SessionPolicy& policy, Time now, Time absolute_end) {
  return std::min<Time>(now + policy.idle, absolute_end);
}

}  // namespace gatehouse::auth
