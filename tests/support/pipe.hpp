#pragma once

// A pipe whose reader a test holds: to capture what is written, to stall, or to go away.

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <stdexcept>
#include <string>

namespace gatehouse::tests {

class Pipe {
 public:
  Pipe() {
    if (pipe2(ends_.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  }
  ~Pipe() {
    close_reading_end();
    close_writing_end();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int writing_end() const { return ends_[1]; }
  void close_reading_end() { close_end(0); }
  void close_writing_end() { close_end(1); }

  std::size_t capacity() const { return static_cast<std::size_t>(fcntl(ends_[0], F_GETPIPE_SZ)); }

  /// Leaves no room for one byte more.
  void fill() const {
    const std::string filling(capacity(), 'x');
    if (write(ends_[1], filling.data(), filling.size()) < 0) throw std::runtime_error("cannot fill the pipe");
  }

  /// What is in the pipe now.
  std::string read_available() const { return read_while(0); }

  /// Until the writing end is closed.
  std::string read_all() const { return read_while(-1); }

 private:
  std::string read_while(int patience) const {
    std::string all;
    pollfd reader{ends_[0], POLLIN, 0};
    while (poll(&reader, 1, patience) > 0) {
      std::array<char, 4096> some{};
      const ssize_t count = read(ends_[0], some.data(), some.size());
      if (count <= 0) break;
      all.append(some.data(), static_cast<std::size_t>(count));
    }
    return all;
  }

  void close_end(std::size_t end) {
    if (ends_[end] >= 0) close(ends_[end]);
    ends_[end] = -1;
  }

  std::array<int, 2> ends_{};
};

}  // namespace gatehouse::tests
