#pragma once

// One thing that `gatehouse doctor` looks for: a name that stays, what is wrong when it is found, why that
// matters, and what to do. A new one is a row in the table of its group.

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/doctor/examined.hpp"

namespace gatehouse::server::doctor {

/// What is wrong, with the values that show it; nothing where all is well, or where the check does not apply.
using Verdict = std::optional<std::string>;

struct Check {
  std::string_view id;
  std::string_view why;
  std::string_view remedy;
  Verdict (*look)(const Examined&);  // may throw where it could not look
};

/// `type`: as statfs(2) tells it.
bool is_network_file_system(std::int64_t type);

/// Seconds that one hash took on this machine.
Verdict too_quick(double seconds);
Verdict too_slow(double seconds, std::chrono::milliseconds queue_deadline);

/// Why the master key is not this database's; nothing where it is, or where there is nothing to try it on.
/// What was made with the right key looks forged to another one.
Verdict master_key_wrong(const Examined& examined);

// The groups.
std::span<const Check> file_checks();
std::span<const Check> secret_checks();
std::span<const Check> listener_checks();
std::span<const Check> tls_checks();
std::span<const Check> mail_checks();
std::span<const Check> capacity_checks();
std::span<const Check> token_checks();
std::span<const Check> schema_checks();
std::span<const Check> postgresql_checks();
std::span<const Check> state_checks();

}  // namespace gatehouse::server::doctor
