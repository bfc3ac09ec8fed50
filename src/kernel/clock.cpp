#include "kernel/clock.hpp"

#include <array>
#ifdef GATEHOUSE_TEST_CLOCK
#include <cstdlib>
#include <fstream>
#endif

namespace gatehouse {
namespace {

#ifdef GATEHOUSE_TEST_CLOCK
/// By so many milliseconds the wall clock of tests is fast: what the file says that the environment names.
/// Read anew each time, so that weeks pass while a server runs. No program that is for anybody but tests is
/// built with this.
std::chrono::milliseconds shift() {
  static const char* const path = std::getenv("GATEHOUSE_TEST_CLOCK_FILE");
  std::int64_t millis = 0;
  if (path != nullptr) std::ifstream(path) >> millis;
  return std::chrono::milliseconds{millis};
}
#else
constexpr std::chrono::milliseconds shift() { return std::chrono::milliseconds{0}; }
#endif

}  // namespace

Time SystemClock::now() const {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()) + shift();
}

Monotonic SystemClock::monotonic() const { return std::chrono::steady_clock::now(); }

void append_rfc3339(std::string& out, Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  const auto append = [&out](std::int64_t number, int width, char after) {
    std::array<char, 20> digits{};
    auto first = digits.end();
    for (; width > 0 || number > 0; --width, number /= 10) *--first = static_cast<char>('0' + number % 10);
    out.append(first, digits.end());
    out += after;
  };
  append(static_cast<int>(date.year()), 4, '-');
  append(static_cast<unsigned>(date.month()), 2, '-');
  append(static_cast<unsigned>(date.day()), 2, 'T');
  append(clock.hours().count(), 2, ':');
  append(clock.minutes().count(), 2, ':');
  append(clock.seconds().count(), 2, '.');
  append(clock.subseconds().count(), 3, 'Z');
}

std::string to_rfc3339(Time time) {
  std::string text;
  append_rfc3339(text, time);
  return text;
}

}  // namespace gatehouse
