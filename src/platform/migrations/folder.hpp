#pragma once

// The revisions that lie in a folder. Their statements run with all rights on the database, so they are taken
// only from a folder that nobody but this user and root decides on: the folder's usual name is one in the
// current folder, which may be anybody's.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "platform/migrations/revision.hpp"

namespace gatehouse::migrations {

/// In order of their names; none where there is no such folder. Throws `Refused` where others decide on the
/// folder or on a file, and it is not one that the program has inside.
std::vector<RevisionFile> revision_files(const std::filesystem::path& directory);
/// Files that are named like revisions, but are none: most likely a header was forgotten.
std::vector<std::string> overlooked_files(const std::filesystem::path& directory);

/// Why `revision_files` refuses what lies there, or would refuse what is put there, because of whose it is.
std::optional<std::string> in_hands_of_others(const std::filesystem::path& directory);

}  // namespace gatehouse::migrations
