#include "platform/sql/postgresql_error.hpp"

#include <string>

#include "platform/sql/failure.hpp"
#include "platform/sql/outage.hpp"

namespace gatehouse::sql {
namespace {

/// A statement got another number of values than it takes: our own bug, though it counts as a connection's
/// failure.
constexpr std::string_view wrong_number_of_values = "08P01";

/// Null: no outage.
const char* outage(std::string_view sqlstate) {
  if (sqlstate == wrong_number_of_values) return nullptr;
  if (sqlstate == "53100") return "the database's disk is full";
  if (sqlstate == "25006") return "the database is read-only";
  if (sqlstate == "55P03") return "the database is locked";
  if (sqlstate == "57014") return "the database is too slow";
  if (sqlstate == "25P03") return "a transaction took too long";
  const std::string_view kind = sqlstate.substr(0, 2);
  if (kind == "08" || kind == "53" || kind == "57" || kind == "58" || kind == "28" || kind == "3D") {
    return "the database cannot be used";
  }
  return nullptr;
}

FailureKind failure(std::string_view sqlstate) {
  if (sqlstate == "23505") return FailureKind::unique_violation;
  if (sqlstate == "23503") return FailureKind::foreign_key_violation;
  if (sqlstate == "40001" || sqlstate == "40P01") return FailureKind::serialization;
  if (sqlstate == "XX001" || sqlstate == "XX002") return FailureKind::damaged;
  return FailureKind::statement;
}

}  // namespace

void throw_postgresql_error(std::string_view sqlstate, std::string_view message) {
  while (message.ends_with('\n')) message.remove_suffix(1);
  const std::string words = std::string(message) + " (" + std::string(sqlstate) + ")";
  if (const char* plain = outage(sqlstate)) throw_outage(plain, words);
  const bool stale = is_stale_statement(sqlstate, message);
  throw Failure(stale ? FailureKind::serialization : failure(sqlstate), words);
}

bool ends_connection(std::string_view sqlstate) {
  if (sqlstate == wrong_number_of_values) return false;
  return sqlstate.starts_with("57P") || sqlstate.starts_with("08") || sqlstate == "25P03" ||
         sqlstate == "25006";
}

bool is_stale_statement(std::string_view sqlstate, std::string_view message) {
  if (sqlstate == "26000") return true;
  return sqlstate == "0A000" && message.find("cached plan") != std::string_view::npos;
}

}  // namespace gatehouse::sql
