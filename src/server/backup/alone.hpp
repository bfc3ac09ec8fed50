#pragma once

// Nobody serves from a database while it is replaced or left for another one.

#include <memory>
#include <optional>

#include "platform/sql/connection.hpp"
#include "platform/sql/database.hpp"
#include "platform/sql/server_lock.hpp"

namespace gatehouse::server {

class Alone {
 public:
  /// Throws with a sentence for the operator where a server has the database open. None can be started for
  /// the life of this.
  explicit Alone(const sql::DatabaseOptions& options);

 private:
  void lock_file(const sql::DatabaseOptions& options);

  std::optional<sql::ServerLock> file_;
  std::unique_ptr<sql::FileLock> name_;          // of a file that is not there yet
  std::unique_ptr<sql::Connection> connection_;  // holds the lock that servers share
};

}  // namespace gatehouse::server
