#pragma once

// Where the chain ends (`head`), and which event was the last to be taken away (`tail`), each under a keyed
// hash: without them nobody could tell that the newest or the oldest events are missing.

#include <cstdint>
#include <expected>
#include <stdexcept>
#include <string>

#include "platform/audit/chain_key.hpp"
#include "platform/sql/connection.hpp"

namespace gatehouse::audit {

/// The trail was changed by another hand. What is found broken is left as it is, for whoever must look into
/// it.
class ChainBroken : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// An event's position and hash; 0 and nothing before the first.
struct Mark {
  std::int64_t position = 0;
  std::string hash;
};

struct Marks {
  Mark tail;
  Mark head;
};

/// As they were at one moment; else what is wrong with them.
std::expected<Marks, std::string> read_marks(sql::Connection& connection, const ChainKey& key);
/// Throws `ChainBroken`.
Marks require_marks(sql::Connection& connection, const ChainKey& key);

void put_head(sql::Connection& connection, const ChainKey& key, const Mark& head);
void put_tail(sql::Connection& connection, const ChainKey& key, const Mark& tail);

}  // namespace gatehouse::audit
