#include "platform/http/request_id.hpp"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>

#include "platform/http/syntax.hpp"

namespace gatehouse::http {
namespace {

constexpr std::size_t id_bytes = 16;

// One system call fetches the randomness of many ids. Without it the process ends, as it does where secrets are drawn.
class Pool {
 public:
  const std::uint8_t* next() {
    if (used_ == bytes_.size()) refill();
    used_ += id_bytes;
    return bytes_.data() + used_ - id_bytes;
  }

 private:
  void refill() {
    std::size_t filled = 0;
    while (filled < bytes_.size()) {
      const auto got = ::getrandom(bytes_.data() + filled, bytes_.size() - filled, 0);
      if (got < 0 && errno != EINTR) std::abort();
      filled += static_cast<std::size_t>(std::max<ssize_t>(got, 0));
    }
    used_ = 0;
  }

  std::array<std::uint8_t, id_bytes * 16> bytes_{};
  std::size_t used_ = id_bytes * 16;
};

}  // namespace

bool is_valid_request_id(std::string_view id) {
  const auto allowed = [](char c) { return is_digit(c) || is_letter(c) || c == '.' || c == '_' || c == '-'; };
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, allowed);
}

std::string make_request_id() {
  constexpr std::string_view digits = "0123456789abcdef";
  thread_local Pool pool;
  const std::uint8_t* bytes = pool.next();
  std::string id;
  id.reserve(id_bytes * 2);
  for (std::size_t i = 0; i < id_bytes; ++i) {
    id += digits[bytes[i] >> 4];
    id += digits[bytes[i] & 15];
  }
  return id;
}

}  // namespace gatehouse::http
