#pragma once

// A database that cannot serve now, told twice: in plain words to whoever asked, with the library's own words
// to the operator. What a client can come to see never holds SQL, names or addresses.

#include <string>
#include <string_view>

#include "kernel/unavailable.hpp"

namespace gatehouse::sql {

class Outage : public Unavailable {
 public:
  Outage(const std::string& plain, std::string detail) : Unavailable(plain), detail_(std::move(detail)) {}

  /// For the operator only.
  const std::string& detail() const noexcept { return detail_; }

 private:
  std::string detail_;
};

/// Throws an `Outage`, and logs it, at most once a second however many requests meet it.
[[noreturn]] void throw_outage(const std::string& plain, std::string_view detail);

}  // namespace gatehouse::sql
