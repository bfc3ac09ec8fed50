#include "auth/adapters/recovery_tables.hpp"

namespace gatehouse::auth::adapters {

/// One for each request that found an account; its handle and its code are kept hashed only. A request takes
/// nothing away from the ones before it: whoever asks in somebody else's name must not burn their code.
sql::Table password_resets() {
  sql::Table table;
  table.name = "password_resets";
  table.columns = {sql::text("reset_hash"),    sql::integer("user_id"),         sql::text("email"),
                   sql::text("code_hash"),     sql::integer("attempts"),        sql::integer("created_at"),
                   sql::integer("expires_at"), sql::optional_integer("used_at")};
  table.primary_key = {"reset_hash"};
  table.indexes = {{"password_resets_of_user", {"user_id"}}, {"password_resets_expires_at", {"expires_at"}}};
  return table;
}

/// `email` is the address to restore, `email_verified_at` what it was worth then, `credential_version` the
/// password that its undo left the account with.
sql::Table undo_links() {
  sql::Table table;
  table.name = "undo_links";
  table.columns = {sql::text("token_hash"),
                   sql::integer("user_id"),
                   sql::text("change"),
                   sql::text("email"),
                   sql::optional_integer("email_verified_at"),
                   sql::integer("created_at"),
                   sql::integer("expires_at"),
                   sql::optional_integer("used_at"),
                   sql::optional_integer("password_set_at"),
                   sql::optional_integer("credential_version")};
  table.primary_key = {"token_hash"};
  table.indexes = {{"undo_links_of_user", {"user_id", "created_at"}},
                   {"undo_links_expires_at", {"expires_at"}}};
  return table;
}

}  // namespace gatehouse::auth::adapters
