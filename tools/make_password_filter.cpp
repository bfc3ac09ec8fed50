// Reads passwords, one a line, and writes the sorted digests that user/domain/common_passwords.hpp looks them
// up in.

#include <cstdio>
#include <iostream>
#include <set>
#include <string>

#include "user/domain/common_passwords.hpp"

int main() {
  using namespace gatehouse::user;
  std::set<std::uint64_t> digests;
  for (std::string line; std::getline(std::cin, line);) {
    for (const std::string& form : forms_of_listed(line)) digests.insert(digest_of(form));
  }
  for (const std::uint64_t digest : digests) {
    for (std::size_t octet = digest_octets; octet-- > 0;)
      std::putchar(static_cast<int>(digest >> 8 * octet & 0xFFU));
  }
}
