#include "user/adapters/tables.hpp"

namespace gatehouse::user::adapters {

namespace {

/// The language that mail is written in, as the sign-up asked for it.
sql::Column language() { return {.name = "language", .type = sql::ColumnType::text, .fallback = "'en'"}; }

/// Counts the passwords that the account has had: who has proven an older one has proven nothing.
sql::Column credential_version() {
  return {.name = "credential_version", .type = sql::ColumnType::integer, .fallback = "1"};
}

}  // namespace

std::vector<sql::Table> tables() {
  sql::Table users{
      .name = "users",
      .columns = {sql::identity("id"), sql::text("nickname"), sql::text("nickname_key"),
                  sql::text("nickname_look"), sql::text("email"), sql::text("email_key"),
                  sql::optional_integer("email_verified_at"), sql::optional_text("pending_email"),
                  sql::optional_text("pending_email_key"), sql::text("password_hash"),
                  sql::integer("created_at"), sql::integer("updated_at"), language(), credential_version()},
      .uniques = {{"users_nickname_key", {"nickname_key"}}, {"users_nickname_look", {"nickname_look"}}},
      // Many may type an address; one has proven it.
      .indexes = {{"users_proven_email", {"email_key"}, true, "email_verified_at IS NOT NULL"}}};
  return {std::move(users)};
}

}  // namespace gatehouse::user::adapters
