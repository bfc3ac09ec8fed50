#pragma once

// `gatehouse mail`: the mails that were given up on, and sending them on their way again once what made them
// fail is mended. A running server picks them up.

#include <ostream>
#include <string>
#include <vector>

#include "platform/sql/database.hpp"

namespace gatehouse::server {

/// `words`: those after `mail`. Returns the exit code.
int run_mail(const std::vector<std::string>& words, const sql::DatabaseOptions& database, std::ostream& out,
             std::ostream& err);

}  // namespace gatehouse::server
