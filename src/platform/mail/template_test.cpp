#include "platform/mail/template.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatehouse::mail {
namespace {

using ::testing::ElementsAre;
using Form = Template::Form;

std::string text(const std::string& source, const Values& values) {
  return Template(source, Form::text).fill(values);
}
std::string html(const std::string& source, const Values& values) {
  return Template(source, Form::html).fill(values);
}

TEST(ATemplate, ShowsItsValues) {
  EXPECT_EQ(text("Your code is {{code}}.\n", {{"code", "042137"}}), "Your code is 042137.\n");
  EXPECT_EQ(text("코드는 {{ code }}입니다.", {{"code", "042137"}}), "코드는 042137입니다.");
}

TEST(ATemplate, EscapesValuesInHtmlOnly) {
  const Values values{{"device", R"(<a href="x">'&)"}};
  EXPECT_EQ(html("<p>{{device}}</p>", values), "<p>&lt;a href=&quot;x&quot;&gt;&apos;&amp;</p>");
  EXPECT_EQ(text("{{device}}", values), R"(<a href="x">'&)");
}

TEST(ATemplate, ShowsASectionWhereThereIsAValue) {
  const std::string source = "{{#device}}\non {{device}}\n{{/device}}\n{{^device}}\nsomewhere\n{{/device}}\n";
  EXPECT_EQ(text(source, {{"device", "Firefox"}}), "on Firefox\n");
  EXPECT_EQ(text(source, {}), "somewhere\n");
  EXPECT_EQ(text(source, {{"device", ""}}), "somewhere\n");
  EXPECT_EQ(text("a{{#device}} on {{device}}{{/device}}\n  {{#device}}  \n  b\n{{/device}}", {}), "a\n");
  EXPECT_EQ(text("{{#device}}{{device}}{{/device}}\nb\n", {{"device", "x"}}), "x\nb\n");
  for (const Values& values : {Values{}, Values{{"device", "x"}}}) {
    EXPECT_EQ(text("a\n{{#device}}\n{{/device}}\n\nb\n", values), "a\n\nb\n");
  }
}

TEST(ATemplate, LetsNoValueBreakALineOrFillInAnotherTemplate) {
  EXPECT_EQ(text("a {{x}} b", {{"x", "1\r\nBcc: 2\t{{y}}"}, {"y", "no"}}), "a 1  Bcc: 2 {{y}} b");
}

TEST(ATemplate, TellsWhatItNamesInEveryBranch) {
  const Template named("{{a}}{{#b}}{{c}}{{/b}}{{^b}}{{d}}{{/b}}{{>e}}{{f.g}}", Form::text);
  EXPECT_THAT(named.names({"a", "b", "c", "d"}), ElementsAre(">e", "a", "b", "c", "d", "f.g"));
}

TEST(ATemplate, IsRefusedWhereItsSyntaxIsFaulty) {
  for (const char* source : {"{{code", "{{#a}}", "{{/a}}", "{{#a}}{{/b}}", "a\x1E", "a\r\n"}) {
    EXPECT_THROW(Template(source, Form::text), BadTemplate) << source;
  }
}

TEST(ATemplate, IsRefusedWhereAValueWouldPassUnescapedIntoHtml) {
  EXPECT_THROW(Template("<p>{{{code}}}</p>", Form::html), BadTemplate);
  EXPECT_THROW(Template("<p>{{&code}}</p>", Form::html), BadTemplate);
  EXPECT_THROW(Template("{{=<% %>=}}<p><%&code%></p>", Form::html), BadTemplate);
  EXPECT_NO_THROW(Template("{{{code}}}", Form::text));
}

}  // namespace
}  // namespace gatehouse::mail
