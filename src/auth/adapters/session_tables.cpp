#include "auth/adapters/session_tables.hpp"

namespace gatehouse::auth::adapters {

/// A row is a session that lives; what ends is deleted, and what its access tokens need to be refused by goes
/// to `revocations`. `generation` counts the rotations of the refresh token; `rotations` tells when the last
/// ones were, and `successor` holds the sealed access token of the newest, for whoever lost that answer.
sql::Table sessions() {
  sql::Table table;
  table.name = "sessions";
  table.columns = {sql::text("session_id"),
                   sql::integer("user_id"),
                   sql::text("device"),
                   sql::text("address"),
                   sql::integer("created_at"),
                   sql::integer("last_seen_at"),
                   sql::integer("idle_expires_at"),
                   sql::integer("expires_at"),
                   sql::integer("access_expires_at"),
                   sql::integer("generation"),
                   sql::text("refresh_seed"),
                   sql::text("refresh_hash"),
                   sql::text("rotations"),
                   sql::optional_text("successor")};
  table.primary_key = {"session_id"};
  table.indexes = {{"sessions_of_user", {"user_id", "created_at"}},
                   {"sessions_idle_expires_at", {"idle_expires_at"}}};
  return table;
}

/// Either a session that has ended, or a user whose tokens from before `not_before` (seconds) are refused;
/// each until the last token it concerns has expired.
sql::Table revocations() {
  sql::Table table;
  table.name = "revocations";
  table.columns = {sql::identity("id"),        sql::optional_text("session_id"),
                   sql::integer("user_id"),    sql::optional_integer("not_before"),
                   sql::integer("created_at"), sql::integer("expires_at")};
  table.indexes = {{"revocations_expires_at", {"expires_at"}}};
  return table;
}

/// Programs that may introspect and revoke tokens (RFC 7662, RFC 7009).
sql::Table clients() {
  sql::Table table;
  table.name = "clients";
  table.columns = {sql::text("client_id"), sql::text("name"), sql::text("secret_hash"),
                   sql::integer("created_at")};
  table.primary_key = {"client_id"};
  table.uniques = {{"clients_name", {"name"}}};
  return table;
}

}  // namespace gatehouse::auth::adapters
