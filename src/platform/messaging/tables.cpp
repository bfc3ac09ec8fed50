#include "platform/messaging/tables.hpp"

#include <string>

namespace gatehouse::messaging {
namespace {

const std::string waiting = "delivered_at IS NULL AND dead_at IS NULL";

sql::Table outbox() {
  return {.name = "outbox",
          .columns = {sql::identity("id"), sql::text("type"), sql::text("subject"), sql::text("payload"),
                      sql::integer("created_at"), sql::integer("attempts"), sql::integer("next_attempt_at"),
                      sql::optional_integer("delivered_at"), sql::optional_integer("dead_at"),
                      sql::optional_text("last_error")},
          .indexes = {{"outbox_due", {"next_attempt_at", "id"}, false, waiting},
                      {"outbox_waiting_of_subject", {"subject", "id"}, false, waiting},
                      {"outbox_delivered", {"delivered_at"}, false, "delivered_at IS NOT NULL"},
                      {"outbox_dead", {"dead_at"}, false, "dead_at IS NOT NULL"}}};
}

/// Which handlers are done with a message; forgotten with it.
sql::Table inbox() {
  return {
      .name = "inbox",
      .columns = {sql::integer("message_id"), sql::text("handler"), sql::integer("handled_at")},
      .primary_key = {"message_id", "handler"},
      .foreign_keys = {{"inbox_message_id_fkey", {"message_id"}, "outbox", {"id"}, sql::OnDelete::cascade}}};
}

}  // namespace

std::vector<sql::Table> tables() { return {outbox(), inbox()}; }

}  // namespace gatehouse::messaging
