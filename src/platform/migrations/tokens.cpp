#include "platform/migrations/tokens.hpp"

#include <algorithm>
#include <array>

namespace gatehouse::migrations {
namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_word_part(char c) { return is_word_start(c) || is_digit(c) || c == '$'; }

constexpr std::array<std::string_view, 8> long_symbols = {"!~~", "::", "<>", "!=", "<=", ">=", "||", "~~"};

class Cutter {
 public:
  Cutter(std::string_view sql, sql::Dialect dialect)
      : sql_(sql), is_postgresql_(dialect == sql::Dialect::postgresql) {}

  bool done() const { return at_ == sql_.size(); }

  Token next() {
    const std::size_t start = at_;
    const TokenKind kind = take();
    return {kind, sql_.substr(start, at_ - start)};
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0'; }

  template <class Is>
  void skip_while(Is is) {
    while (!done() && is(sql_[at_])) ++at_;
  }

  TokenKind take() {
    const char c = peek();
    if (is_space(c)) return skip_while(is_space), TokenKind::space;
    if (c == '-' && peek(1) == '-') return skip_while([](char x) { return x != '\n'; }), TokenKind::comment;
    if (c == '/' && peek(1) == '*') return take_block_comment();
    if (c == '\'') return take_quoted('\'', TokenKind::string);
    if (c == '"') return take_quoted('"', TokenKind::quoted_word);
    if (!is_postgresql_ && c == '`') return take_quoted('`', TokenKind::quoted_word);
    if (!is_postgresql_ && c == '[') return take_quoted(']', TokenKind::quoted_word);
    if (is_postgresql_ && c == '$') return take_dollar();
    if (is_postgresql_ && (c == 'E' || c == 'e') && peek(1) == '\'') return ++at_, take_escape_string();
    if (is_digit(c)) return take_number();
    if (is_word_start(c)) return skip_while(is_word_part), TokenKind::word;
    return take_symbol();
  }

  /// A doubled closing quote stands for itself.
  TokenKind take_quoted(char close, TokenKind kind) {
    for (++at_; !done(); ++at_) {
      if (sql_[at_] != close) continue;
      if (peek(1) == close && close != ']') {
        ++at_;
        continue;
      }
      ++at_;
      return kind;
    }
    return TokenKind::unterminated;
  }

  TokenKind take_escape_string() {
    for (++at_; !done(); ++at_) {
      if (sql_[at_] == '\\') {
        if (++at_ == sql_.size()) break;
      } else if (sql_[at_] == '\'') {
        if (peek(1) != '\'') return ++at_, TokenKind::string;
        ++at_;
      }
    }
    return TokenKind::unterminated;
  }

  /// PostgreSQL's comments stand inside one another, SQLite's do not.
  TokenKind take_block_comment() {
    int depth = 1;
    at_ += 2;
    while (!done()) {
      if (peek() == '*' && peek(1) == '/') {
        at_ += 2;
        if (--depth == 0) return TokenKind::comment;
      } else if (is_postgresql_ && peek() == '/' && peek(1) == '*') {
        at_ += 2;
        ++depth;
      } else {
        ++at_;
      }
    }
    return is_postgresql_ ? TokenKind::unterminated : TokenKind::comment;
  }

  TokenKind take_dollar() {
    std::size_t end = at_ + 1;
    while (end < sql_.size() && is_word_part(sql_[end]) && sql_[end] != '$') ++end;
    if (end == sql_.size() || sql_[end] != '$' || is_digit(peek(1))) return ++at_, TokenKind::symbol;
    const std::string_view tag = sql_.substr(at_, end + 1 - at_);
    const std::size_t close = sql_.find(tag, end + 1);
    at_ = close == std::string_view::npos ? sql_.size() : close + tag.size();
    return close == std::string_view::npos ? TokenKind::unterminated : TokenKind::string;
  }

  TokenKind take_number() {
    skip_while([](char c) { return is_word_part(c) || c == '.'; });
    return TokenKind::number;
  }

  TokenKind take_symbol() {
    const std::string_view rest = sql_.substr(at_);
    const auto found = std::find_if(long_symbols.begin(), long_symbols.end(),
                                    [&](std::string_view symbol) { return rest.starts_with(symbol); });
    at_ += found == long_symbols.end() ? 1 : found->size();
    return TokenKind::symbol;
  }

  std::string_view sql_;
  bool is_postgresql_;
  std::size_t at_ = 0;
};

template <class Change>
std::string changed(std::string_view text, Change change) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), change);
  return result;
}

}  // namespace

bool Token::is_word(std::string_view upper) const {
  return kind == TokenKind::word && upper_case(text) == upper;
}

std::vector<Token> tokens(std::string_view sql, sql::Dialect dialect) {
  std::vector<Token> all;
  for (Cutter cutter(sql, dialect); !cutter.done();) all.push_back(cutter.next());
  return all;
}

std::vector<Token> significant_tokens(std::string_view sql, sql::Dialect dialect) {
  std::vector<Token> all = tokens(sql, dialect);
  std::erase_if(all,
                [](const Token& t) { return t.kind == TokenKind::space || t.kind == TokenKind::comment; });
  return all;
}

std::string name_of(const Token& token) {
  if (token.kind != TokenKind::quoted_word) return std::string(token.text);
  const char close = token.text.back();
  std::string name;
  for (std::size_t i = 1; i + 1 < token.text.size(); ++i) {
    name += token.text[i];
    if (token.text[i] == close) ++i;
  }
  return name;
}

std::string upper_case(std::string_view text) {
  return changed(text, [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
}

std::string lower_case(std::string_view text) {
  return changed(text, [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
}

}  // namespace gatehouse::migrations
