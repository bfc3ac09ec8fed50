#include "platform/http/chunk_decoder.hpp"

#include <gtest/gtest.h>

namespace gatehouse::http {
namespace {

struct Decoded {
  int status = 200;
  std::string body{};
  std::size_t taken = 0;
  bool done = false;

  friend bool operator==(const Decoded&, const Decoded&) = default;
};

Decoded decode(std::string_view bytes, std::size_t limit = 1024) {
  ChunkDecoder decoder(limit);
  Decoded result;
  const auto taken = decoder.take(bytes, result.body);
  if (!taken) return {.status = taken.error().status};
  result.taken = *taken;
  result.done = decoder.done();
  return result;
}

TEST(ChunkDecoder, JoinsChunks) {
  EXPECT_EQ(decode("3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"), (Decoded{200, "abc0123456789", 28, true}));
}

TEST(ChunkDecoder, LeavesWhatFollowsAlone) {
  EXPECT_EQ(decode("1\r\na\r\n0\r\n\r\nGET / HTTP/1.1\r\n"), (Decoded{200, "a", 11, true}));
}

TEST(ChunkDecoder, GoesOnByteByByte) {
  ChunkDecoder decoder(1024);
  std::string body;
  for (const char c : std::string_view("3\r\nabc\r\n0\r\n\r\n")) {
    EXPECT_FALSE(decoder.done());
    ASSERT_EQ(decoder.take({&c, 1}, body), 1u);
  }
  EXPECT_TRUE(decoder.done());
  EXPECT_EQ(body, "abc");
}

TEST(ChunkDecoder, RefusesSizesThatAreNoPlainNumbers) {
  for (const auto* bytes : {"0x3\r\n", "-1\r\n", "+3\r\n", " 3\r\n", "3 \r\n", "g\r\n", "\r\n",
                            "FFFFFFFFFFFFFFFF1\r\n", "00000000000000003\r\n", "03\r\n"})
    EXPECT_EQ(decode(bytes).status, 400) << bytes;
}

TEST(ChunkDecoder, RefusesExtensions) {
  EXPECT_EQ(decode("3;a=b\r\nabc\r\n").status, 400);
  EXPECT_EQ(decode("3;a=\"\n\"\r\nabc\r\n").status, 400);
  EXPECT_EQ(decode("0;a\r\n\r\n").status, 400);
}

TEST(ChunkDecoder, RefusesBareLineFeedsAndMissingLineEnds) {
  EXPECT_EQ(decode("3\nabc\r\n").status, 400);
  EXPECT_EQ(decode("3\r\nabc\n").status, 400);
  EXPECT_EQ(decode("3\r\nabcd\r\n").status, 400);
  EXPECT_EQ(decode("3\r\nabc0\r\n\r\n").status, 400);
  EXPECT_EQ(decode("0\r\n\n").status, 400);
}

TEST(ChunkDecoder, RefusesTrailers) {
  EXPECT_EQ(decode("0\r\nAuthorization: x\r\n\r\n").status, 400);
  EXPECT_EQ(decode("0\r\nContent-Length: 3\r\n\r\n").status, 400);
}

TEST(ChunkDecoder, HoldsTheSumOfTheChunksToTheLimit) {
  EXPECT_EQ(decode("4\r\nabcd\r\n0\r\n\r\n", 4).body, "abcd");
  EXPECT_EQ(decode("5\r\n", 4).status, 413) << "before any of it has come";
  EXPECT_EQ(decode("2\r\nab\r\n3\r\n", 4).status, 413);
}

}  // namespace
}  // namespace gatehouse::http
