#include "platform/messaging/codec.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace gatehouse::messaging {
namespace {

struct Happened {
  static constexpr std::string_view type = "test.happened.v1";

  std::int64_t id = 0;
  std::string note;
  std::optional<std::int64_t> until{};

  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("id", self.id);
    visit("note", self.note);
    visit("until", self.until);
  }

  friend bool operator==(const Happened&, const Happened&) = default;
};

TEST(Codec, ReadsWhatItWrote) {
  const Happened event{std::numeric_limits<std::int64_t>::min(), "Zoë \"💡\" \\ \n\x01"};
  EXPECT_EQ(decode<Happened>(encode(event)), event);
}

TEST(Codec, WritesJson) { EXPECT_EQ(encode(Happened{7, "a"}), R"({"id":7,"note":"a"})"); }

TEST(Codec, LeavesOutWhatIsNotThereAndMissesNothingForIt) {
  const Happened event{7, "a", 42};
  EXPECT_EQ(encode(event), R"({"id":7,"note":"a","until":42})");
  EXPECT_EQ(decode<Happened>(encode(event)), event);
  EXPECT_EQ(decode<Happened>(R"({"id":7,"note":"a"})").until, std::nullopt);
}

TEST(Codec, PassesOverFieldsOfALaterDay) {
  EXPECT_EQ(decode<Happened>(R"({"note":"a","colour":"red","id":7})"), (Happened{7, "a"}));
}

TEST(Codec, MakesAMessageOfAnEvent) {
  const Message message = message_of(Happened{7, "a"}, "thing:7");
  EXPECT_EQ(message.type, "test.happened.v1");
  EXPECT_EQ(message.subject, "thing:7");
  EXPECT_EQ(decode<Happened>(message.payload), (Happened{7, "a"}));
}

class BrokenPayload : public testing::TestWithParam<const char*> {};

TEST_P(BrokenPayload, IsRefused) { EXPECT_THROW(decode<Happened>(GetParam()), BadPayload); }

INSTANTIATE_TEST_SUITE_P(Codec, BrokenPayload,
                         testing::Values("", "[]", "{", R"({"id":7})", R"({"id":"7","note":"a"})",
                                         R"({"id":7.0,"note":"a"})", R"({"id":7,"note":null})",
                                         R"({"id":7,"note":"a","until":"42"})"));

}  // namespace
}  // namespace gatehouse::messaging
