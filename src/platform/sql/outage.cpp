#include "platform/sql/outage.hpp"

#include <atomic>
#include <chrono>

#include "platform/log/log.hpp"

namespace gatehouse::sql {
namespace {

bool is_time_to_log() {
  using namespace std::chrono;
  static std::atomic<std::int64_t> last_second{-1};
  const std::int64_t second = duration_cast<seconds>(steady_clock::now().time_since_epoch()).count();
  return last_second.exchange(second) != second;
}

}  // namespace

void throw_outage(const std::string& plain, std::string_view detail) {
  while (detail.ends_with('\n')) detail.remove_suffix(1);
  if (is_time_to_log()) log::warn("database_unavailable", {{"reason", plain}, {"detail", detail}});
  throw Outage(plain, std::string(detail));
}

}  // namespace gatehouse::sql
