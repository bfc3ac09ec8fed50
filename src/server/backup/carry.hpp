#pragma once

// A whole database of this program, as of one moment, into another one: what a backup, a restore and `db
// copy` all are. The other side gets the same revision, the same rows and the same numbers to go on from, or
// nothing.

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

#include "platform/migrations/chain.hpp"
#include "platform/sql/database.hpp"
#include "platform/transfer/content.hpp"

namespace gatehouse::server {

/// What the target may hold before.
enum class Target {
  empty,     // no row
  replaced,  // rows of this program's tables, at the same revision, which go in the same transaction
};

struct Carried {
  transfer::Contents contents;
  std::string revision;
};

struct Route {
  sql::DatabaseOptions from;
  sql::DatabaseOptions to;
  Target target = Target::empty;
};

/// A line for whoever waits.
using TellLine = std::function<void(const std::string&)>;

/// Throws with a sentence for the operator. Reads `from` in one snapshot, while others may write there.
Carried carry(const Route& route, const migrations::Chain& chain, const TellLine& tell);

/// `12 rows in users`, a line for each table.
std::string listing(const transfer::Contents& contents);

}  // namespace gatehouse::server
