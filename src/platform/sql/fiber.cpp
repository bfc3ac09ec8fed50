#include "platform/sql/fiber.hpp"

#include <cxxabi.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <new>
#include <stdexcept>
#include <utility>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GATEHOUSE_FIBERS_UNDER_ASAN
#elif __has_feature(thread_sanitizer)
#define GATEHOUSE_FIBERS_UNDER_TSAN
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define GATEHOUSE_FIBERS_UNDER_ASAN
#elif defined(__SANITIZE_THREAD__)
#define GATEHOUSE_FIBERS_UNDER_TSAN
#endif

#if defined(GATEHOUSE_FIBERS_UNDER_ASAN)
#include <sanitizer/common_interface_defs.h>
#elif defined(GATEHOUSE_FIBERS_UNDER_TSAN)
#include <sanitizer/tsan_interface.h>
#endif

namespace gatehouse::sql {
namespace {

thread_local Fiber* entering = nullptr;

std::size_t guard_size() { return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)); }

/// What the C++ runtime keeps for each thread, and which belongs to a stack: the Itanium ABI's
/// `__cxa_eh_globals`, a pointer and a number.
void change_exceptions(std::array<std::byte, 16>& from, const std::array<std::byte, 16>& to) {
  void* const present = abi::__cxa_get_globals();
  std::memcpy(from.data(), present, from.size());
  std::memcpy(present, to.data(), to.size());
}

}  // namespace

Fiber::Fiber() {
  const std::size_t guard = guard_size();
  void* const mapped = ::mmap(nullptr, guard + stack_size, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  memory_ = static_cast<std::byte*>(mapped);
  if (::mprotect(mapped, guard, PROT_NONE) != 0) {  // stacks grow downwards
    ::munmap(mapped, guard + stack_size);
    throw std::bad_alloc();
  }
  own_.bottom = memory_ + guard;
  own_.size = stack_size;
#if defined(GATEHOUSE_FIBERS_UNDER_TSAN)
  own_.history = __tsan_create_fiber(0);
#endif
  ::getcontext(&own_.context);
  own_.context.uc_stack.ss_sp = memory_ + guard;
  own_.context.uc_stack.ss_size = stack_size;
  own_.context.uc_link = nullptr;
  ::makecontext(&own_.context, &Fiber::enter, 0);
}

Fiber::~Fiber() {
#if defined(GATEHOUSE_FIBERS_UNDER_TSAN)
  __tsan_destroy_fiber(own_.history);
#endif
  ::munmap(memory_, guard_size() + stack_size);
}

void Fiber::start(std::function<void()> body) {
  if (busy_) throw std::logic_error("a fiber is busy");
  body_ = std::move(body);
  busy_ = true;
  resume();
}

void Fiber::resume() {
  entering = this;
#if defined(GATEHOUSE_FIBERS_UNDER_TSAN)
  caller_.history = __tsan_get_current_fiber();
#endif
  change(caller_, own_);
}

void Fiber::suspend() { change(own_, caller_); }

/// Never ends: the stack is used again by the next body.
void Fiber::enter() {
  Fiber& self = *entering;
#if defined(GATEHOUSE_FIBERS_UNDER_ASAN)
  __sanitizer_finish_switch_fiber(nullptr, &self.caller_.bottom, &self.caller_.size);
#endif
  for (;;) {
    self.body_();
    self.body_ = nullptr;
    self.busy_ = false;
    self.suspend();
  }
}

void Fiber::change(Side& from, Side& to) {
  change_exceptions(from.exceptions, to.exceptions);
#if defined(GATEHOUSE_FIBERS_UNDER_ASAN)
  __sanitizer_start_switch_fiber(&from.fake_stack, to.bottom, to.size);
#elif defined(GATEHOUSE_FIBERS_UNDER_TSAN)
  __tsan_switch_to_fiber(to.history, 0);
#endif
  ::swapcontext(&from.context, &to.context);
#if defined(GATEHOUSE_FIBERS_UNDER_ASAN)
  __sanitizer_finish_switch_fiber(from.fake_stack, &to.bottom, &to.size);
#endif
}

}  // namespace gatehouse::sql
