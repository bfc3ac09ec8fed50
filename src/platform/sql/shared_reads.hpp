#pragma once

// Reads that wait together travel together: one of the threads that ask takes the questions of all of them to
// the server, while the next ones gather. A trip costs far more than what it carries, in system calls and in
// changes between threads and processes.

#include <exception>
#include <mutex>
#include <optional>
#include <semaphore>
#include <span>
#include <string_view>
#include <vector>

#include "kernel/function_ref.hpp"
#include "platform/sql/connection.hpp"

namespace gatehouse::sql {

/// A statement, most often one that reads, and somebody waits for the answer.
struct Question {
  std::string_view sql;
  std::span<const Value> values;
  std::optional<Rows> answer{};
  std::exception_ptr failure{};
  std::int64_t changed = 0;  // rows
  bool wrote = false;
};

/// Thread-safe.
class SharedReads {
 public:
  static constexpr std::size_t most_together = 64;

  /// At most so many trips at once.
  explicit SharedReads(std::size_t most_trips) : most_trips_(most_trips) {}

  /// Has `travel` answer the question, or fail it, here or on another thread; it throws nothing. What it
  /// leaves open stays open.
  void ask(Question& question, FunctionRef<void(std::span<Question* const>)> travel);

 private:
  struct Traveller {
    Question* question;
    std::binary_semaphore turn{0};
    std::vector<Traveller*> to_lead{};  // by the one that is not empty
  };

  void lead(const std::vector<Traveller*>& party, FunctionRef<void(std::span<Question* const>)> travel);

  const std::size_t most_trips_;
  std::mutex mutex_;
  std::vector<Traveller*> waiting_;
  std::size_t trips_ = 0;
};

}  // namespace gatehouse::sql
