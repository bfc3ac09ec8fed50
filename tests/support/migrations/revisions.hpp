#pragma once

// Revision files for tests, each in one line.

#include <string>

#include "platform/migrations/chain.hpp"

namespace gatehouse::testing {

inline std::string four_digits(int number) {
  const std::string digits = std::to_string(number);
  return std::string(4 - digits.size(), '0') + digits;
}

/// Revision `number` after the one before it, with the same statements for both databases.
inline migrations::RevisionFile revision_file(int number, const std::string& up, const std::string& down,
                                              const std::string& slug = "x") {
  const std::string id = four_digits(number);
  const std::string before = number == 1 ? "base" : four_digits(number - 1);
  return {"migrations/" + id + "_" + slug + ".sql",
          "-- gatehouse revision\n-- revision: " + id + "\n-- revises: " + before + "\n-- message: step " +
              std::to_string(number) + "\n-- created: 2026-11-22T00:00:00.000Z\n\n-- upgrade\n" + up +
              "\n-- downgrade\n" + down + "\n"};
}

}  // namespace gatehouse::testing
