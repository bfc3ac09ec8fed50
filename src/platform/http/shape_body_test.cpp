#include "platform/http/shape_body.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "platform/http/rules.hpp"
#include "platform/http/testing_text.hpp"
#include "platform/json/reader.hpp"

namespace gatehouse::http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Profile {
  std::string email;
  std::optional<std::string> nickname;
  std::int64_t age = 0;
  std::optional<std::int64_t> height;
  std::optional<bool> nice;
};

BodyShape<Profile> profile() {
  return object<Profile>("Profile", required("email", &Profile::email, Text{3, 9}, "Where to write", "a@b"),
                         optional("nickname", &Profile::nickname, Text{2, 5}, "What to call them", "kim"),
                         required("age", &Profile::age, Id{}, "Years", 7),
                         optional("height", &Profile::height, Id{}, "Centimetres", nullptr),
                         optional("nice", &Profile::nice, Anything{}, "As rated by others", true));
}

ReadBody<Profile> read(const BodyShape<Profile>& shape, const char* json, bool authenticated = false) {
  return shape.read(*json::read_object(json), authenticated);
}

/// The faults as `field:code`.
std::vector<std::string> faults(const BodyShape<Profile>& shape, const char* json) {
  std::vector<std::string> told;
  for (const FieldFault& fault : read(shape, json).faults) {
    EXPECT_FALSE(fault.detail.empty()) << fault.field;
    told.push_back(fault.field + ':' + fault.code);
  }
  return told;
}

TEST(BodyShape, ReadsEveryField) {
  const auto shape = profile();
  const auto body = read(shape, R"({"email":"a@b.c","nickname":"kim","age":7,"height":170,"nice":false})");
  EXPECT_TRUE(body.faults.empty());
  EXPECT_EQ(body.body.email, "a@b.c");
  EXPECT_EQ(body.body.nickname, "kim");
  EXPECT_EQ(body.body.age, 7);
  EXPECT_EQ(body.body.height, 170);
  EXPECT_EQ(body.body.nice, false);
  EXPECT_TRUE(body.present.has("nickname"));
}

/// The faults of a form as `field:code`.
std::vector<std::string> form_faults(const BodyShape<Profile>& shape, const char* form) {
  std::vector<std::string> told;
  for (const FieldFault& fault : shape.read_form(read_form(form)).faults)
    told.push_back(fault.field + ':' + fault.code);
  return told;
}

TEST(BodyShape, ReadsFormsByTheTypesOfTheirFields) {
  const auto shape = profile();
  const auto form = shape.read_form(read_form("email=a%40b.c&nickname=17&age=7&height=&nice=true"));
  EXPECT_TRUE(form.faults.empty());
  EXPECT_EQ(form.body.email, "a@b.c");
  EXPECT_EQ(form.body.nickname, "17");
  EXPECT_EQ(form.body.age, 7);
  EXPECT_EQ(form.body.height, std::nullopt);
  EXPECT_EQ(form.body.nice, true);
  EXPECT_FALSE(form.present.has("height"));
}

TEST(BodyShape, TellsWhatIsFaultyInAForm) {
  const auto shape = profile();
  EXPECT_THAT(form_faults(shape, "email=&age=7"), ElementsAre("email:missing"));
  EXPECT_THAT(form_faults(shape, "age=7&email=a@b&email=a@b&role=admin"),
              ElementsAre("email:repeated", "role:unknown_field"));
  EXPECT_THAT(form_faults(shape, "age=7&email=%C3"), ElementsAre("email:invalid_format"));
  EXPECT_THAT(form_faults(shape, "email=a@b&age=7&nice=1"), ElementsAre("nice:invalid_type"));
  for (const char* number :
       {"x", "1.0", "1e0", "%2B1", "01", "-0", "0x1", "9007199254740992", "true", "+1", "1+"}) {
    EXPECT_THAT(form_faults(shape, (std::string("email=a@b&age=") + number).c_str()),
                ElementsAre("age:invalid_type"))
        << number;
  }
  EXPECT_THAT(form_faults(shape, "email=a@b&age=-1"), ElementsAre("age:invalid_format"));
}

TEST(BodyShape, MayLeaveUnknownFieldsAlone) {
  const auto shape = profile().ignoring_unknown();
  EXPECT_THAT(form_faults(shape, "email=a@b&age=7&role=admin&x"), IsEmpty());
  EXPECT_THAT(form_faults(shape, "email=a@b&age=7&role=admin&role="), ElementsAre("role:repeated"));
  EXPECT_FALSE(shape.schema().contains("additionalProperties"));
}

TEST(BodyShape, TakesNullForAbsent) {
  const auto shape = profile();
  const auto body = read(shape, R"({"email":"a@b.c","nickname":null,"age":7})");
  EXPECT_TRUE(body.faults.empty());
  EXPECT_EQ(body.body.nickname, std::nullopt);
  EXPECT_FALSE(body.present.has("nickname"));
  EXPECT_FALSE(body.present.has("height"));
  EXPECT_THAT(faults(shape, R"({"email":null,"age":7})"), ElementsAre("email:missing"));
}

TEST(BodyShape, TellsAllFaultsAtOnceAndOneForEachField) {
  EXPECT_THAT(faults(profile(), R"({"nickname":"k","age":"7","height":0,"nice":1,"role":"admin","id":1})"),
              ElementsAre("email:missing", "nickname:too_short", "age:invalid_type", "height:invalid_format",
                          "nice:invalid_type", "role:unknown_field", "id:unknown_field"));
}

TEST(BodyShape, TakesNoValueOfAnotherType) {
  for (const char* value : {"true", "7", "1.5", "[]", "{}", R"(["a@b.c"])"}) {
    const std::string json = std::string(R"({"age":7,"email":)") + value + "}";
    EXPECT_THAT(faults(profile(), json.c_str()), ElementsAre("email:invalid_type")) << value;
  }
  for (const char* value : {"true", "\"7\"", "1.5", "[7]", "{}"}) {
    const std::string json = std::string(R"({"email":"a@b.c","age":)") + value + "}";
    EXPECT_THAT(faults(profile(), json.c_str()), ElementsAre("age:invalid_type")) << value;
  }
  for (const char* value : {"0", "1", "\"true\"", "[]"}) {
    const std::string json = std::string(R"({"email":"a@b.c","age":7,"nice":)") + value + "}";
    EXPECT_THAT(faults(profile(), json.c_str()), ElementsAre("nice:invalid_type")) << value;
  }
}

TEST(BodyShape, MatchesNamesExactly) {
  EXPECT_THAT(faults(profile(), R"({"Email":"a@b.c","age":7})"),
              ElementsAre("email:missing", "Email:unknown_field"));
}

TEST(BodyShape, TellsABoundedNumberOfUnknownFields) {
  std::string json = R"({"email":"a@b.c","age":7)";
  for (int i = 0; i < 500; ++i) json += ",\"x" + std::to_string(i) + "\":1";
  EXPECT_EQ(faults(profile(), (json + "}").c_str()).size(), max_unknown_told);
}

TEST(BodyShape, RunsItsRulesEvenWhereFieldsAreFaulty) {
  const auto shape = profile().with_rule("Tall people are nice.",
                                         [](const Profile&, const Present& present, FieldFaults& told) {
                                           if (present.has("height") && !present.sound("height"))
                                             told.push_back({"nice", "doubtful", "Who knows."});
                                           if (!present.authenticated())
                                             told.push_back({"email", "unproven", "Sign in first."});
                                         });
  EXPECT_THAT(faults(shape, R"({"age":7,"height":0,"nice":true})"),
              ElementsAre("email:missing", "height:invalid_format", "nice:doubtful"));
  EXPECT_THAT(faults(shape, R"({"age":7,"email":"a@b.c"})"), ElementsAre("email:unproven"));
  EXPECT_TRUE(read(shape, R"({"age":7,"email":"a@b.c"})", true).faults.empty());
}

TEST(BodyShape, DescribesItself) {
  const auto shape = profile()
                         .with_rule(Needs{"nickname", "nice"})
                         .with_rule("A rule.", [](const Profile&, const Present&, FieldFaults&) {})
                         .with_note("A note.");
  EXPECT_EQ(shape.name(), "Profile");
  EXPECT_EQ(boost::json::value(shape.schema()), boost::json::parse(R"({
    "type":"object",
    "properties":{
      "email":{"type":"string","minLength":3,"maxLength":9,"description":"Where to write","examples":["a@b"]},
      "nickname":{"type":"string","minLength":2,"maxLength":5,"description":"What to call them","examples":["kim"]},
      "age":{"type":"integer","format":"int64","minimum":1,"maximum":9007199254740991,"description":"Years",
             "examples":[7]},
      "height":{"type":"integer","format":"int64","minimum":1,"maximum":9007199254740991,
                "description":"Centimetres"},
      "nice":{"type":"boolean","description":"As rated by others","examples":[true]}},
    "required":["email","age"],
    "additionalProperties":false,
    "dependentRequired":{"nickname":["nice"]},
    "description":"`nickname` requires `nice`. A rule. A note."})"));
}

TEST(BodyShape, ShowsAnExampleOfItself) {
  const auto shape = profile().example_without("nice");
  EXPECT_EQ(boost::json::value(shape.example()),
            boost::json::parse(R"({"email":"a@b","nickname":"kim","age":7})"));
}

}  // namespace
}  // namespace gatehouse::http
