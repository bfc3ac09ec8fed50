#pragma once

// How much memory this process may use: that of the machine, or less where a control group (a container, a
// systemd unit) says so. Password hashing is held against it at the start rather than killed by it under
// load.

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace gatehouse::server {

/// In bytes; the largest number where nothing limits.
std::uint64_t memory_limit();

/// That of the control groups alone. `membership`: what /proc/self/cgroup says; `root`: /sys/fs/cgroup. A
/// group is limited by those around it too.
std::uint64_t control_group_limit(std::string_view membership, const std::filesystem::path& root);

}  // namespace gatehouse::server
