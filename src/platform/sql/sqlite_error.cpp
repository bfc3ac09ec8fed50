#include "platform/sql/sqlite_error.hpp"

#include <cerrno>
#include <string>

#include "platform/sql/failure.hpp"
#include "platform/sql/outage.hpp"

namespace gatehouse::sql {
namespace {

FailureKind broken_rule(int code) {
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return FailureKind::unique_violation;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return FailureKind::foreign_key_violation;
    default:
      return FailureKind::statement;
  }
}

/// Null: no outage.
const char* outage(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "the database is locked";
    case SQLITE_FULL:
      return "the disk is full";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "the database is read-only";
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
    case SQLITE_INTERRUPT:
    case SQLITE_NOMEM:
      return "the database cannot be used";
    default:
      return nullptr;
  }
}

/// What the system last answered a call for one of the files of the database that failed; 0: nothing.
int system_error(sqlite3* database, int which) {
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(database, "main", which, &file) != SQLITE_OK || file == nullptr ||
      file->pMethods == nullptr) {
    return 0;
  }
  int fault = 0;
  return file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &fault) == SQLITE_OK ? fault : 0;
}

/// SQLite tells of a disk that could not be read as of one that holds nonsense. The former may pass.
bool is_unreadable(sqlite3* database) {
  for (const int which : {SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER}) {
    const int fault = system_error(database, which);
    if (fault == EIO || fault == ENXIO || fault == ERANGE) return true;
  }
  return false;
}

}  // namespace

void throw_sqlite_error(sqlite3* database, int code) {
  const std::string words = sqlite3_errmsg(database);
  if (code == SQLITE_BUSY_SNAPSHOT) throw Failure(FailureKind::serialization, words);
  if (const char* plain = outage(code)) {
    throw_outage(plain, words + " (" + std::to_string(code) + ", system error " +
                            std::to_string(sqlite3_system_errno(database)) + ")");
  }
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      throw Failure(broken_rule(code), words);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      if (is_unreadable(database)) throw_outage("the database cannot be read", words);
      throw Failure(FailureKind::damaged, "the database file is damaged: " + words);
    default:
      throw Failure(FailureKind::statement, words);
  }
}

}  // namespace gatehouse::sql
