#include "platform/log/output.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <thread>

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

std::string lines(std::size_t count) {
  std::string all;
  for (std::size_t n = 0; n < count; ++n) all += std::to_string(n) + std::string(n % 300, 'a') + "\n";
  return all;
}

TEST(Output, WritesManyLinesInTheirOrder) {
  Pipe pipe;
  Output output(pipe.writing_end());
  const std::string all = lines(300);
  std::string_view left = all;
  EXPECT_EQ(output.write_lines(left, milliseconds{1000}), Written::yes);
  EXPECT_EQ(left, "");
  EXPECT_EQ(pipe.read_available(), all);
}

/// Whether the thread has nothing to do but wait.
bool sleeps(pid_t thread) {
  std::ifstream file("/proc/self/task/" + std::to_string(thread) + "/stat");
  const std::string stat{std::istreambuf_iterator<char>(file), {}};
  const auto name_end = stat.rfind(')');
  return name_end != std::string::npos && stat.compare(name_end, 3, ") S") == 0;
}

/// Runs `work`, and returns once it waits for something.
std::jthread started(const std::function<void()>& work) {
  std::atomic<pid_t> id{0};
  std::jthread thread([&id, work] {
    id = static_cast<pid_t>(::syscall(SYS_gettid));
    work();
  });
  while (id == 0 || !sleeps(id)) std::this_thread::yield();
  return thread;
}

TEST(Output, LetsALineByItselfGoAheadOfMany) {
  Pipe pipe;
  Output output(pipe.writing_end());
  const std::string all = lines(3000);
  std::string_view left = all;
  Written many{};
  Written single{};
  std::string read;
  {
    const auto first = started([&] {
      do many = output.write_lines(left, std::chrono::minutes{1});
      while (many == Written::not_yet);
    });
    const auto second = started([&] { single = output.write("a delivery\n", std::chrono::minutes{1}); });
    while (read.size() < all.size() + std::string_view("a delivery\n").size()) read += pipe.read_available();
  }
  EXPECT_EQ(many, Written::yes);
  EXPECT_EQ(single, Written::yes);
  const auto place = read.find("a delivery\n");
  ASSERT_LT(place, pipe.capacity() + 10'000);
  EXPECT_EQ(read.erase(place, std::string_view("a delivery\n").size()), all);
}

TEST(Output, CutsNoLineOfManyWhereTheReaderStalls) {
  Pipe pipe;
  Output output(pipe.writing_end());
  const std::string all = lines(5'000);
  std::string_view left = all;
  EXPECT_EQ(output.write_lines(left, milliseconds{20}), Written::not_yet);
  std::string read = pipe.read_available();
  EXPECT_THAT(read, EndsWith("\n"));
  EXPECT_EQ(read + std::string(left), all);
  EXPECT_EQ(output.write("delivered\n", milliseconds{1000}), Written::yes);
  EXPECT_EQ(pipe.read_available(), "delivered\n");
}

TEST(Output, KeepsTheRestOfALineThatWasCutOffFromItsCaller) {
  Pipe pipe;
  Output output(pipe.writing_end());
  const std::string lengthy = std::string(pipe.capacity() + 10'000, 'a') + "\n";
  const std::string all = lengthy + "next\n";
  std::string_view left = all;
  EXPECT_EQ(output.write_lines(left, milliseconds{20}), Written::not_yet);
  EXPECT_EQ(left, "next\n");
  std::string read = pipe.read_available();
  EXPECT_EQ(output.write_lines(left, milliseconds{1000}), Written::yes);
  EXPECT_EQ(read + pipe.read_available(), all);
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
