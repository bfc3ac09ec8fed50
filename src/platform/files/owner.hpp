#pragma once

// Whose a file or folder is, and what to do where it is somebody else's. The remedy is never to take it: a
// file of the service that root has made its own stops the service.

#include <sys/stat.h>

#include <filesystem>
#include <optional>
#include <string>

namespace gatehouse::files {

/// `user gatehouse`, or `user 12345` where nobody has this number.
std::string name_of_user(uid_t user);

/// `run this as that user: runuser -u gatehouse -- gatehouse …`.
std::string run_as(uid_t user);

/// `belongs to user gatehouse; run this as that user: runuser -u gatehouse -- gatehouse …`, for the end of a
/// sentence. What is root's in the place of a service is told to be given back.
std::string belongs_to_another(const std::string& name, uid_t owner);

/// Why others than this user and root decide what a file or folder holds; nothing where they do not. The
/// group that this process runs as may write: where a umask of 002 is usual, it has nobody else in it.
/// `found`: as stat(2) tells it, or lstat(2) of a link, whose owner alone counts.
std::optional<std::string> in_hands_of_others(const std::string& name, const struct stat& found);

}  // namespace gatehouse::files
