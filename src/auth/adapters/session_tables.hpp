#pragma once

// The tables behind sessions: who is signed in where, what has ended before its tokens did, and who may ask
// about tokens.

#include "platform/sql/table.hpp"

namespace gatehouse::auth::adapters {

sql::Table sessions();
sql::Table revocations();
sql::Table clients();

}  // namespace gatehouse::auth::adapters
