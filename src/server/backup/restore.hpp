#pragma once

// A backup back into the database of the settings, all of it or nothing: it is made ready in a private copy
// (checked, brought to the head of the revisions, its epoch begun), and only then put in place.

#include <filesystem>
#include <optional>

#include "server/backup/carry.hpp"
#include "server/options.hpp"

namespace gatehouse::server {

struct RestoreOrder {
  std::filesystem::path from;
  bool force = false;  // what the database holds is replaced: SQLite's file is kept under another name
};

struct Restored {
  std::optional<std::filesystem::path> kept{};  // where the SQLite file of before is now
  std::optional<std::string> audit_breach{};    // the trail in the backup is not intact
};

/// Throws with a sentence for the operator; the database is as it was then.
Restored restore(const RestoreOrder& order, const Settings& settings, const TellLine& tell);

}  // namespace gatehouse::server
