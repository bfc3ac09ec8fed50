#include "platform/http/shape_answer.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace gatehouse::http {
namespace {

struct Session {
  std::int64_t id = 0;
};

struct UserView {
  std::int64_t id = 0;
  std::string nickname;
  std::optional<std::string> pending;
  bool verified = false;
  Time created;
  std::optional<Time> seen;
  std::vector<Session> sessions;
  std::vector<std::string> roles;
};

AnswerShape<UserView> shape() {
  const auto session = answer<Session>("Session", field("session_id", &Session::id, "Which", 3));
  return answer<UserView>("User", field("pending", &UserView::pending, "Awaits its code", nullptr),
                          field("user_id", &UserView::id, "Who", 1),
                          field("nickname", &UserView::nickname, "Name", "kim"),
                          field("verified", &UserView::verified, "Proven", true),
                          field("created_at", &UserView::created, "When", "2026-01-01T00:00:00.000Z"),
                          field("seen_at", &UserView::seen, "When last", "2026-01-01T00:00:00.000Z"),
                          list("sessions", &UserView::sessions, session, "Where from"),
                          field("roles", &UserView::roles, "As what", {"admin"}));
}

std::string written(const UserView& view) {
  std::string out;
  shape().write(out, view);
  return out;
}

TEST(AnswerShape, LeavesOutWhatIsNotThere) {
  EXPECT_EQ(written({.id = 1, .nickname = "a\"b", .created = from_millis(0)}),
            R"({"user_id":1,"nickname":"a\"b","verified":false,"created_at":"1970-01-01T00:00:00.000Z",)"
            R"("sessions":[],"roles":[]})");
}

TEST(AnswerShape, WritesEverythingThatIsThere) {
  const UserView view{9, "kim", "n@x", true, from_millis(125), from_millis(0), {{4}, {5}}, {"a", "b"}};
  EXPECT_EQ(written(view), R"({"pending":"n@x","user_id":9,"nickname":"kim","verified":true,)"
                           R"("created_at":"1970-01-01T00:00:00.125Z","seen_at":"1970-01-01T00:00:00.000Z",)"
                           R"("sessions":[{"session_id":4},{"session_id":5}],"roles":["a","b"]})");
}

TEST(AnswerShape, WritesAnEmptyObject) {
  struct OnlyMaybe {
    std::optional<std::string> text;
  };
  std::string out;
  answer<OnlyMaybe>("Maybe", field("text", &OnlyMaybe::text, "Perhaps", "x")).write(out, {});
  EXPECT_EQ(out, "{}");
}

TEST(AnswerShape, DescribesItself) {
  const boost::json::object schema = shape().schema();
  EXPECT_EQ(schema.at("required"),
            boost::json::parse(R"(["user_id","nickname","verified","created_at","sessions","roles"])"));
  const boost::json::object& properties = schema.at("properties").as_object();
  EXPECT_EQ(properties.size(), 8u);
  EXPECT_EQ(properties.at("created_at"),
            boost::json::parse(R"({"type":"string","format":"date-time","description":"When",
                                   "examples":["2026-01-01T00:00:00.000Z"]})"));
  EXPECT_EQ(properties.at("sessions").at("items").at("properties").at("session_id").at("type"), "integer");
  EXPECT_EQ(properties.at("roles").at("items"), boost::json::parse(R"({"type":"string"})"));
  EXPECT_FALSE(schema.contains("additionalProperties"));
}

TEST(AnswerShape, ShowsAnExampleOfItself) {
  EXPECT_EQ(boost::json::value(shape().example()),
            boost::json::parse(R"({"user_id":1,"nickname":"kim","verified":true,
              "created_at":"2026-01-01T00:00:00.000Z","seen_at":"2026-01-01T00:00:00.000Z",
              "sessions":[{"session_id":3}],"roles":["admin"]})"));
}

}  // namespace
}  // namespace gatehouse::http
