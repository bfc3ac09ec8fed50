#include "platform/files/keep_names.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace gatehouse::files {
namespace {

bool has_no_syncs(int fault) { return fault == EINVAL || fault == EROFS || fault == ENOTSUP; }

void keep_names_in(const std::filesystem::path& folder) {
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return;
  const int fault = ::fsync(opened) == 0 ? 0 : errno;
  ::close(opened);
  if (fault != 0 && !has_no_syncs(fault)) {
    throw std::system_error(fault, std::generic_category(), "cannot sync the folder " + folder.string());
  }
}

}  // namespace

void keep_names(const std::filesystem::path& folder) {
  std::filesystem::path each = std::filesystem::canonical(folder.empty() ? "." : folder);
  keep_names_in(each);
  while (each.has_relative_path()) {
    each = each.parent_path();
    keep_names_in(each);
  }
}

}  // namespace gatehouse::files
