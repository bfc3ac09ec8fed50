#include "server/start_memory.hpp"

#include <gtest/gtest.h>
#include <unicode/uchar.h>

#include <fstream>
#include <string>

namespace gatehouse::server {
namespace {

/// Of /proc/self/status, in KiB: what of our memory comes from files.
long resident_from_files() {
  std::ifstream status("/proc/self/status");
  for (std::string name; status >> name;)
    if (long size = 0; name == "RssFile:" && status >> size) return size;
  return -1;
}

TEST(StartMemory, IsSmallerOnceTheStartWasGivenBack) {
  const long before = resident_from_files();
  ASSERT_GT(before, 0);
  give_back_start();
  EXPECT_LT(resident_from_files(), before / 2);
}

TEST(StartMemory, ComesBackWhereItIsNeeded) {
  give_back_start();
  EXPECT_EQ(u_toupper(U'ü'), static_cast<UChar32>(U'Ü'));
  EXPECT_THROW(throw std::string("unwinding reads tables of all libraries"), std::string);
}

}  // namespace
}  // namespace gatehouse::server
