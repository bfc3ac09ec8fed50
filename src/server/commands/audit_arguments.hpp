#pragma once

// What stands behind `gatehouse audit`.

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "kernel/ids.hpp"
#include "platform/audit/marks.hpp"

namespace gatehouse::server {

enum class AuditCommand { verify, list, restart };

struct AuditArguments {
  static constexpr std::int64_t usual_last = 100;
  static constexpr std::int64_t most_last = 100'000;

  AuditCommand command = AuditCommand::verify;
  std::optional<audit::Mark> head{};                 // verify: seen earlier
  std::optional<UserId> user{};                      // list
  std::optional<std::chrono::milliseconds> since{};  // list: so long ago
  std::int64_t last = usual_last;                    // list: so many
};

/// `words`: those after `audit`.
std::expected<AuditArguments, std::string> parse_audit_arguments(const std::vector<std::string>& words);

std::string audit_usage();

}  // namespace gatehouse::server
