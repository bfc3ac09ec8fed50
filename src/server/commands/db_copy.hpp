#pragma once

// `gatehouse db copy`: from SQLite to PostgreSQL and back.

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

namespace gatehouse::server {

/// `words`: those after `db copy`. Returns the exit code; a URL that makes no sense is thrown as
/// `sql::BadUrl`, other faults as what they are.
int run_db_copy(const std::vector<std::string>& words, const std::filesystem::path& migrations_dir,
                std::ostream& out, std::ostream& err);

}  // namespace gatehouse::server
