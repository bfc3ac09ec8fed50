#pragma once

// The tables behind recovery: resets of a password that are under way, and links that take a change back.

#include "platform/sql/table.hpp"

namespace gatehouse::auth::adapters {

sql::Table password_resets();
sql::Table undo_links();

}  // namespace gatehouse::auth::adapters
