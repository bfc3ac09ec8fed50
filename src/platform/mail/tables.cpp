#include "platform/mail/tables.hpp"

namespace gatehouse::mail {

/// Mails on their way to a server, sealed: a code in them is nobody's business who reads the table. A mail
/// that nobody wants any more after `useless_after` is given up; `leased_until` keeps two senders from
/// taking the same one. Once sent, a row keeps nothing of what it said.
std::vector<sql::Table> tables() {
  sql::Table mails;
  mails.name = "mails";
  mails.columns = {sql::identity("id"),
                   sql::integer("user_id"),
                   sql::text("kind"),
                   sql::text("message_id"),
                   sql::text("sealed"),
                   sql::integer("created_at"),
                   sql::optional_integer("useless_after"),
                   sql::integer("attempts"),
                   sql::integer("next_attempt_at"),
                   sql::integer("leased_until"),
                   sql::optional_integer("sent_at"),
                   sql::optional_integer("dead_at"),
                   sql::optional_text("last_error")};
  mails.indexes = {{"mails_due", {"next_attempt_at", "id"}, false, "sent_at IS NULL AND dead_at IS NULL"},
                   {"mails_sent", {"sent_at"}, false, "sent_at IS NOT NULL"},
                   {"mails_dead", {"dead_at"}, false, "dead_at IS NOT NULL"},
                   {"mails_of_user", {"user_id"}}};
  return {std::move(mails)};
}

}  // namespace gatehouse::mail
