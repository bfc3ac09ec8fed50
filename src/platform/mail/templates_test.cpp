#include "platform/mail/templates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace gatehouse::mail {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

const std::vector<TemplateKind> kinds{{"code", {"code", "service"}, {"code"}}};
const std::vector<std::string> languages{"en", "ko"};

std::vector<TemplateFile> built_in() {
  return {{"code.en.txt", "Subject: Your {{service}} code\n\nIt is {{code}}.\n"},
          {"code.en.html", "<p>{{code}}</p>\n"},
          {"code.ko.txt", "Subject: {{service}} 코드\n\n{{code}}입니다.\n"},
          {"code.ko.html", "<p lang=\"ko\">{{code}}</p>\n"}};
}

class MailTemplates : public ::testing::Test {
 protected:
  MailTemplates() {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directory(folder);
  }
  ~MailTemplates() override { std::filesystem::remove_all(folder); }

  void write_file(const std::string& name, const std::string& content) {
    std::ofstream(folder / name, std::ios::binary) << content;
  }
  Templates load() const { return Templates::load(kinds, languages, built_in(), folder); }
  std::string refusal() const {
    try {
      load();
      return "loaded";
    } catch (const BadTemplate& bad) {
      return bad.what();
    }
  }

  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() /
      (std::string("gatehouse-templates-") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
  const Values values{{"code", "042137"}, {"service", "A & B"}};
};

TEST_F(MailTemplates, HaveASubjectATextAndHtml) {
  const Wording wording = Templates::load(kinds, languages, built_in()).write("code", "en", values);
  EXPECT_EQ(wording.subject, "Your A & B code");
  EXPECT_EQ(wording.text, "It is 042137.\n");
  EXPECT_EQ(wording.html, "<p>042137</p>\n");
}

TEST_F(MailTemplates, SpeakTheLanguageThatIsAskedForOrTheFirst) {
  EXPECT_EQ(load().write("code", "ko", values).subject, "A & B 코드");
  EXPECT_EQ(load().write("code", "de", values).subject, "Your A & B code");
  EXPECT_EQ(load().write("code", "", values).subject, "Your A & B code");
}

TEST_F(MailTemplates, GiveWayToThoseOfAFolderEachForItself) {
  write_file("code.ko.txt", "Subject: 우리 코드\r\n\r\n우리 {{code}}\r\n");
  write_file("README", "not a template");
  EXPECT_EQ(load().write("code", "ko", values).subject, "우리 코드");
  EXPECT_EQ(load().write("code", "ko", values).text, "우리 042137\n");
  EXPECT_EQ(load().write("code", "ko", values).html, "<p lang=\"ko\">042137</p>\n");
  EXPECT_EQ(load().write("code", "en", values).subject, "Your A & B code");
}

TEST_F(MailTemplates, AreRefusedByNameWhereOneIsBad) {
  const std::pair<const char*, const char*> faults[] = {
      {"It is {{code}}.\n", "Subject"},
      {"Subject: x\nIt is {{code}}.\n", "Subject"},
      {"Subject: x\n\nIt is {{code.\n", "nclosed"},
      {"Subject: x\n\nIt is {{kode}} {{code}}.\n", "{{kode}}"},
      {"Subject: {{kode}}\n\nIt is {{code}}.\n", "{{kode}}"},
      {"Subject: {{code}}\n\nIt is secret.\n", "{{code}}"},
      {"Subject: x\n\n{{code}} {{>part}}\n", "{{>part}}"},
      {"Subject: x\n\n{{code}}\xFF\n", "UTF-8"},
  };
  for (const auto& [content, why] : faults) {
    write_file("code.en.txt", content);
    EXPECT_THAT(refusal(), AllOf(HasSubstr("code.en.txt"), HasSubstr(why))) << content;
  }
}

TEST_F(MailTemplates, AreRefusedWhereTheHtmlIsBad) {
  write_file("code.en.html", "<p>no code</p>");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("code.en.html"), HasSubstr("{{code}}")));
  write_file("code.en.html", "<p>{{{code}}}</p>");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("code.en.html"), HasSubstr("unescaped")));
}

TEST_F(MailTemplates, AreRefusedWhereNobodyWouldUseOne) {
  write_file("code.kr.txt", "Subject: x\n\n{{code}}\n");
  EXPECT_THAT(refusal(), HasSubstr("code.kr.txt"));
}

TEST_F(MailTemplates, AreRefusedWhereTheFolderOrAFileCannotBeRead) {
  EXPECT_THROW(Templates::load(kinds, languages, built_in(), folder / "absent"), BadTemplate);
  std::filesystem::create_directory(folder / "code.en.html");
  EXPECT_THAT(refusal(), HasSubstr("code.en.html"));
  std::filesystem::remove(folder / "code.en.html");
  write_file("code.en.html", "{{code}}" + std::string(Templates::most_bytes, ' '));
  EXPECT_THAT(refusal(), AllOf(HasSubstr("code.en.html"), HasSubstr("larger")));
}

}  // namespace
}  // namespace gatehouse::mail
