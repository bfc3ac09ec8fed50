#pragma once

// A difference in words: one sentence for each thing that differs, and the warnings that belong beside the
// statements.

#include <string>
#include <vector>

#include "platform/migrations/difference.hpp"

namespace gatehouse::migrations {

/// `difference.from` is the database, `difference.to` what the code declares.
std::vector<std::string> sentences(const Difference& difference);

/// What somebody should know before running it: values that are lost, and values that are made up.
std::vector<std::string> cautions(const Difference& difference);

}  // namespace gatehouse::migrations
