#include "platform/config/small_file.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace gatehouse::config {

std::expected<std::string, std::string> read_small_file(const std::string& path, std::size_t most_bytes) {
  std::error_code fault;
  const std::filesystem::file_status status = std::filesystem::status(path, fault);
  if (is_directory(status)) return std::unexpected("cannot read " + path + ": is a directory");
  // A pipe would be waited for until somebody writes.
  if (is_other(status)) return std::unexpected("cannot read " + path + ": is no regular file");
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::unexpected("cannot read " + path + ": " + std::generic_category().message(errno));

  std::string content(most_bytes + 1, '\0');
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (file.bad()) return std::unexpected("cannot read " + path);
  content.resize(static_cast<std::size_t>(file.gcount()));
  if (content.size() > most_bytes) return std::unexpected(path + " is larger than any such file should be");
  return content;
}

}  // namespace gatehouse::config
