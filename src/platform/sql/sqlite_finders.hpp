#pragma once

// Connections for statements that find little, by a key, thousands of times a second. Beginning to read costs
// SQLite more system calls and locks than the reading, so each connection keeps the state that it reads for a
// millisecond, where nobody writes.
//
// Nobody misses a write of this process: the writer makes all connections let go before it begins, and they
// keep nothing until it is done. What another process has written is seen a millisecond later at most. A
// connection that nobody asks any more keeps what it has until the next write, whose checkpoint it might
// hold up.

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>

#include "platform/sql/sqlite_connection.hpp"

namespace gatehouse::sql {

/// Thread-safe.
class SqliteFinders {
 public:
  using Connect = std::function<std::unique_ptr<SqliteConnection>()>;

  static constexpr std::chrono::milliseconds longest_kept{1};
  static constexpr std::size_t most = 8;  // connections

  explicit SqliteFinders(Connect connect) : connect_(std::move(connect)) {}

  /// Nothing where another thread is using the connection that is this thread's too: ask another one.
  std::optional<Rows> find(std::string_view sql, std::span<const Value> values);

  /// The writer begins, and has ended. Nothing is kept in between.
  void let_go();
  void go_on() { writing_ = false; }

  /// No connection is open afterwards, until somebody asks.
  void close();

  std::size_t connections() const { return connections_; }

 private:
  struct alignas(64) Finder {
    std::mutex mutex;
    std::unique_ptr<SqliteConnection> connection;
    bool keeps = false;
    std::chrono::steady_clock::time_point since{};
  };

  Rows find_with(Finder& finder, std::string_view sql, std::span<const Value> values);
  void open(Finder& finder);
  void drop(Finder& finder);
  static void release(Finder& finder);

  const Connect connect_;
  std::array<Finder, most> finders_;
  std::atomic<std::size_t> connections_{0};
  std::atomic<bool> writing_{false};
};

}  // namespace gatehouse::sql
