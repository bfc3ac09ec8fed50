#include "platform/json/wipe.hpp"

#include <gtest/gtest.h>

namespace gatehouse::json {
namespace {

TEST(Wiping, LeavesNothingOfATextNorOfItsSpareRoom) {
  for (std::string text : {std::string("hunter2"), std::string(100, 'x')}) {
    text.erase(3);
    const std::size_t room = text.capacity();
    const char* where = text.data();
    wipe(text);
    EXPECT_EQ(text, "");
    EXPECT_EQ(std::string(where, room), std::string(room, '\0'));
  }
}

TEST(Wiping, TakesTheNamesAndTextsOfAllMembers) {
  Members members{{"pasword", {.kind = Kind::string, .text = "hunter2"}},
                  {"age", {.kind = Kind::integer, .text = {}}}};
  const char* name = members[0].name.data();
  const char* text = members[0].value.text.data();
  wipe(members);
  EXPECT_EQ(std::string(name, 7), std::string(7, '\0'));
  EXPECT_EQ(std::string(text, 7), std::string(7, '\0'));
}

}  // namespace
}  // namespace gatehouse::json
