#pragma once

// New revision files: what `gatehouse db revision` and `gatehouse db migrate` leave behind.

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/clock.hpp"
#include "platform/migrations/revision.hpp"

namespace gatehouse::migrations {

/// A revision that is not written yet. Without statements its sections are empty, for somebody to fill.
struct Draft {
  std::string id;
  std::string revises;
  std::string message;
  Time created;
  std::vector<std::string> cautions{};  // comments above the statements
  std::array<std::array<std::vector<std::string>, 2>, 2> parts{};

  std::vector<std::string>& statements(Direction direction, sql::Dialect dialect) {
    return parts[static_cast<std::size_t>(direction)][static_cast<std::size_t>(dialect)];
  }
};

/// `0002_add_a_locale.sql`.
std::string file_name(const Draft& draft);
std::string file_content(const Draft& draft);

/// Writes the file, and makes the folder where there is none; never over a file that is there. Throws
/// `Refused`.
std::filesystem::path write_revision(const Draft& draft, const std::filesystem::path& directory);

}  // namespace gatehouse::migrations
