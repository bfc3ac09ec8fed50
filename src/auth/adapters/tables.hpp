#pragma once

// The tables of this context, declared once: repositories, migrations and tests all stand on this.

#include <vector>

#include "platform/sql/table.hpp"

namespace gatehouse::auth::adapters {

std::vector<sql::Table> tables();

}  // namespace gatehouse::auth::adapters
