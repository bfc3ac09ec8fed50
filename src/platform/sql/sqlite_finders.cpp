#include "platform/sql/sqlite_finders.hpp"

#include <utility>

namespace gatehouse::sql {
namespace {

/// Threads get numbers in the order in which they first ask.
std::size_t number_of_thread() {
  static std::atomic<std::size_t> next{0};
  thread_local const std::size_t number = next.fetch_add(1, std::memory_order_relaxed);
  return number;
}

}  // namespace

std::optional<Rows> SqliteFinders::find(std::string_view sql, std::span<const Value> values) {
  Finder& finder = finders_[number_of_thread() % finders_.size()];
  const std::unique_lock turn(finder.mutex, std::try_to_lock);
  if (!turn.owns_lock()) return std::nullopt;
  try {
    return find_with(finder, sql, values);
  } catch (...) {
    drop(finder);
    throw;
  }
}

Rows SqliteFinders::find_with(Finder& finder, std::string_view sql, std::span<const Value> values) {
  if (!finder.connection) open(finder);
  const auto now = std::chrono::steady_clock::now();
  if (finder.keeps && now - finder.since >= longest_kept) release(finder);
  if (!finder.keeps && !writing_) {
    finder.connection->steer("BEGIN");
    finder.keeps = true;
    finder.since = now;
  }
  return finder.connection->query(sql, values);
}

// Whoever has a finder's turn meanwhile has either seen that the writer writes, or is waited for.
void SqliteFinders::let_go() {
  writing_ = true;
  for (Finder& finder : finders_) {
    const std::scoped_lock turn(finder.mutex);
    try {
      release(finder);
    } catch (...) {
      drop(finder);
    }
  }
}

void SqliteFinders::close() {
  for (Finder& finder : finders_) {
    const std::scoped_lock turn(finder.mutex);
    drop(finder);
  }
}

void SqliteFinders::open(Finder& finder) {
  finder.connection = connect_();
  ++connections_;
}

void SqliteFinders::drop(Finder& finder) {
  if (finder.connection) --connections_;
  finder.connection.reset();
  finder.keeps = false;
}

void SqliteFinders::release(Finder& finder) {
  if (std::exchange(finder.keeps, false)) finder.connection->steer("COMMIT");
}

}  // namespace gatehouse::sql
