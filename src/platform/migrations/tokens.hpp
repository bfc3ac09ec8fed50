#pragma once

// SQL text cut into tokens: just enough of both dialects to find where a statement ends, to read back a
// CREATE TABLE and to compare two expressions that mean the same.

#include <string>
#include <string_view>
#include <vector>

#include "platform/sql/connection.hpp"

namespace gatehouse::migrations {

enum class TokenKind { word, quoted_word, string, number, symbol, space, comment, unterminated };

struct Token {
  TokenKind kind;
  std::string_view text;  // of the text that was cut

  bool is_symbol(std::string_view symbol) const { return kind == TokenKind::symbol && text == symbol; }
  /// A bare word, whatever its case; `upper` in upper case.
  bool is_word(std::string_view upper) const;
};

std::vector<Token> tokens(std::string_view sql, sql::Dialect dialect);
/// Without spaces and comments.
std::vector<Token> significant_tokens(std::string_view sql, sql::Dialect dialect);

/// The name that a word stands for: without its quotes, or as it is.
std::string name_of(const Token& token);
std::string upper_case(std::string_view text);
std::string lower_case(std::string_view text);

}  // namespace gatehouse::migrations
