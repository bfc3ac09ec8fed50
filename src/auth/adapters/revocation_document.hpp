#pragma once

// The list of revocations as a signed JWT: whoever follows it can refuse what this server refuses without
// asking for each request. It is signed anew when something was revoked, and when it gets old, not for each
// reader.

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "auth/adapters/revocations.hpp"
#include "auth/adapters/signing_keys.hpp"
#include "auth/app/published_revocations.hpp"

namespace gatehouse::auth::adapters {

inline constexpr std::string_view revocations_type = "revocations+jwt";

class RevocationDocument final : public PublishedRevocations {
 public:
  /// From `iat` to `exp`: for so long may a list that cannot be renewed be relied upon. Whoever gets one has
  /// at least the difference of the two left.
  static constexpr std::chrono::seconds lifetime{60};
  static constexpr std::chrono::seconds renewed_after{15};

  /// A list of up to so many entries is signed as soon as there is one more; a longer one, which takes many
  /// milliseconds, once in the pause at most.
  static constexpr std::size_t most_at_once = 10'000;
  static constexpr std::chrono::seconds pause_of_long_lists{1};

  RevocationDocument(const Revocations& revocations, const SigningKeys& keys, const Clock& clock,
                     std::string issuer)
      : revocations_(revocations), keys_(keys), clock_(clock), issuer_(std::move(issuer)) {}

  std::shared_ptr<const TaggedText> current() override;

 private:
  bool is_current(std::uint64_t version, Time now) const;
  void write(Time now);

  const Revocations& revocations_;
  const SigningKeys& keys_;
  const Clock& clock_;
  const std::string issuer_;

  std::mutex mutex_;
  std::shared_ptr<const TaggedText> document_;
  std::uint64_t version_ = 0;  // of the revocations in it
  std::size_t entries_ = 0;
  Time written_at_;
  std::string kid_;
};

}  // namespace gatehouse::auth::adapters
