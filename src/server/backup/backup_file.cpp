#include "server/backup/backup_file.hpp"

#include <stdexcept>

#include "kernel/clock.hpp"
#include "platform/migrations/introspection.hpp"
#include "platform/migrations/state.hpp"
#include "platform/sql/connect.hpp"
#include "platform/sql/failure.hpp"
#include "platform/transfer/copy.hpp"
#include "server/backup/live.hpp"
#include "server/backup/place.hpp"
#include "server/backup/seal.hpp"

namespace gatehouse::server {
namespace {

constexpr auto create_list =
    "CREATE TABLE backup_contents (\"table\" TEXT PRIMARY KEY NOT NULL, \"rows\" INTEGER NOT NULL, "
    "hash TEXT NOT NULL) STRICT";
constexpr std::string_view add_to_list = "INSERT INTO backup_contents VALUES ($1, $2, $3)";
constexpr std::string_view read_list = "SELECT \"table\", \"rows\", hash FROM backup_contents";

void expect_sound_pages(sql::Connection& connection) {
  const auto verdict = connection.query("PRAGMA integrity_check");
  if (verdict.size() != 1 || verdict.front().text(0) != "ok") {
    throw std::runtime_error("the file is damaged: " + (verdict.empty() ? "" : verdict.front().text(0)));
  }
  if (!connection.query("SELECT 1 FROM pragma_foreign_key_check() LIMIT 1").empty()) {
    throw std::runtime_error("the file is damaged: rows point to rows that are not there");
  }
}

/// `DELETE` leaves one file, without a log beside it.
void finish(const std::filesystem::path& file, const transfer::Contents& contents) {
  const auto connection = sql::connect(options_of(file), sql::Access::write);
  connection->run(create_list);
  for (const auto& content : contents) {
    connection->execute(add_to_list, {content.table, content.rows, content.hash});
  }
  expect_sound_pages(*connection);
  connection->query("PRAGMA journal_mode = DELETE");
}

transfer::Contents listed(sql::Connection& connection) {
  if (!is_backup(connection)) {
    throw std::runtime_error("this is a database, but none that `gatehouse backup` has made");
  }
  transfer::Contents contents;
  for (const sql::Row& row : connection.query(read_list)) {
    contents.push_back({row.text(0), row.integer(1), row.text(2)});
  }
  return contents;
}

/// In a folder: named after the second, and numbered where there were several in one.
std::filesystem::path file_in(const std::filesystem::path& to) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(to, ignored)) return to;
  std::string stamp = to_rfc3339(SystemClock().now()).substr(0, 19);  // 2026-11-23T03:00:00
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  const auto numbered = [&](const std::string& number) {
    return to / ("gatehouse-" + stamp + "Z" + number + ".db");
  };
  const auto is_taken = [](const std::string& path) {
    return std::filesystem::exists(std::filesystem::symlink_status(path));
  };
  std::filesystem::path file = numbered("");
  for (int number = 2; is_taken(file.string()) || is_taken(file.string() + ".draft"); ++number)
    file = numbered('-' + std::to_string(number));
  return file;
}

}  // namespace

sql::DatabaseOptions options_of(const std::filesystem::path& file) {
  return {.url = "sqlite:" + std::filesystem::absolute(file).string()};
}

Backup write_backup(const sql::DatabaseOptions& from, const std::filesystem::path& to,
                    const migrations::Chain& chain, const crypto::MasterKey& master_key,
                    const TellLine& tell) {
  const std::filesystem::path file = file_in(to);
  expect_free(file);
  const Draft draft(file.string() + ".draft");
  try {
    Carried carried = carry({.from = from, .to = options_of(draft.path())}, chain, tell);
    finish(draft.path(), carried.contents);
    seal(draft.path(), master_key);
    put_in_place(draft.path(), file);
    return {file, std::move(carried)};
  } catch (const std::exception&) {
    expect_room(file);
    throw;
  }
}

void expect_whole_backup(const std::filesystem::path& file, const migrations::Chain& chain,
                         const crypto::MasterKey& master_key) {
  break_seal(file, master_key);
  try {
    const auto connection = sql::connect(options_of(file), sql::Access::write);
    expect_sound_pages(*connection);
    const transfer::Contents contents = listed(*connection);
    const migrations::State state = migrations::state(chain, *connection);
    if (state.position != migrations::Position::at_head && state.position != migrations::Position::behind) {
      throw std::runtime_error("its revision cannot be used: " + state.message);
    }
    connection->run("DROP TABLE backup_contents");
    const std::string difference =
        transfer::difference(contents, transfer::contents(*connection, migrations::read_schema(*connection)));
    if (!difference.empty()) throw std::runtime_error("it is not what was backed up: " + difference);
  } catch (const sql::Failure& fault) {
    throw std::runtime_error(std::string("it is no sound backup: ") + fault.what());
  }
}

}  // namespace gatehouse::server
