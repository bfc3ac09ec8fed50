#include "kernel/clock.hpp"

#include <array>
#include <cstdio>
#ifdef GATEHOUSE_TEST_CLOCK
#include <cstdlib>
#include <fstream>
#endif

namespace gatehouse {
namespace {

#ifdef GATEHOUSE_TEST_CLOCK
/// By so many milliseconds the wall clock of tests is fast: what the file says that the environment names. Read anew each
/// time, so that weeks pass while a server runs. No program that is for anybody but tests is built with this.
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

std::string to_rfc3339(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  std::array<char, 48> text{};
  const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                                   static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                   static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                                   static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                                   static_cast<int>(clock.subseconds().count()));
  return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace gatehouse
