#pragma once

// The tables of the user context, declared once: the repository is written against them, and `gatehouse db
// migrate` compares them with the database.

#include <vector>

#include "platform/sql/table.hpp"

namespace gatehouse::user::adapters {

std::vector<sql::Table> tables();

}  // namespace gatehouse::user::adapters
