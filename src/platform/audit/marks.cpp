#include "platform/audit/marks.hpp"

#include <optional>
#include <string_view>

#include "platform/audit/rows.hpp"
#include "platform/crypto/keyed_hash.hpp"

namespace gatehouse::audit {
namespace {

constexpr std::string_view head_name = "head";
constexpr std::string_view tail_name = "tail";

void put(sql::Connection& connection, const ChainKey& key, std::string_view name, const Mark& mark) {
  connection.execute(
      "INSERT INTO audit_marks (name, position, hash, seal) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (name) DO UPDATE SET position = excluded.position, hash = excluded.hash, "
      "seal = excluded.seal",
      {std::string(name), mark.position, mark.hash, key.mark(name, mark.position, mark.hash)});
}

}  // namespace

std::expected<Marks, std::string> read_marks(sql::Connection& connection, const ChainKey& key) {
  std::optional<Mark> head;
  std::optional<Mark> tail;
  const bool any_event = last_position(connection) > 0;  // asked first: its mark is never younger
  for (const sql::Row& row : connection.query("SELECT name, position, hash, seal FROM audit_marks")) {
    const std::string& name = row.text(0);
    const Mark mark{row.integer(1), row.text(2)};
    if (!crypto::equal_in_constant_time(row.text(3), key.mark(name, mark.position, mark.hash))) {
      return std::unexpected("the mark `" + name + "` was changed");
    }
    (name == head_name ? head : tail) = mark;
  }
  if (!head && (tail || any_event)) return std::unexpected("the mark `head` is missing");
  Marks marks{tail.value_or(Mark{}), head.value_or(Mark{})};
  if (marks.tail.position > marks.head.position) {
    return std::unexpected("the mark `head` stands before the mark `tail`");
  }
  return marks;
}

Marks require_marks(sql::Connection& connection, const ChainKey& key) {
  auto marks = read_marks(connection, key);
  if (!marks) throw ChainBroken(marks.error());
  return std::move(*marks);
}

void put_head(sql::Connection& connection, const ChainKey& key, const Mark& head) {
  put(connection, key, head_name, head);
}

void put_tail(sql::Connection& connection, const ChainKey& key, const Mark& tail) {
  put(connection, key, tail_name, tail);
}

}  // namespace gatehouse::audit
