#include "platform/log/output.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <string>

#include "tests/support/pipe.hpp"

namespace gatehouse::log {
namespace {

using std::chrono::milliseconds;
using testing::EndsWith;
using tests::Pipe;

TEST(Output, WritesALine) {
  Pipe pipe;
  Output output(pipe.writing_end());
  EXPECT_EQ(output.write("a line\n", milliseconds{1000}), Written::yes);
  EXPECT_EQ(pipe.read_available(), "a line\n");
}

TEST(Output, GivesUpOnAReaderThatDoesNotRead) {
  Pipe pipe;
  pipe.fill();
  Output output(pipe.writing_end());
  EXPECT_EQ(output.write("a line\n", milliseconds{20}), Written::not_yet);
  EXPECT_THAT(pipe.read_available(), EndsWith("x"));
}

TEST(Output, NeverMixesALineThatWasCutOffWithTheNext) {
  Pipe pipe;
  Output output(pipe.writing_end());
  const std::string lengthy = std::string(pipe.capacity() + 10'000, 'a') + "\n";
  EXPECT_EQ(output.write(lengthy, milliseconds{20}), Written::not_yet);
  std::string all = pipe.read_available();
  EXPECT_EQ(output.write("next\n", milliseconds{1000}), Written::yes);
  all += pipe.read_available();
  EXPECT_EQ(all, lengthy + "next\n");
}

TEST(Output, OutlivesAReaderThatIsGone) {
  std::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  pipe.close_reading_end();
  Output output(pipe.writing_end());
  EXPECT_EQ(output.write("a line\n", milliseconds{1000}), Written::never);
}

TEST(Output, OutlivesADescriptorThatIsClosed) {
  Pipe pipe;
  Output output(pipe.writing_end());
  pipe.close_writing_end();
  EXPECT_EQ(output.write("a line\n", milliseconds{1000}), Written::never);
}

TEST(Output, GoesOnWhereItIsRedirectedTo) {
  Pipe stalled;
  stalled.fill();
  Pipe pipe;
  Output output(stalled.writing_end());
  EXPECT_EQ(output.write("a line\n", milliseconds{0}), Written::not_yet);
  output.redirect(pipe.writing_end());
  EXPECT_EQ(output.write("a line\n", milliseconds{1000}), Written::yes);
  EXPECT_EQ(pipe.read_available(), "a line\n");
}

}  // namespace
}  // namespace gatehouse::log
