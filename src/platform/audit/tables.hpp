#pragma once

// The tables of this room, declared once.

#include <vector>

#include "platform/sql/table.hpp"

namespace gatehouse::audit {

std::vector<sql::Table> tables();

}  // namespace gatehouse::audit
