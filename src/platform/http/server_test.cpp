#include "platform/http/server.hpp"

#include "platform/http/testing_server.hpp"

namespace gatehouse::http::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class AServer : public ServerTest {};

TEST_F(AServer, AnswersAndKeepsTheConnection) {
  start();
  RawClient client(address());
  client.send(get("/echo?a=1"));
  EXPECT_THAT(client.reply(), EndsWith("\r\n\r\nGET /echo?a=1 "));
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
  EXPECT_THAT(client.reply(), EndsWith("\r\n\r\nPOST /echo? hi"));
}

}  // namespace
}  // namespace gatehouse::http::testing
