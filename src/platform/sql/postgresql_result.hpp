#pragma once

// An answer of libpq, and our values as libpq takes them: both as text.

#include <libpq-fe.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/sql/connection.hpp"

namespace gatehouse::sql {

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresqlResult = std::unique_ptr<PGresult, ClearResult>;

Rows rows_of(const PGresult* result);
std::int64_t changed_rows_of(const PGresult* result);
/// Whether the statement has left something to be kept or undone.
bool has_written(const PGresult* result);
/// Empty where the error was not told by the server.
std::string_view sqlstate_of(const PGresult* result);

class PostgresqlParameters {
 public:
  /// `values` outlive this.
  explicit PostgresqlParameters(std::span<const Value> values);

  int count() const { return static_cast<int>(texts_.size()); }
  const Oid* types() const { return types_.data(); }
  const char* const* texts() const { return texts_.data(); }

 private:
  std::vector<Oid> types_;
  std::vector<std::string> numbers_;
  std::vector<const char*> texts_;
};

}  // namespace gatehouse::sql
