#include "platform/migrations/expression.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "platform/migrations/tokens.hpp"

namespace gatehouse::migrations {
namespace {

/// Thrown and caught here: the text is beyond the grammar.
struct Beyond {};

enum Binding { or_, and_, not_, comparison, sum, product, sign, primary };

/// A part that has been read: its text, and how tightly its outermost operator binds.
struct Part {
  std::string text;
  int binding;
};

std::string inside(const Part& part, int needed) {
  return part.binding < needed ? "(" + part.text + ")" : part.text;
}

bool is_whole_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class Reader {
 public:
  explicit Reader(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  std::string read_all() {
    const Part part = expression(or_);
    if (at_ != tokens_.size()) throw Beyond{};
    return part.text;
  }

 private:
  const Token* peek(std::size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() ? &tokens_[at_ + ahead] : nullptr;
  }
  bool take_word(std::string_view word) {
    if (peek() == nullptr || !peek()->is_word(word)) return false;
    return ++at_, true;
  }
  bool take_symbol(std::string_view symbol) {
    if (peek() == nullptr || !peek()->is_symbol(symbol)) return false;
    return ++at_, true;
  }
  void need_word(std::string_view word) {
    if (!take_word(word)) throw Beyond{};
  }
  void need_symbol(std::string_view symbol) {
    if (!take_symbol(symbol)) throw Beyond{};
  }

  Part expression(int least) {
    Part left = prefix();
    while (std::optional<Part> longer = infix(left, least)) left = std::move(*longer);
    return left;
  }

  Part prefix() {
    if (take_word("NOT")) return {"NOT " + inside(expression(not_), not_), not_};
    if (take_symbol("-")) return negative(expression(sign));
    return casts(first());
  }

  /// Two signs without a space between them would begin a comment.
  static Part negative(const Part& part) {
    const std::string text = inside(part, sign);
    return {(text.starts_with('-') ? "- " : "-") + text, sign};
  }

  Part first() {
    if (take_symbol("(")) {
      Part part = expression(or_);
      need_symbol(")");
      return part;
    }
    const Token* token = peek();
    if (token == nullptr || token->kind == TokenKind::symbol || token->kind == TokenKind::unterminated)
      throw Beyond{};
    ++at_;
    if (token->kind == TokenKind::string || token->kind == TokenKind::number)
      return {std::string(token->text), primary};
    if (token->is_word("NULL") || token->is_word("TRUE") || token->is_word("FALSE")) {
      return {upper_case(token->text), primary};
    }
    if (token->kind == TokenKind::word && take_symbol("(")) {
      return {lower_case(token->text) + "(" + list(")") + ")", primary};
    }
    return {name(*token), primary};
  }

  /// A name that needs no quotes loses them.
  static std::string name(const Token& token) {
    if (token.kind == TokenKind::word) return lower_case(token.text);
    const std::string bare = name_of(token);
    const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9'); };
    return !bare.empty() && std::all_of(bare.begin(), bare.end(), is_plain) ? bare : std::string(token.text);
  }

  std::string list(std::string_view end) {
    std::string text;
    while (!take_symbol(end)) {
      if (!text.empty()) need_symbol(",");
      text += (text.empty() ? "" : ", ") + expression(or_).text;
    }
    return text;
  }

  /// `::text`, `::character varying(10)[]`: left out; a number that was quoted for its cast is a number
  /// again.
  Part casts(Part part) {
    while (take_symbol("::")) {
      const Token* type = peek();
      if (type == nullptr || (type->kind != TokenKind::word && type->kind != TokenKind::quoted_word))
        throw Beyond{};
      const bool to_number = type->is_word("BIGINT") || type->is_word("INTEGER") || type->is_word("SMALLINT");
      ++at_;
      if (!take_word("VARYING")) take_word("PRECISION");
      if (take_symbol("(")) list(")");
      if (take_symbol("[")) need_symbol("]");
      if (to_number && part.text.starts_with('\'') && part.text.size() > 2) {
        const std::string number = part.text.substr(1, part.text.size() - 2);
        if (is_whole_number(number)) part = {number, number.starts_with('-') ? sign : primary};
      }
    }
    return part;
  }

  std::optional<Part> infix(const Part& left, int least) {
    if (least <= or_ && take_word("OR")) return join(left, "OR", or_);
    if (least <= and_ && take_word("AND")) return join(left, "AND", and_);
    if (least <= comparison) {
      if (std::optional<Part> part = compare(left)) return part;
    }
    return arithmetic(left, least);
  }

  Part join(const Part& left, std::string_view sign_text, int binding) {
    const Part right = expression(binding + 1);
    return {inside(left, binding) + ' ' + std::string(sign_text) + ' ' + inside(right, binding + 1), binding};
  }

  std::optional<Part> arithmetic(const Part& left, int least) {
    for (const std::string_view symbol : {"+", "-", "||"}) {
      if (least <= sum && take_symbol(symbol)) return join(left, symbol, sum);
    }
    for (const std::string_view symbol : {"*", "/", "%"}) {
      if (least <= product && take_symbol(symbol)) return join(left, symbol, product);
    }
    return std::nullopt;
  }

  std::optional<Part> compare(const Part& left) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> signs = {
        {{"=", "="},
         {"<>", "<>"},
         {"!=", "<>"},
         {"<=", "<="},
         {">=", ">="},
         {"<", "<"},
         {">", ">"},
         {"~~", "LIKE"},
         {"!~~", "NOT LIKE"}}};
    for (const auto& [symbol, written] : signs) {
      if (!take_symbol(symbol)) continue;
      if (symbol == "=" && take_word("ANY")) return any_of(left, "IN");
      if (symbol == "<>" && take_word("ALL")) return any_of(left, "NOT IN");
      return join(left, written, comparison);
    }
    if (take_word("IS")) return is(left);
    const bool negated = peek(1) != nullptr && take_word("NOT");
    const std::string no = negated ? "NOT " : "";
    if (take_word("LIKE")) return join(left, no + "LIKE", comparison);
    if (take_word("BETWEEN")) return between(left, negated);
    if (take_word("IN")) {
      need_symbol("(");
      return Part{inside(left, sum) + ' ' + no + "IN (" + list(")") + ")", comparison};
    }
    if (negated) throw Beyond{};
    return std::nullopt;
  }

  Part is(const Part& left) {
    const std::string no = take_word("NOT") ? "NOT " : "";
    if (take_word("DISTINCT")) {
      need_word("FROM");
      return join(left, "IS " + no + "DISTINCT FROM", comparison);
    }
    for (const std::string_view word : {"NULL", "TRUE", "FALSE"}) {
      if (take_word(word)) return {inside(left, sum) + " IS " + no + std::string(word), comparison};
    }
    throw Beyond{};
  }

  /// PostgreSQL keeps it as the two comparisons that it stands for.
  Part between(const Part& left, bool negated) {
    const Part low = expression(sum);
    need_word("AND");
    const Part high = expression(sum);
    const std::string value = inside(left, sum);
    if (negated) return {value + " < " + inside(low, sum) + " OR " + value + " > " + inside(high, sum), or_};
    return {value + " >= " + inside(low, sum) + " AND " + value + " <= " + inside(high, sum), and_};
  }

  /// `= ANY (ARRAY['a', 'b'])` is PostgreSQL's `IN ('a', 'b')`.
  Part any_of(const Part& left, std::string_view word) {
    need_symbol("(");
    const bool doubled = take_symbol("(");
    need_word("ARRAY");
    need_symbol("[");
    const std::string values = list("]");
    if (doubled) need_symbol(")");
    casts({});
    need_symbol(")");
    return {inside(left, sum) + ' ' + std::string(word) + " (" + values + ")", comparison};
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

}  // namespace

std::string canonical_expression(std::string_view expression, sql::Dialect dialect) {
  const std::vector<Token> all = significant_tokens(expression, dialect);
  if (all.empty()) return {};
  try {
    return Reader(all).read_all();
  } catch (const Beyond&) {
    std::string text;
    for (const Token& token : all) text += (text.empty() ? "" : " ") + std::string(token.text);
    return text;
  }
}

}  // namespace gatehouse::migrations
