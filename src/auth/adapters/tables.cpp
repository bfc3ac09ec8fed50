#include "auth/adapters/tables.hpp"

#include "auth/adapters/recovery_tables.hpp"
#include "auth/adapters/session_tables.hpp"

namespace gatehouse::auth::adapters {
namespace {

/// One code for each account and purpose: issuing the next one writes over the last, so the older cannot be
/// used and the table stays as small as the list of accounts. No foreign key: accounts belong to the user
/// context.
sql::Table verification_codes() {
  sql::Table table;
  table.name = "verification_codes";
  table.columns = {sql::integer("user_id"),    sql::text("purpose"),       sql::text("email"),
                   sql::text("email_key"),     sql::text("code_hash"),     sql::integer("attempts"),
                   sql::integer("created_at"), sql::integer("expires_at"), sql::optional_integer("used_at")};
  table.primary_key = {"user_id", "purpose"};
  table.indexes = {{"verification_codes_expires_at", {"expires_at"}}};
  return table;
}

/// `generation` counts keys up from 1 and is unique, so that servers that start together end with one first
/// key. Of the keys whose time to sign has come, the highest generation signs; until it retires, each
/// verifies.
sql::Table signing_keys() {
  sql::Table table;
  table.name = "signing_keys";
  table.columns = {sql::text("kid"),
                   sql::integer("generation"),
                   sql::text("algorithm"),
                   sql::text("public_jwk"),
                   sql::text("sealed_private"),
                   sql::integer("created_at"),
                   {.name = "signs_from", .type = sql::ColumnType::integer, .fallback = "0"},
                   sql::optional_integer("retires_at")};
  table.primary_key = {"kid"};
  table.uniques = {{"signing_keys_generation", {"generation"}}};
  return table;
}

}  // namespace

std::vector<sql::Table> tables() {
  return {verification_codes(), signing_keys(), sessions(), revocations(), clients(),
          password_resets(),    undo_links()};
}

}  // namespace gatehouse::auth::adapters
