#include "platform/http/rules.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "kernel/ids.hpp"
#include "platform/http/testing_text.hpp"

namespace gatehouse::http {
namespace {

struct NoBody {};

template <class R>
boost::json::value described(const R& rule) {
  boost::json::object schema;
  rule.describe(schema);
  return schema;
}

template <class R>
FieldFaults faults_of(const R& rule, std::initializer_list<std::string_view> fields) {
  Present present;
  for (const std::string_view field : fields) present.add(field, true);
  FieldFaults faults;
  rule.check(NoBody{}, present, faults);
  return faults;
}

std::string code(const std::optional<RuleFault>& fault) { return fault ? fault->code : "fine"; }

TEST(IdRule, TakesWhatAnIdMayBe) {
  EXPECT_EQ(code(Id{}.check(1)), "fine");
  EXPECT_EQ(code(Id{}.check(max_id)), "fine");
  EXPECT_EQ(code(Id{}.check(0)), "invalid_format");
  EXPECT_EQ(code(Id{}.check(-1)), "invalid_format");
  EXPECT_EQ(code(Id{}.check(max_id + 1)), "invalid_format");
  EXPECT_EQ(described(Id{}), boost::json::parse(R"({"minimum":1,"maximum":9007199254740991})"));
}

TEST(ExactlyOneOfRule, TakesOneAndRefusesNoneOrBoth) {
  const ExactlyOneOf rule{"nickname", "email"};
  EXPECT_TRUE(faults_of(rule, {"email", "password"}).empty());
  const FieldFaults none = faults_of(rule, {"password"});
  ASSERT_EQ(none.size(), 1u);
  EXPECT_EQ(none[0].field, "nickname");
  EXPECT_EQ(none[0].code, "missing");
  const FieldFaults both = faults_of(rule, {"email", "nickname"});
  ASSERT_EQ(both.size(), 1u);
  EXPECT_EQ(both[0].field, "email");
  EXPECT_EQ(both[0].code, "conflicting");
}

TEST(BetweenRule, TakesBothEnds) {
  const Between rule{1, 50};
  EXPECT_FALSE(rule.check(1));
  EXPECT_FALSE(rule.check(50));
  EXPECT_EQ(rule.check(0)->code, "invalid_format");
  EXPECT_EQ(rule.check(51)->detail, "This is an integer from 1 to 50.");
  EXPECT_EQ(described(rule), boost::json::parse(R"({"minimum":1,"maximum":50})"));
}

TEST(OpaqueRule, TakesTheAlphabetOfItsTexts) {
  const Opaque rule{4};
  EXPECT_FALSE(rule.check("aZ_-"));
  EXPECT_FALSE(rule.check("0"));
  for (const char* text : {"", "abcde", "a=", "a+", "a/", "a b", "\xC3\xA9"})
    EXPECT_TRUE(rule.check(text)) << text;
  EXPECT_EQ(described(rule), boost::json::parse(R"({"pattern":"^[A-Za-z0-9_-]+$","maxLength":4})"));
}

TEST(ExactlyOneOfRule, DescribesItself) {
  EXPECT_EQ(described(ExactlyOneOf{"a", "b"}),
            boost::json::parse(R"({"oneOf":[{"required":["a"]},{"required":["b"]}],
                                   "description":"Exactly one of `a`, `b`: with none, `a` is `missing`; with more, those after the first are `conflicting`."})"));
}

TEST(NeedsRule, WantsTheOtherFieldOnlyWhereTheFirstIs) {
  const Needs rule{"email", "current_password"};
  EXPECT_TRUE(faults_of(rule, {}).empty());
  EXPECT_TRUE(faults_of(rule, {"email", "current_password"}).empty());
  const FieldFaults faults = faults_of(rule, {"email"});
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].field, "current_password");
  EXPECT_EQ(faults[0].code, "missing");
}

TEST(NeedsRule, DescribesItselfBesideOthers) {
  boost::json::object schema;
  Needs{"a", "b"}.describe(schema);
  Needs{"a", "c"}.describe(schema);
  Needs{"d", "b"}.describe(schema);
  EXPECT_EQ(boost::json::value(schema["dependentRequired"]),
            boost::json::parse(R"({"a":["b","c"],"d":["b"]})"));
  EXPECT_EQ(schema["description"], "`a` requires `b`. `a` requires `c`. `d` requires `b`.");
}

struct ChecksOnly {
  std::optional<RuleFault> check(const std::string&) const { return std::nullopt; }
};
struct DescribesOnly {
  void describe(boost::json::object&) const {}
};
static_assert(Rule<Text, std::string> && Rule<Anything, std::string> && Rule<Id, std::int64_t>);
static_assert(!Rule<ChecksOnly, std::string>, "a rule that does not describe itself is none");
static_assert(!Rule<DescribesOnly, std::string>, "a rule that accepts nothing is none");
static_assert(!Rule<Text, std::int64_t>, "a rule of texts is none of numbers");
static_assert(BodyRule<ExactlyOneOf, NoBody> && BodyRule<Needs, NoBody> && !BodyRule<Text, NoBody>);

}  // namespace
}  // namespace gatehouse::http
