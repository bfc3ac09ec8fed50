#pragma once

// What a PostgreSQL says of itself, apart from the judgement of it, which needs no server to be tested.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/clock.hpp"
#include "platform/sql/connection.hpp"

namespace gatehouse::server::doctor {

struct PostgresqlFacts {
  std::int64_t version = 0;  // 150004
  bool fsync = true;
  std::int64_t connections = 0;  // that are not kept for superusers
  bool is_superuser = false;
  bool is_local = true;  // reached over a loopback address or a socket of this machine
  bool is_encrypted = false;
  bool may_make_tables = true;
  std::string missing_rights{};  // on tables that are there: `users UPDATE, users DELETE`
  bool has_tables = true;
  std::chrono::milliseconds ahead{};  // its clock of ours
};

PostgresqlFacts read_facts(sql::Connection& connection, const Clock& clock);

using Verdict = std::optional<std::string>;

Verdict too_old(const PostgresqlFacts& facts);
Verdict not_on_disk(const PostgresqlFacts& facts);
Verdict has_all_rights(const PostgresqlFacts& facts);
Verdict clock_apart(const PostgresqlFacts& facts);
Verdict is_in_the_clear(const PostgresqlFacts& facts);
/// `url`: of the database, which may ask for more than encryption.
Verdict is_unproven(const PostgresqlFacts& facts, std::string_view url);
/// `migrates`: the server makes tables when it starts.
Verdict lacks_rights(const PostgresqlFacts& facts, bool migrates);
/// `pool`: connections of one server's requests.
Verdict too_few_connections(const PostgresqlFacts& facts, std::size_t pool);

}  // namespace gatehouse::server::doctor
