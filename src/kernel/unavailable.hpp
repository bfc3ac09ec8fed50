#pragma once

// Thrown where something that a request needs cannot serve it now: a database that is down, a lane that is full. The
// connection answers 503 with `Retry-After`, and nothing of the request has happened.

#include <chrono>
#include <stdexcept>
#include <string>

namespace gatehouse {

class Unavailable : public std::runtime_error {
 public:
  explicit Unavailable(const std::string& reason, std::chrono::seconds retry_after = std::chrono::seconds{1})
      : std::runtime_error(reason), retry_after_(retry_after) {}

  std::chrono::seconds retry_after() const noexcept { return retry_after_; }

 private:
  std::chrono::seconds retry_after_;
};

}  // namespace gatehouse
