#include "platform/http/form.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatehouse::http {
namespace {

using namespace std::string_view_literals;
using testing::ElementsAre;
using testing::IsEmpty;

/// `name=value`, and `name` alone where there is no value.
std::vector<std::string> told(std::string_view text) {
  std::vector<std::string> members;
  for (const json::Member& member : read_form(text).members) {
    members.push_back(member.value.kind == json::Kind::null ? member.name
                                                            : member.name + '=' + member.value.text);
  }
  return members;
}

std::vector<std::string> faults(std::string_view text) {
  std::vector<std::string> codes;
  for (const FieldFault& fault : read_form(text).faults) codes.push_back(fault.field + ':' + fault.code);
  return codes;
}

TEST(Form, HoldsNamesAndValues) {
  EXPECT_THAT(told(""), IsEmpty());
  EXPECT_THAT(told("a=1&b=x%20y+z%2B&c=%ea%b9%80"), ElementsAre("a=1", "b=x y z+", "c=\xEA\xB9\x80"));
  EXPECT_THAT(told("a=b=c&&d=%3D&"), ElementsAre("a=b=c", "d=="));
  EXPECT_THAT(told("%61+b=1"), ElementsAre("a b=1"));
}

TEST(Form, TakesAnEmptyValueForAbsent) { EXPECT_THAT(told("a=&b&=c"), ElementsAre("a", "b", "=c")); }

TEST(Form, KeepsNothingOfANameThatIsRepeated) {
  EXPECT_THAT(told("a=1&b=2&a=1&%61="), ElementsAre("b=2"));
  EXPECT_THAT(faults("a=1&b=2&a=1&%61="), ElementsAre("a:repeated"));
}

TEST(Form, RefusesWhatIsNoEncodedText) {
  for (const auto text : {"a=%"sv, "a=%4"sv, "a=%4g"sv, "a=%-1"sv, "a=%%41"sv, "a=%00"sv, "a=%FF"sv,
                          "a=%ED%A0%80"sv, "a=\xC3"sv, "a=\0"sv, "a=%C3%28"sv}) {
    EXPECT_THAT(faults(text), ElementsAre("a:invalid_format")) << text;
    EXPECT_THAT(told(text), IsEmpty()) << text;
  }
  EXPECT_THAT(faults("%zz=1&b=2"), ElementsAre("%zz:invalid_format"));
}

TEST(Form, TellsSoManyFaultsAndNoMore) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "%&";
  EXPECT_EQ(read_form(text).faults.size(), max_form_faults);
}

}  // namespace
}  // namespace gatehouse::http
