// Whatever a revision file holds, it is a revision or refused with a sentence. What it is cut into loses
// nothing: tokens are the whole text, a statement is cut no further, and a form that is canonical stays so.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/migrations/created_table.hpp"
#include "platform/migrations/expression.hpp"
#include "platform/migrations/refused.hpp"
#include "platform/migrations/revision.hpp"
#include "platform/migrations/revision_writer.hpp"
#include "platform/migrations/split.hpp"
#include "platform/migrations/tokens.hpp"
#include "tests/fuzz/check.hpp"

namespace {

using gatehouse::fuzz::check;
namespace migrations = gatehouse::migrations;
using gatehouse::sql::Dialect;
using migrations::Direction;

constexpr std::string_view name = "0002_fuzzed.sql";

void look_at_tokens(std::string_view text, Dialect dialect) {
  std::string all;
  for (const auto& token : migrations::tokens(text, dialect)) {
    check(!token.text.empty());
    all += token.text;
    if (token.kind == migrations::TokenKind::quoted_word) migrations::name_of(token);
  }
  check(all == text);
  const std::string canonical = migrations::canonical_expression(text, dialect);
  check(migrations::canonical_expression(canonical, dialect) == canonical);
}

void look_at_statements(const migrations::Revision& revision) {
  for (const Direction direction : {Direction::upgrade, Direction::downgrade}) {
    for (const Dialect dialect : {Dialect::sqlite, Dialect::postgresql}) {
      for (const std::string& statement : revision.statements(direction, dialect)) {
        check(migrations::split_statements(statement, dialect) == std::vector{statement});
        check(!migrations::controls_transaction(statement, dialect));
        if (dialect != Dialect::sqlite) continue;
        migrations::read_create_table(statement);
        migrations::read_create_index(statement);
      }
    }
  }
}

/// A body that is never closed takes the semicolons behind it for its own.
bool has_open_body(const migrations::Revision& revision) {
  for (const Direction direction : {Direction::upgrade, Direction::downgrade}) {
    for (const Dialect dialect : {Dialect::sqlite, Dialect::postgresql}) {
      const auto& statements = revision.statements(direction, dialect);
      if (statements.empty()) continue;
      if (migrations::split_statements(statements.back() + ';', dialect) != std::vector{statements.back()})
        return true;
    }
  }
  return false;
}

/// Written anew, it is the same revision.
void write_again(const migrations::Revision& revision) {
  if (has_open_body(revision)) return;
  migrations::Draft draft{.id = revision.id, .revises = revision.revises, .message = "fuzzed", .created = {}};
  draft.parts = revision.parts;
  const std::string file(name);
  const auto again = migrations::parse_revision({file, migrations::file_content(draft)});
  check(again.parts == revision.parts);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  const std::string content(reinterpret_cast<const char*>(bytes), count);
  for (const Dialect dialect : {Dialect::sqlite, Dialect::postgresql}) look_at_tokens(content, dialect);
  migrations::is_revision(name, content);
  try {
    const auto revision = migrations::parse_revision({std::string(name), content});
    look_at_statements(revision);
    write_again(revision);
  } catch (const migrations::Refused& refused) {
    check(std::string_view(refused.what()).starts_with(name));
  }
  return 0;
}
