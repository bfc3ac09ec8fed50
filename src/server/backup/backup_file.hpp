#pragma once

// A backup: one SQLite file with the tables, rows and revision of a database, whichever it was, and a list of
// what it holds (`backup_contents`), and behind it the seal (seal.hpp). It is written under another name and
// gets its own once it is whole and on disk; nothing that is there is written over.

#include <filesystem>

#include "platform/crypto/master_key.hpp"
#include "server/backup/carry.hpp"

namespace gatehouse::server {

struct Backup {
  std::filesystem::path file;
  Carried carried;
};

/// `to`: the file to make, or a folder, where it is named after the time. Throws with a sentence for the
/// operator, and leaves nothing behind then.
Backup write_backup(const sql::DatabaseOptions& from, const std::filesystem::path& to,
                    const migrations::Chain& chain, const crypto::MasterKey& master_key,
                    const TellLine& tell);

/// Holds a file against its seal, before anything else of it is believed, and its list: whole, of a revision
/// that `chain` knows, the rows that were written. It is opened for writing, and seal and list are taken off,
/// so this is for a copy that is private to this process.
void expect_whole_backup(const std::filesystem::path& file, const migrations::Chain& chain,
                         const crypto::MasterKey& master_key);

/// The options of the database in `file`.
sql::DatabaseOptions options_of(const std::filesystem::path& file);

}  // namespace gatehouse::server
