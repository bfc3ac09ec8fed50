#include "platform/migrations/folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "platform/files/owner.hpp"
#include "platform/migrations/embedded.hpp"
#include "platform/migrations/refused.hpp"

namespace gatehouse::migrations {
namespace {

namespace fs = std::filesystem;

/// Of one file, from its opening on: what is judged is what is read, whatever its name means meanwhile.
class OpenFile {
 public:
  explicit OpenFile(const fs::path& path)
      : name_(path.string()), descriptor_(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {
    if (descriptor_ < 0) fail();
  }
  ~OpenFile() { ::close(descriptor_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  struct stat look() const {
    struct stat found{};
    if (::fstat(descriptor_, &found) != 0) fail();
    return found;
  }

  std::string read() const {
    std::string content;
    std::array<char, 16384> piece{};
    for (;;) {
      const ssize_t got = ::read(descriptor_, piece.data(), piece.size());
      if (got == 0) return content;
      if (got < 0 && errno != EINTR) fail();
      if (got > 0) content.append(piece.data(), static_cast<std::size_t>(got));
    }
  }

 private:
  [[noreturn]] void fail() const {
    throw Refused("Cannot read " + name_ + ": " + std::generic_category().message(errno) + ".");
  }

  std::string name_;
  int descriptor_;
};

/// Of the folder, and of the link where its name is one.
std::optional<std::string> fault_of_folder(const fs::path& directory) {
  for (const auto look : {::lstat, ::stat}) {
    struct stat found{};
    if (look(directory.c_str(), &found) != 0) return std::nullopt;
    if (auto fault = files::in_hands_of_others(directory.string(), found)) return fault;
  }
  return std::nullopt;
}

void refuse(const std::string& fault) {
  throw Refused(
      fault +
      ", who could change the database by the revisions there: they are not taken. Have the folder and "
      "its files belong to this user or root, run `chmod go-w` on them, or name another folder by "
      "--migrations-dir.");
}

bool is_taken(const fs::directory_entry& entry) {
  return entry.is_regular_file() && is_revision_name(entry.path().filename().string());
}

template <class Take>
void for_each_file(const fs::path& directory, Take take) {
  std::error_code fault;
  if (!fs::is_directory(directory, fault)) return;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (is_taken(entry)) paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  for (const fs::path& path : paths) take(path);
}

/// The sources of the program, whosever they are, hold what the program holds.
bool is_built_in(const std::string& content) {
  const auto all = embedded_files();
  return std::ranges::find(all, content, &RevisionFile::content) != all.end();
}

std::vector<RevisionFile> named_files(const fs::path& directory) {
  const auto fault_of_all = fault_of_folder(directory);
  std::vector<RevisionFile> found;
  for_each_file(directory, [&](const fs::path& path) {
    const OpenFile file(path);
    found.push_back({path.string(), file.read()});
    if (is_built_in(found.back().content)) return;
    if (fault_of_all) refuse(*fault_of_all);
    if (const auto fault = files::in_hands_of_others(path.string(), file.look())) refuse(*fault);
  });
  return found;
}

bool has_header(const RevisionFile& file) {
  return is_revision(fs::path(file.name).filename().string(), file.content);
}

}  // namespace

std::vector<RevisionFile> revision_files(const fs::path& directory) {
  std::vector<RevisionFile> files = named_files(directory);
  std::erase_if(files, [](const RevisionFile& file) { return !has_header(file); });
  return files;
}

std::vector<std::string> overlooked_files(const fs::path& directory) {
  std::vector<std::string> names;
  for (const RevisionFile& file : named_files(directory)) {
    if (!has_header(file)) names.push_back(file.name);
  }
  return names;
}

std::optional<std::string> in_hands_of_others(const fs::path& directory) {
  auto fault = fault_of_folder(directory);
  for_each_file(directory, [&](const fs::path& path) {
    struct stat found{};
    if (fault || ::stat(path.c_str(), &found) != 0) return;
    fault = files::in_hands_of_others(path.string(), found);
  });
  return fault;
}

}  // namespace gatehouse::migrations
