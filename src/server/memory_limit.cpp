#include "server/memory_limit.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>

namespace gatehouse::server {
namespace {

constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();

std::string read_all(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A file that is not there, or says `max`, limits nothing.
std::uint64_t limit_in(const std::filesystem::path& file) {
  const std::string text = read_all(file);
  std::uint64_t limit = unlimited;
  std::from_chars(text.data(), text.data() + text.size(), limit);
  return limit;
}

std::uint64_t least_up_to(const std::filesystem::path& root, std::filesystem::path group, const char* file) {
  std::uint64_t least = limit_in(root / group / file);
  while (!group.empty()) {
    group = group.has_parent_path() ? group.parent_path() : std::filesystem::path{};
    least = std::min(least, limit_in(root / group / file));
  }
  return least;
}

/// One line of /proc/self/cgroup: `0::/path` of version 2, `5:memory:/path` of version 1.
std::uint64_t limit_of(std::string_view line, const std::filesystem::path& root) {
  const std::size_t path = line.find(":/");
  if (path == std::string_view::npos) return unlimited;
  const std::filesystem::path group{line.substr(path + 2)};
  if (line.starts_with("0::")) return least_up_to(root, group, "memory.max");
  if (line.find(":memory:") == std::string_view::npos) return unlimited;
  return least_up_to(root / "memory", group, "memory.limit_in_bytes");
}

}  // namespace

std::uint64_t control_group_limit(std::string_view membership, const std::filesystem::path& root) {
  std::uint64_t least = unlimited;
  while (!membership.empty()) {
    const std::string_view line = membership.substr(0, membership.find('\n'));
    least = std::min(least, limit_of(line, root));
    membership.remove_prefix(std::min(membership.size(), line.size() + 1));
  }
  return least;
}

std::uint64_t memory_limit() {
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page = sysconf(_SC_PAGESIZE);
  const std::uint64_t machine = pages > 0 && page > 0
                                    ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(page)
                                    : unlimited;
  return std::min(machine, control_group_limit(read_all("/proc/self/cgroup"), "/sys/fs/cgroup"));
}

}  // namespace gatehouse::server
