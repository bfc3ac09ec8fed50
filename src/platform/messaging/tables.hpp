#pragma once

// The outbox, and the inbox of what was handled.

#include <vector>

#include "platform/sql/table.hpp"

namespace gatehouse::messaging {

std::vector<sql::Table> tables();

}  // namespace gatehouse::messaging
