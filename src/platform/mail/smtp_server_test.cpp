#include "platform/mail/smtp_server.hpp"

#include <gtest/gtest.h>

namespace gatehouse::mail {
namespace {

TEST(AnSmtpUrl, NamesServerUserAndPassword) {
  const auto server = parse_smtp_url("smtp://kim%40example.com:p%40ss%3aword@mail.example.com:2525");
  ASSERT_TRUE(server);
  EXPECT_FALSE(server->tls);
  EXPECT_EQ(server->host, "mail.example.com");
  EXPECT_EQ(server->port, "2525");
  EXPECT_EQ(server->user, "kim@example.com");
  EXPECT_EQ(server->password, "p@ss:word");
}

TEST(AnSmtpUrl, HasThePortOfItsKindOfServer) {
  EXPECT_EQ(parse_smtp_url("smtp://mail.example.com")->port, "25");
  EXPECT_EQ(parse_smtp_url("smtp://kim:x@mail.example.com/")->port, "587");
  EXPECT_EQ(parse_smtp_url("smtps://kim:x@mail.example.com")->port, "465");
  EXPECT_TRUE(parse_smtp_url("smtps://mail.example.com")->tls);
}

TEST(AnSmtpUrl, MayNameThisMachine) {
  EXPECT_TRUE(parse_smtp_url("smtp://localhost")->is_local());
  EXPECT_TRUE(parse_smtp_url("smtp://127.0.0.1:2525")->is_local());
  EXPECT_TRUE(parse_smtp_url("smtp://[::1]:2525")->is_local());
  EXPECT_FALSE(parse_smtp_url("smtp://mail.example.com")->is_local());
  EXPECT_FALSE(parse_smtp_url("smtp://127.0.0.1.example.com")->is_local());
}

TEST(AnSmtpUrl, IsNothingElseAndIsNotRepeated) {
  for (const char* url :
       {"", "mail.example.com", "http://mail.example.com", "file:///etc/passwd", "smtp://", "smtp://:25",
        "smtp://kim:secret@", "smtp://host:99999", "smtp://host:port", "smtp://host/path", "smtp://host?x=y",
        "smtp://host#x", "smtp://kim@host", "smtp://:secret@host", "smtp://kim:sec%0d%0aret@host",
        "smtp://ho st", "SMTP:host"}) {
    const auto server = parse_smtp_url(url);
    ASSERT_FALSE(server) << url;
    EXPECT_EQ(server.error().find("secret"), std::string::npos);
  }
}

}  // namespace
}  // namespace gatehouse::mail
