// A slower disk for one program: `LD_PRELOAD=slow_disk SLOW_DISK_WAIT_US=400 PROGRAM…` sleeps so long after
// each fdatasync and fsync. Both sides of a comparison run under it, where the disk of the machine is faster
// than the rest of it.

#include <dlfcn.h>
#include <unistd.h>

#include <cstdlib>

namespace {

using Sync = int(int);

int slowed(const char* name, int file) {
  static const char* const given = std::getenv("SLOW_DISK_WAIT_US");
  static const auto wait = static_cast<useconds_t>(given != nullptr ? std::atoi(given) : 0);
  const auto next = reinterpret_cast<Sync*>(dlsym(RTLD_NEXT, name));
  const int outcome = next(file);
  usleep(wait);
  return outcome;
}

}  // namespace

extern "C" int fdatasync(int file) { return slowed("fdatasync", file); }
extern "C" int fsync(int file) { return slowed("fsync", file); }
