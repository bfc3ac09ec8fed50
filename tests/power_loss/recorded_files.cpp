#include "tests/power_loss/recorded_files.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <new>
#include <utility>

namespace gatehouse::testing {
namespace {

using Kind = FileStep::Kind;

std::atomic<Recording*> current{nullptr};

/// As SQLite sees it. The file of the system's own VFS lies behind it, in the same piece of memory.
struct RecordedFile {
  sqlite3_file head;
  Recording* recording;  // null: of no interest
  std::string* name;
  bool made;

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  void add(Kind kind, std::int64_t offset = 0, std::string bytes = {}) const {
    if (recording != nullptr) {
      recording->add({.kind = kind, .file = *name, .offset = offset, .bytes = std::move(bytes)});
    }
  }
};

RecordedFile& of(sqlite3_file* file) { return *reinterpret_cast<RecordedFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return of(file).real(); }
const sqlite3_io_methods& calls(sqlite3_file* file) { return *real(file)->pMethods; }
sqlite3_vfs* system_files(sqlite3_vfs* self) { return static_cast<sqlite3_vfs*>(self->pAppData); }

int close(sqlite3_file* file) {
  const int code = calls(file).xClose(real(file));
  delete std::exchange(of(file).name, nullptr);
  return code;
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  const int code = calls(file).xWrite(real(file), bytes, size, offset);
  if (code == SQLITE_OK) {
    of(file).add(Kind::write, offset, {static_cast<const char*>(bytes), static_cast<std::size_t>(size)});
  }
  return code;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  const int code = calls(file).xTruncate(real(file), size);
  if (code == SQLITE_OK) of(file).add(Kind::truncate, size);
  return code;
}

/// The system's own syncs the folder with the first sync of a file that it has made.
int sync(sqlite3_file* file, int) {
  of(file).add(Kind::sync);
  if (std::exchange(of(file).made, false)) of(file).add(Kind::sync_names);
  return SQLITE_OK;
}

const sqlite3_io_methods recorded_calls{
    .iVersion = 2,
    .xClose = close,
    .xRead = [](sqlite3_file* f, void* to, int size,
                sqlite3_int64 at) { return calls(f).xRead(real(f), to, size, at); },
    .xWrite = write,
    .xTruncate = truncate,
    .xSync = sync,
    .xFileSize = [](sqlite3_file* f, sqlite3_int64* size) { return calls(f).xFileSize(real(f), size); },
    .xLock = [](sqlite3_file* f, int level) { return calls(f).xLock(real(f), level); },
    .xUnlock = [](sqlite3_file* f, int level) { return calls(f).xUnlock(real(f), level); },
    .xCheckReservedLock = [](sqlite3_file* f,
                             int* held) { return calls(f).xCheckReservedLock(real(f), held); },
    .xFileControl = [](sqlite3_file* f, int what,
                       void* about) { return calls(f).xFileControl(real(f), what, about); },
    .xSectorSize = [](sqlite3_file* f) { return calls(f).xSectorSize(real(f)); },
    .xDeviceCharacteristics = [](sqlite3_file* f) { return calls(f).xDeviceCharacteristics(real(f)); },
    .xShmMap = [](sqlite3_file* f, int region, int size, int extend,
                  void volatile** at) { return calls(f).xShmMap(real(f), region, size, extend, at); },
    .xShmLock = [](sqlite3_file* f, int offset, int count,
                   int flags) { return calls(f).xShmLock(real(f), offset, count, flags); },
    .xShmBarrier = [](sqlite3_file* f) { calls(f).xShmBarrier(real(f)); },
    .xShmUnmap = [](sqlite3_file* f, int remove) { return calls(f).xShmUnmap(real(f), remove); },
    .xFetch = nullptr,
    .xUnfetch = nullptr};

int open(sqlite3_vfs* self, const char* name, sqlite3_file* file, int flags, int* out) {
  auto* recorded = new (file) RecordedFile{};
  const bool made = name != nullptr && ::access(name, F_OK) != 0;
  const int code = system_files(self)->xOpen(system_files(self), name, recorded->real(), flags, out);
  if (code != SQLITE_OK) return code;
  recorded->recording = name != nullptr ? current.load() : nullptr;
  recorded->name = new std::string(name != nullptr ? std::filesystem::path(name).filename().string() : "");
  recorded->head.pMethods = &recorded_calls;
  recorded->made = made;
  if (made) recorded->add(Kind::create);
  return SQLITE_OK;
}

int remove(sqlite3_vfs* self, const char* name, int sync_folder) {
  const int code = system_files(self)->xDelete(system_files(self), name, sync_folder);
  Recording* recording = current.load();
  if (code == SQLITE_OK && recording != nullptr) {
    recording->add({.kind = Kind::remove, .file = std::filesystem::path(name).filename().string()});
    if (sync_folder != 0) recording->add({.kind = Kind::sync_names});
  }
  return code;
}

/// A copy of the system's own, but for what opens and removes.
void install_once() {
  static const bool installed = [] {
    static sqlite3_vfs recorded = *sqlite3_vfs_find(nullptr);
    recorded.pAppData = sqlite3_vfs_find(nullptr);
    recorded.zName = "recorded";
    recorded.szOsFile += static_cast<int>(sizeof(RecordedFile));
    recorded.pNext = nullptr;
    recorded.xOpen = open;
    recorded.xDelete = remove;
    return sqlite3_vfs_register(&recorded, 1) == SQLITE_OK;
  }();
  static_cast<void>(installed);
}

}  // namespace

Recording::Recording() {
  install_once();
  current = this;
}

Recording::~Recording() { current = nullptr; }

void Recording::add(FileStep step) {
  const std::lock_guard lock(mutex_);
  steps_.push_back(std::move(step));
}

}  // namespace gatehouse::testing
