#include "platform/migrations/split.hpp"

#include <algorithm>
#include <array>

#include "platform/migrations/refused.hpp"
#include "platform/migrations/tokens.hpp"

namespace gatehouse::migrations {
namespace {

/// Follows one statement and knows whether a semicolon ends it. A body of statements (a trigger of SQLite,
/// `BEGIN ATOMIC` of PostgreSQL) ends at `; END ;`, as sqlite3_complete() has it.
class Statement {
 public:
  explicit Statement(sql::Dialect dialect) : dialect_(dialect) {}

  void see(const Token& token) {
    if (text_begin_ == nullptr) text_begin_ = token.text.data();
    text_end_ = token.text.data() + token.text.size();
    ++words_;
    if (dialect_ == sql::Dialect::sqlite) {
      is_creation_ = words_ == 1 ? token.is_word("CREATE") : is_creation_;
      has_body_ = has_body_ || (is_creation_ && words_ <= 3 && token.is_word("TRIGGER"));
    } else {
      has_body_ = has_body_ || (last_ == Last::begin && token.is_word("ATOMIC"));
    }
    ended_body_ = token.is_word("END") && last_ == Last::semicolon;
    last_ = token.is_symbol(";") ? Last::semicolon : token.is_word("BEGIN") ? Last::begin : Last::other;
    if (dialect_ == sql::Dialect::postgresql && last_ == Last::other && token.is_word("ATOMIC"))
      last_ = Last::semicolon;
  }

  bool ends_here() const { return !has_body_ || ended_body_; }
  bool empty() const { return text_begin_ == nullptr; }
  std::string text() const { return {text_begin_, text_end_}; }

 private:
  enum class Last { other, semicolon, begin };

  sql::Dialect dialect_;
  const char* text_begin_ = nullptr;
  const char* text_end_ = nullptr;
  int words_ = 0;
  bool is_creation_ = false;
  bool has_body_ = false;
  bool ended_body_ = false;
  Last last_ = Last::other;
};

}  // namespace

std::vector<std::string> split_statements(std::string_view sql, sql::Dialect dialect) {
  std::vector<std::string> statements;
  Statement statement(dialect);
  for (const Token& token : tokens(sql, dialect)) {
    if (token.kind == TokenKind::space || token.kind == TokenKind::comment) continue;
    if (token.kind == TokenKind::unterminated) {
      throw Refused("a quote or comment is never closed: " + std::string(token.text.substr(0, 60)));
    }
    if (!token.is_symbol(";") || (!statement.empty() && !statement.ends_here())) {
      statement.see(token);
      continue;
    }
    if (!statement.empty()) statements.push_back(statement.text());
    statement = Statement(dialect);
  }
  if (!statement.empty()) statements.push_back(statement.text());
  return statements;
}

bool controls_transaction(std::string_view statement, sql::Dialect dialect) {
  static constexpr std::array<std::string_view, 8> words = {"BEGIN",    "START", "COMMIT",    "END",
                                                            "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE"};
  const std::vector<Token> all = significant_tokens(statement, dialect);
  return !all.empty() && std::any_of(words.begin(), words.end(),
                                     [&](std::string_view word) { return all.front().is_word(word); });
}

}  // namespace gatehouse::migrations
