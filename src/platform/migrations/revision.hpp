#pragma once

// One revision: a file `migrations/NNNN_slug.sql` with a header, and the statements of its way up and its way
// down for each database.
//
//   -- gatehouse revision
//   -- revision: 0002
//   -- revises: 0001            (or: base)
//   -- message: add a locale
//   -- created: 2026-11-22T09:30:00.125Z
//
//   -- upgrade sqlite           (or postgresql, or neither for both; so `-- downgrade`)
//   ALTER TABLE …;

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "platform/sql/connection.hpp"

namespace gatehouse::migrations {

enum class Direction { upgrade, downgrade };

/// Before the first revision.
inline constexpr std::string_view base = "base";

/// A file as it was found; `name` is how messages call it.
struct RevisionFile {
  std::string name;
  std::string content;
};

struct Revision {
  std::string id;
  std::string revises;
  std::string message;
  std::string created;
  std::string checksum;  // SHA-256 of the content, in hex; line ends do not count
  std::string file;

  /// For a database and a direction.
  const std::vector<std::string>& statements(Direction direction, sql::Dialect dialect) const {
    return parts[static_cast<std::size_t>(direction)][static_cast<std::size_t>(dialect)];
  }

  std::array<std::array<std::vector<std::string>, 2>, 2> parts;
};

/// What a revision begins with.
inline constexpr std::string_view first_line = "-- gatehouse revision";

/// `NNNN_slug.sql`.
bool is_revision_name(std::string_view file_name);
/// Whether a file of this name and content is a revision at all.
bool is_revision(std::string_view file_name, std::string_view content);

/// Throws `Refused`, naming the file and what is wrong with it.
Revision parse_revision(const RevisionFile& file);

std::string_view name_of(Direction direction);
std::string_view name_of(sql::Dialect dialect);

}  // namespace gatehouse::migrations
