#pragma once

// New names on disk: a file is as lasting as the folders that lead to it, and each of these is kept by the
// sync of the folder above. Without that a loss of power may take a new folder with all that was acknowledged
// in it.

#include <filesystem>

namespace gatehouse::files {

/// Has the names in a folder, its own and those of the folders above it on disk, whoever made them: the one
/// who did may have been killed before he could. Throws `std::system_error` where a sync fails. What cannot
/// be opened or has no syncs is left to whoever made it.
void keep_names(const std::filesystem::path& folder);

}  // namespace gatehouse::files
