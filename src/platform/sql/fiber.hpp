#pragma once

// A stack of its own for a function that stops in the middle and goes on later, on the same thread. This is
// how plain synchronous code waits for an answer of the database while others ask: a change between two
// fibers costs a tenth of one between two threads.

#include <ucontext.h>

#include <array>
#include <cstddef>
#include <functional>

namespace gatehouse::sql {

/// Used by one thread. What runs on it must not hold a lock while it is suspended: the thread goes on with
/// others.
class Fiber {
 public:
  static constexpr std::size_t stack_size = std::size_t{256} * 1024;  // used memory is what was touched of it

  Fiber();
  /// Nothing may be suspended.
  ~Fiber();
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;

  /// Runs `body`, which throws nothing, until it ends or suspends.
  void start(std::function<void()> body);
  /// Goes on where it was suspended, until it ends or suspends again.
  void resume();
  /// Called by what runs on the fiber: goes on where `start` or `resume` was called.
  void suspend();
  /// `body` has begun and not ended.
  bool busy() const { return busy_; }

 private:
  /// One of the two stacks between which a fiber changes.
  struct Side {
    ucontext_t context{};
    std::array<std::byte, 16> exceptions{};  // those that are being handled there
    // For sanitizers, which follow each stack.
    const void* bottom = nullptr;
    std::size_t size = 0;
    void* fake_stack = nullptr;
    void* history = nullptr;
  };

  static void enter();
  static void change(Side& from, Side& to);

  std::byte* memory_;
  Side own_;
  Side caller_;
  std::function<void()> body_;
  bool busy_ = false;
};

}  // namespace gatehouse::sql
