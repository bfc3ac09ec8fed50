#include "platform/migrations/created_table.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "platform/migrations/tokens.hpp"

namespace gatehouse::migrations {
namespace {

using Part = std::span<const Token>;

std::size_t find_symbol(Part part, std::string_view symbol) {
  const auto found =
      std::find_if(part.begin(), part.end(), [&](const Token& t) { return t.is_symbol(symbol); });
  return static_cast<std::size_t>(found - part.begin());
}

/// The parts between the commas of the first parenthesis, which ends at `end`.
std::vector<Part> parts_in_parenthesis(Part all, std::size_t& end) {
  std::vector<Part> parts;
  std::size_t begin = find_symbol(all, "(") + 1;
  int depth = 1;
  for (end = begin; end < all.size(); ++end) {
    if (all[end].is_symbol("(")) ++depth;
    if (all[end].is_symbol(")")) --depth;
    if (depth == 0 || (depth == 1 && all[end].is_symbol(","))) {
      parts.push_back(all.subspan(begin, end - begin));
      begin = end + 1;
    }
    if (depth == 0) break;
  }
  return parts;
}

std::vector<std::string> names_in_parenthesis(Part part) {
  std::vector<std::string> names;
  std::size_t end = 0;
  for (const Part& name : parts_in_parenthesis(part, end)) {
    if (!name.empty()) names.push_back(name_of(name.front()));
  }
  return names;
}

bool begins_constraint(Part part) {
  for (const std::string_view word : {"CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK"}) {
    if (part.front().is_word(word)) return true;
  }
  return false;
}

std::string written(Part part) {
  if (part.empty()) return {};
  return {part.front().text.data(), part.back().text.data() + part.back().text.size()};
}

/// From the first token to the end of the first parenthesis.
Part through_parenthesis(Part part) {
  std::size_t end = 0;
  parts_in_parenthesis(part, end);
  return part.subspan(0, std::min(end + 1, part.size()));
}

CreatedColumn read_column(Part part) {
  CreatedColumn column{.name = name_of(part.front())};
  int depth = 0;
  for (std::size_t i = 1; i < part.size(); ++i) {
    if (part[i].is_symbol("(")) ++depth;
    if (part[i].is_symbol(")")) --depth;
    if (depth > 0 || i + 1 == part.size()) continue;
    if (part[i].is_word("COLLATE")) column.collation = std::string(part[i + 1].text);
    if (!part[i].is_word("AS") || !part[i + 1].is_symbol("(")) continue;
    const Part expression = through_parenthesis(part.subspan(i));
    const std::size_t after = i + expression.size();
    const bool is_stored = after < part.size() && part[after].is_word("STORED");
    column.generated = "GENERATED ALWAYS " + written(expression) + (is_stored ? " STORED" : "");
  }
  return column;
}

/// A constraint of a column holds for the column it stands beside; one of the table names its columns.
void read_constraints(Part part, CreatedTable& table) {
  const bool of_table = begins_constraint(part);
  std::string name;
  int depth = 0;
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (part[i].is_symbol("(")) ++depth;
    if (part[i].is_symbol(")")) --depth;
    if (depth > 0) continue;
    if (part[i].is_word("CONSTRAINT") && i + 1 < part.size()) name = name_of(part[++i]);
    const bool is_unique = part[i].is_word("UNIQUE");
    const bool is_key = part[i].is_word(of_table ? "FOREIGN" : "REFERENCES");
    if (part[i].is_word("CHECK")) {
      table.constraints.push_back({NamedConstraint::Kind::check,
                                   std::exchange(name, ""),
                                   {},
                                   written(through_parenthesis(part.subspan(i)))});
    }
    if (!is_unique && !is_key) continue;
    using Kind = NamedConstraint::Kind;
    table.constraints.push_back(
        {is_unique ? Kind::unique : Kind::foreign_key, std::exchange(name, ""),
         of_table ? names_in_parenthesis(part.subspan(i)) : std::vector<std::string>{name_of(part.front())}});
  }
}

std::string text_of(Part part) { return part.size() == 1 ? name_of(part.front()) : written(part); }

}  // namespace

CreatedTable read_create_table(std::string_view statement) {
  const std::vector<Token> all = significant_tokens(statement, sql::Dialect::sqlite);
  CreatedTable table;
  table.autoincrement =
      std::any_of(all.begin(), all.end(), [](const Token& token) { return token.is_word("AUTOINCREMENT"); });
  std::size_t end = 0;
  for (const Part& part : parts_in_parenthesis(all, end)) {
    if (part.empty()) continue;
    read_constraints(part, table);
    if (!begins_constraint(part)) table.columns.push_back(read_column(part));
  }
  table.options = written(Part(all).subspan(std::min(end + 1, all.size())));
  return table;
}

CreatedIndex read_create_index(std::string_view statement) {
  const std::vector<Token> all = significant_tokens(statement, sql::Dialect::sqlite);
  CreatedIndex index;
  std::size_t end = 0;
  for (const Part& part : parts_in_parenthesis(all, end)) index.columns.push_back(text_of(part));
  if (end + 2 < all.size() && all[end + 1].is_word("WHERE")) {
    index.where = {all[end + 2].text.data(), all.back().text.data() + all.back().text.size()};
  }
  return index;
}

}  // namespace gatehouse::migrations
