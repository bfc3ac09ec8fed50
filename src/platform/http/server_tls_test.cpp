#include <sys/stat.h>

#include <fstream>

#include "platform/http/testing_server.hpp"
#include "platform/http/testing_tls.hpp"

namespace gatehouse::http::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class OverTls : public ServerTest {
 protected:
  OverTls() {
    folder_.issue("first");
    options_.tls = TlsFiles{folder_.certificate(), folder_.key()};
  }

  std::string refusal_to_start() {
    try {
      start();
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return {};
  }

  TlsFolder folder_;
};

TEST_F(OverTls, AnswersAndKeepsTheConnection) {
  start();
  TlsClient client(address());
  ASSERT_TRUE(client.is_connected());
  client.send(get("/echo"));
  EXPECT_THAT(client.receive(), EndsWith("GET /echo? "));
  client.send(get("/data"));
  EXPECT_THAT(client.receive(), EndsWith("GET /data? "));
}

TEST_F(OverTls, SaysGoodbye) {
  start();
  TlsClient client(address());
  client.send("GET /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.receive(), StartsWith("HTTP/1.1 200"));
  EXPECT_EQ(client.receive(), "");
  EXPECT_TRUE(client.was_closed_in_order());
}

TEST_F(OverTls, TimesOutAsWithoutIt) {
  options_.limits.header_timeout = std::chrono::milliseconds{40};
  start();
  RawClient silent(address());
  EXPECT_EQ(silent.rest(), "");
}

TEST_F(OverTls, SpeaksNothingOlderThan12) {
  start();
  EXPECT_TRUE(TlsClient(address(), TLS1_2_VERSION).is_connected());
  EXPECT_FALSE(TlsClient(address(), TLS1_1_VERSION).is_connected());
}

TEST_F(OverTls, SpeaksNoSuiteWithoutAuthenticatedEncryptionAndForwardSecrecy) {
  start();
  const auto speaks = [&](const char* suite) {
    return TlsClient(address(), TLS1_2_VERSION, suite).is_connected();
  };
  EXPECT_TRUE(speaks("ECDHE-ECDSA-AES128-GCM-SHA256:@SECLEVEL=0"));
  EXPECT_FALSE(speaks("ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0"));
  EXPECT_FALSE(speaks("aNULL:eNULL:@SECLEVEL=0"));
}

TEST_F(OverTls, ClosesOnPlainText) {
  start();
  RawClient plain(address());
  plain.send(get("/echo"));
  EXPECT_THAT(plain.rest(), Not(HasSubstr("HTTP/1.1 200")));
}

TEST_F(OverTls, ReloadsForNewConnectionsAndKeepsTheOldOnes) {
  start();
  TlsClient old(address());
  folder_.issue("second");
  ASSERT_TRUE(server_->reload_tls());
  EXPECT_EQ(TlsClient(address()).common_name(), "second");
  EXPECT_EQ(old.common_name(), "first");
  old.send(get("/echo"));
  EXPECT_THAT(old.receive(), EndsWith("GET /echo? "));
}

TEST_F(OverTls, KeepsWhatItHasWhereAReloadIsBad) {
  start();
  std::ofstream(folder_.certificate()) << "nonsense";
  const auto outcome = server_->reload_tls();
  ASSERT_FALSE(outcome);
  EXPECT_THAT(outcome.error(), HasSubstr(folder_.certificate()));
  EXPECT_EQ(TlsClient(address()).common_name(), "first");
}

TEST_F(OverTls, RefusesToStartWithBadFiles) {
  TlsFolder other;
  other.issue("other");
  options_.tls = TlsFiles{folder_.certificate(), other.key()};
  EXPECT_THAT(refusal_to_start(), HasSubstr(other.key()));
  options_.tls = TlsFiles{folder_.certificate(), folder_.key() + "x"};
  EXPECT_THAT(refusal_to_start(), HasSubstr("No such file"));
}

TEST_F(OverTls, WaitsForNoPipe) {
  start();
  for (const std::string& file : {folder_.certificate(), folder_.key()}) {
    std::filesystem::rename(file, file + ".kept");
    ASSERT_EQ(::mkfifo(file.c_str(), 0600), 0);
    const auto outcome = server_->reload_tls();
    ASSERT_FALSE(outcome);
    EXPECT_THAT(outcome.error(), HasSubstr(file + ": it is no regular file"));
    std::filesystem::rename(file + ".kept", file);
  }
  EXPECT_TRUE(server_->reload_tls());
}

TEST_F(OverTls, RefusesAKeyThatOthersCanRead) {
  std::filesystem::permissions(folder_.key(), std::filesystem::perms::group_read,
                               std::filesystem::perm_options::add);
  EXPECT_THAT(refusal_to_start(), HasSubstr("chmod 600 " + folder_.key()));
}

TEST_F(OverTls, StopsWithIdleConnections) {
  start();
  TlsClient client(address());
  client.send(get("/echo"));
  client.receive();
  EXPECT_TRUE(server_->stop());
  EXPECT_EQ(client.receive(), "");
}

}  // namespace
}  // namespace gatehouse::http::testing
