#include "platform/messaging/hand_over.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace gatehouse::messaging {
namespace {

using Note = std::atomic<std::int64_t>;
static_assert(Note::is_always_lock_free && sizeof(Note) == sizeof(std::int64_t));

/// One word: the message's id, and in its last bit whether the act has begun. 0: nothing is on its way.
constexpr std::int64_t word(std::int64_t message, bool begun) { return message * 2 + (begun ? 1 : 0); }

[[noreturn]] void fail(const std::filesystem::path& path) {
  throw std::system_error(errno, std::generic_category(), "cannot use " + path.string());
}

Note* map_file(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) fail(path);
  void* memory = MAP_FAILED;
  if (::ftruncate(file, sizeof(Note)) == 0) {
    memory = ::mmap(nullptr, sizeof(Note), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  }
  const int fault = errno;
  ::close(file);
  errno = fault;
  if (memory == MAP_FAILED) fail(path);
  return static_cast<Note*>(memory);
}

}  // namespace

HandOver::HandOver(const std::filesystem::path& note) {
  if (!note.empty()) note_ = map_file(note);
}

HandOver::~HandOver() {
  if (note_ != &in_memory_) ::munmap(note_, sizeof(Note));
}

std::optional<HandOver::Left> HandOver::left() const {
  const std::int64_t found = note().load();
  if (found <= 0) return std::nullopt;
  return Left{found / 2, found % 2 == 1};
}

void HandOver::note_committing(std::int64_t message) { note().store(word(message, false)); }

void HandOver::act(std::int64_t message) {
  const std::function<void()> act = std::exchange(act_, nullptr);
  note().store(word(message, true));
  try {
    act();
  } catch (...) {
    note().store(word(message, false));
    throw;
  }
}

void HandOver::settle() { note().store(0); }

}  // namespace gatehouse::messaging
