#pragma once

// An event on its way from the context that tells it to those that listen: a past-tense, versioned type
// (`user.signed_up.v1`), the subject within which order is kept (`user:17`), and its fields as JSON.

#include <cstdint>
#include <string>

namespace gatehouse::messaging {

struct Message {
  std::string type;
  std::string subject;
  std::string payload;
};

/// A message at a handler's door. `id` is the same at each attempt.
struct Delivery {
  std::int64_t id = 0;
  int attempt = 1;
  Message message;
};

}  // namespace gatehouse::messaging
