#pragma once

// What the calling thread stands in: a read or a write of some database. This is how a `write` inside a
// `write` finds the transaction to join.

#include "kernel/function_ref.hpp"
#include "platform/sql/connection.hpp"

namespace gatehouse::sql {

/// A connection as this room sees it.
class Session : public Connection {
 public:
  /// One of a bounded set of statements without parameters or rows that steer a transaction. It may be sent
  /// only with the next statement, whose failure is then its own.
  virtual void steer(const char* statement) = 0;

  /// A part of a transaction begins; parts may have parts. It ends by being kept, or undone alone.
  virtual void begin_part() { steer("SAVEPOINT joined"); }
  virtual void keep_part() { steer("RELEASE joined"); }
  virtual void undo_part() {
    steer("ROLLBACK TO joined");
    steer("RELEASE joined");
  }
};

/// Marks the calling thread for its life.
class Ambient {
 public:
  enum class Kind { read, write };

  Ambient(const void* database, Session& session, Kind kind)
      : database_(database), session_(session), kind_(kind), outer_(innermost()) {
    innermost() = this;
  }
  ~Ambient() { innermost() = outer_; }
  Ambient(const Ambient&) = delete;
  Ambient& operator=(const Ambient&) = delete;

  /// What the thread is doing with this database; null: nothing.
  static const Ambient* of(const void* database) {
    const Ambient* at = innermost();
    while (at != nullptr && at->database_ != database) at = at->outer_;
    return at;
  }

  Session& session() const { return session_; }
  Kind kind() const { return kind_; }

 private:
  static const Ambient*& innermost() {
    thread_local const Ambient* ambient = nullptr;
    return ambient;
  }

  const void* database_;
  Session& session_;
  Kind kind_;
  const Ambient* outer_;
};

/// Runs a `write` inside another: kept with it, or undone alone where `body` throws or returns false. Throws
/// `std::logic_error` inside a read.
void join(const Ambient& ambient, FunctionRef<bool(Connection&)> body);

}  // namespace gatehouse::sql
