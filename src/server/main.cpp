// Prepares the process, then does what the command line says.

#include <fcntl.h>
#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <exception>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "platform/config/environment.hpp"
#include "server/dispatch.hpp"

namespace {

/// What is told could reach nobody.
bool is_output_closed() {
  const int flags = ::fcntl(STDOUT_FILENO, F_GETFL);
  return flags == -1 || (flags & O_ACCMODE) == O_RDONLY;
}

/// Started with one of them closed, the next file that is opened would take its number, and be written into
/// as the log: the key file first of all.
void occupy_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) == -1 && errno == EBADF) static_cast<void>(::open("/dev/null", O_RDWR));
  }
}

/// A core dump would hold keys and passwords. A limit of 1, unlike 0, also stops one that would go to a
/// handler by a pipe.
void forbid_core_dumps() {
  constexpr rlimit least{1, 1};
  setrlimit(RLIMIT_CORE, &least);
}

/// Each connection is an open file; the usual soft limit of 1024 is there for programs that use select(2).
void allow_open_files() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

/// What one write to the database frees, the next one wants again. To give it back in between, as is usual
/// from 128 KiB on, costs page faults, and interrupts every core.
void keep_freed_memory() {
  constexpr int octets = 1024 * 1024;
  mallopt(M_TRIM_THRESHOLD, octets);
}

/// Each thread would get a heap of its own, of up to eight times as many as there are cores, and what one of
/// them has freed serves no other: with 27 threads on two cores half of it lay there unused. As many heaps as
/// threads that run at once are enough to keep out of each other's way.
void share_heaps() {
  mallopt(M_ARENA_MAX, static_cast<int>(std::max(2U, std::thread::hardware_concurrency())));
}

}  // namespace

int main(int count, char** arguments) {
  try {
    if (is_output_closed()) std::cout.setstate(std::ios::badbit);
    occupy_standard_streams();
    forbid_core_dumps();
    allow_open_files();
    keep_freed_memory();
    share_heaps();
    std::signal(SIGPIPE, SIG_IGN);  // a reader that is gone is an error of that write, not our end
    std::signal(SIGXFSZ, SIG_IGN);  // nor is a file that has grown to the limit of `ulimit -f`
    const std::vector<std::string> words(arguments + std::min(count, 1), arguments + count);
    return gatehouse::server::dispatch(words, gatehouse::config::environment_of_process(), std::cout,
                                       std::cerr);
  } catch (const std::exception& fault) {
    std::cerr << "gatehouse: " << fault.what() << '\n';
    return 1;
  }
}
