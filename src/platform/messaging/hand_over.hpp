#pragma once

// What a handler hands over outside the database, a mail or a line in the log, exactly once even where the
// process is killed: it happens after the commit of the handler's transaction, and a note of how far it has
// come stands in a file that is mapped into memory, which the kernel keeps whatever becomes of the process.
//
//   noted as committing · commit · noted as begun · the act itself · settled
//
// Killed before `begun`, nobody has seen anything: the message is taken back and handled anew. Killed after
// it, the act is taken to have happened; what is left to chance is the moment between the note and the system
// call behind it.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

namespace gatehouse::messaging {

/// Used by the relay's thread, and by a handler while that waits for it.
class HandOver {
 public:
  /// The note is kept in that file, made with mode 0600; an empty path keeps it in memory, for tests. Throws
  /// `std::system_error`.
  explicit HandOver(const std::filesystem::path& note = {});
  ~HandOver();
  HandOver(const HandOver&) = delete;
  HandOver& operator=(const HandOver&) = delete;

  /// For a handler: `act` runs once its transaction is committed. Where it throws, the message is tried
  /// again.
  void after_commit(std::function<void()> act) { act_ = std::move(act); }

  // The rest is the courier's.

  struct Left {
    std::int64_t message;
    bool begun;
  };
  /// What was on its way when the process ended, or the commit's outcome got lost.
  std::optional<Left> left() const;

  bool waits() const { return act_ != nullptr; }
  void forget() { act_ = nullptr; }
  void note_committing(std::int64_t message);
  /// Throws what the act throws; it counts as not begun then.
  void act(std::int64_t message);
  void settle();

 private:
  std::atomic<std::int64_t>& note() const { return *note_; }

  std::atomic<std::int64_t> in_memory_{0};
  std::atomic<std::int64_t>* note_ = &in_memory_;
  std::function<void()> act_;
};

}  // namespace gatehouse::messaging
