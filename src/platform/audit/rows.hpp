#pragma once

// The trail as those read and write it who keep the chain. All their SQL stands here.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/audit/entry.hpp"
#include "platform/sql/connection.hpp"

namespace gatehouse::audit {

/// Who gives places, or takes the oldest events away, holds this lock.
inline constexpr std::string_view chain_lock = "audit_chain";

/// Of rows of all columns, in the order id, at, what, outcome, user_id, address, session_id, request_id,
/// position, hash.
std::vector<Event> events_of(const sql::Rows& rows);

/// Those without a place, by id.
std::vector<Event> waiting_after(sql::Connection& connection, std::int64_t id, std::int64_t most);
bool any_waits(sql::Connection& connection);

/// Those in the chain, by position.
std::vector<Event> chained_after(sql::Connection& connection, std::int64_t position, std::int64_t most);
std::int64_t last_position(sql::Connection& connection);  // 0: none

/// Does nothing where it has one already, or is gone.
void give_place(sql::Connection& connection, std::int64_t id, std::int64_t position, const std::string& hash);
/// Throws where not so many events stand after that position.
void expect_places_after(sql::Connection& connection, std::int64_t position, std::int64_t count);
/// Gives one that waits another hash.
void reseal(sql::Connection& connection, std::int64_t id, const std::string& hash);
std::int64_t remove_through(sql::Connection& connection, std::int64_t position);

/// An event that stands where none can: not between the marks.
std::optional<Event> outside_the_marks(sql::Connection& connection);

// The id of the first of those, whatever else its row says.
std::optional<std::int64_t> waiting_id_after(sql::Connection& connection, std::int64_t id);
std::optional<std::int64_t> chained_id_after(sql::Connection& connection, std::int64_t position);

}  // namespace gatehouse::audit
