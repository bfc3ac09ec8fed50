#pragma once

// Every table that the program declares, of all contexts: what a database at the head of the migrations
// holds.

#include <vector>

#include "platform/sql/table.hpp"

namespace gatehouse::server {

std::vector<sql::Table> all_tables();

}  // namespace gatehouse::server
