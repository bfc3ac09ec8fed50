#include "user/domain/common_passwords.hpp"

#include <algorithm>
#include <array>

namespace gatehouse::user {
namespace {

/// Each a run of sorted lines with a line feed at both ends; several, because a literal has its limit.
constexpr std::array<std::string_view, 4> blocks{
#include "user/domain/common_passwords.txt"
};

bool holds(std::string_view block, std::string_view word) {
  std::size_t low = 0;  // both ends stand on a line feed
  std::size_t high = block.size() - 1;
  while (low < high) {
    const std::size_t begin = block.rfind('\n', low + (high - low) / 2);
    const std::size_t end = block.find('\n', begin + 1);
    const int order = block.substr(begin + 1, end - begin - 1).compare(word);
    if (order == 0) return true;
    (order < 0 ? low : high) = order < 0 ? end : begin;
  }
  return false;
}

}  // namespace

bool is_common_password(std::string_view folded) {
  return std::ranges::any_of(blocks, [folded](std::string_view block) { return holds(block, folded); });
}

}  // namespace gatehouse::user
