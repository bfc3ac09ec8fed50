#include "platform/audit/tables.hpp"

namespace gatehouse::audit {
namespace {

/// An event is recorded without a place; soon after, one server gives it the next `position` of the chain and
/// the hash over itself and the one before.
sql::Table audit_events() {
  sql::Table table;
  table.name = "audit_events";
  table.columns = {sql::identity("id"),
                   sql::integer("at"),
                   sql::text("what"),
                   sql::text("outcome"),
                   sql::optional_integer("user_id"),
                   sql::optional_text("address"),
                   sql::optional_text("session_id"),
                   sql::optional_text("request_id"),
                   sql::optional_integer("position"),
                   sql::optional_text("hash")};
  table.uniques = {{"audit_events_position", {"position"}}};
  table.indexes = {{"audit_events_of_user", {"user_id", "id"}},
                   {"audit_events_at", {"at"}},
                   {"audit_events_unchained", {"id"}, false, "position IS NULL"}};
  return table;
}

/// Where the chain ends (`head`) and, once old events are gone, where it begins (`tail`), each under a keyed
/// hash.
sql::Table audit_marks() {
  sql::Table table;
  table.name = "audit_marks";
  table.columns = {sql::text("name"), sql::integer("position"), sql::text("hash"), sql::text("seal")};
  table.primary_key = {"name"};
  return table;
}

}  // namespace

std::vector<sql::Table> tables() { return {audit_events(), audit_marks()}; }

}  // namespace gatehouse::audit
