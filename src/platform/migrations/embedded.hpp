#pragma once

// The revisions that were in `migrations/` when the program was built. CMake writes the definition
// (cmake/embed_files.cmake), and writes it again when a file changes.

#include <vector>

#include "platform/migrations/revision.hpp"

namespace gatehouse::migrations {

std::vector<RevisionFile> embedded_files();

}  // namespace gatehouse::migrations
