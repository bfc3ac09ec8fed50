#include "platform/migrations/expression.hpp"

#include <gtest/gtest.h>

namespace gatehouse::migrations {
namespace {

std::string canonical(std::string_view text) { return canonical_expression(text, sql::Dialect::postgresql); }

struct Pair {
  const char* told;     // by PostgreSQL
  const char* written;  // in the code
};

class CanonicalExpression : public ::testing::TestWithParam<Pair> {};

TEST_P(CanonicalExpression, IsTheSameForWhatMeansTheSame) {
  EXPECT_EQ(canonical(GetParam().told), canonical(GetParam().written));
}

INSTANTIATE_TEST_SUITE_P(
    OfPostgresql, CanonicalExpression,
    ::testing::Values(
        Pair{"(email_verified_at IS NOT NULL)", "email_verified_at is not null"},
        Pair{"((a IS NULL) AND (b > 0))", "a IS NULL AND b > 0"},
        Pair{"((a = 1) OR ((b = 2) AND (c = 3)))", "a=1 OR b=2 AND c=3"},
        Pair{"(((a = 1) OR (b = 2)) AND (c = 3))", "(a=1 OR b=2) AND c=3"},
        Pair{"(NOT (a = 1))", "NOT a = 1"}, Pair{"(status = 'new'::text)", "status = 'new'"},
        Pair{"(status <> 'new'::text)", "status != 'new'"},
        Pair{"(status = ANY (ARRAY['a'::text, 'b'::text]))", "status IN ('a', 'b')"},
        Pair{"(status <> ALL (ARRAY['a'::text, 'b'::text]))", "status NOT IN ('a','b')"},
        Pair{"((status)::text = ANY ((ARRAY['a'::character varying])::text[]))", "status IN ('a')"},
        Pair{"((a >= 1) AND (a <= 2))", "a BETWEEN 1 AND 2"}, Pair{"(name ~~ 'a%'::text)", "name LIKE 'a%'"},
        Pair{"(name !~~ 'a%'::text)", "name NOT LIKE 'a%'"}, Pair{"(a = '-1'::integer)", "a = -1"},
        Pair{"(a = '5000000000'::bigint)", "a = 5000000000"}, Pair{"((a + (b * 2)) > 0)", "a + b * 2 > 0"},
        Pair{"(((a + b) * 2) > 0)", "(a + b) * 2 > 0"},
        Pair{"(lower(name) = name)", "LOWER(name) = \"name\""},
        Pair{"(a IS DISTINCT FROM b)", "a is distinct from b"}, Pair{"'en'::text", "'en'"},
        Pair{"'-1'::integer", "-1"}, Pair{"(0)::bigint", "0"}, Pair{"NULL::text", "null"}));

TEST(CanonicalExpression, KeepsParenthesesThatMatter) {
  EXPECT_EQ(canonical("(a OR b) AND c"), "(a OR b) AND c");
  EXPECT_EQ(canonical("a - (b - c)"), "a - (b - c)");
  EXPECT_EQ(canonical("(a - b) - c"), "a - b - c");
  EXPECT_EQ(canonical("NOT (a AND b)"), "NOT (a AND b)");
  EXPECT_EQ(canonical("(- (- a))"), "- -a");
  EXPECT_EQ(canonical("- -a"), "- -a");
}

TEST(CanonicalExpression, KeepsQuotesThatMatter) {
  EXPECT_EQ(canonical("\"Name\" = 'It''s'"), "\"Name\" = 'It''s'");
}

TEST(CanonicalExpression, LeavesWhatItDoesNotKnowAsItIs) {
  EXPECT_EQ(canonical("CASE  WHEN a\n THEN b END"), "CASE WHEN a THEN b END");
  EXPECT_EQ(canonical("created_at DESC"), "created_at DESC");
  EXPECT_EQ(canonical("-NOT  'a"), "- NOT 'a");
  EXPECT_EQ(canonical(""), "");
}

}  // namespace
}  // namespace gatehouse::migrations
