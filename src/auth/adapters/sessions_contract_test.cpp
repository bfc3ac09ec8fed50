// What every collection of sessions must keep, on both databases and in memory.

#include <gmock/gmock.h>

#include <memory>

#include "auth/adapters/sql_sessions.hpp"
#include "auth/adapters/tables.hpp"
#include "tests/support/auth/memory_sessions.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::adapters {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr UserId kim{1};
constexpr UserId lee{2};

std::vector<std::string> ids(const std::vector<Session>& sessions) {
  std::vector<std::string> found;
  for (const Session& session : sessions) found.push_back(session.id);
  return found;
}

class SessionsContract : public ::testing::TestWithParam<const char*> {
 protected:
  SessionsContract() {
    if (GetParam() == std::string_view("memory")) {
      sessions_ = std::make_unique<testing::MemorySessions>();
      return;
    }
    const bool sqlite = GetParam() == std::string_view("sqlite");
    database_ = std::make_unique<testing::FreshDatabase>(
        sqlite ? sql::Dialect::sqlite : sql::Dialect::postgresql, tables());
    sessions_ = std::make_unique<SqlSessions>(**database_);
  }

  KeptSession session(const std::string& id, UserId user = kim) {
    const Time now = clock_.now();
    return {.session = {.id = id,
                        .user = user,
                        .device = "Firefox on Linux",
                        .address = "2001:db8::1",
                        .created_at = now,
                        .last_seen_at = now,
                        .idle_expires_at = now + days{14},
                        .expires_at = now + days{90},
                        .access_expires_at = now + minutes{15}},
            .refresh = {.chain = {}, .seed = "seed of " + id, .hash = "hash of " + id}};
  }

  /// One a second, in this order.
  void open(std::initializer_list<const char*> names, UserId user = kim) {
    for (const char* id : names) {
      sessions_->add(session(id, user));
      clock_.advance(seconds{1});
    }
  }

  /// The same session after one rotation.
  KeptSession next(KeptSession kept) {
    kept.session.address = "192.0.2.2";
    kept.session.last_seen_at = clock_.now();
    kept.session.idle_expires_at = clock_.now() + days{14};
    kept.session.access_expires_at = clock_.now() + minutes{15};
    kept.refresh.chain = rotated(kept.refresh.chain, clock_.now(), seconds{10});
    kept.refresh.hash = "hash " + std::to_string(kept.refresh.chain.generation);
    kept.refresh.successor = "sealed";
    return kept;
  }

  testing::ManualClock clock_;
  std::unique_ptr<testing::FreshDatabase> database_;
  std::unique_ptr<Sessions> sessions_;
};

INSTANTIATE_TEST_SUITE_P(Kept, SessionsContract, ::testing::Values("memory", "sqlite", "postgresql"),
                         [](const auto& instance) { return instance.param; });

void expect_same(const KeptSession& a, const KeptSession& b) {
  EXPECT_EQ(a.session, b.session);
  EXPECT_EQ(a.refresh, b.refresh);
}

TEST_P(SessionsContract, FindsWhatWasAdded) {
  const auto kept = session("a");
  sessions_->add(kept);
  expect_same(sessions_->find("a").value(), kept);
  EXPECT_FALSE(sessions_->find("b"));
  EXPECT_FALSE(sessions_->find(""));
}

TEST_P(SessionsContract, ListsThoseOfAUserThatAreNotOverTheNewestFirst) {
  open({"a", "b", "c"});
  open({"of lee"}, lee);
  EXPECT_THAT(ids(sessions_->of(kim, clock_.now())), ElementsAre("c", "b", "a"));
  EXPECT_EQ(sessions_->of(lee, clock_.now()).front(), sessions_->find("of lee")->session);
  EXPECT_THAT(sessions_->of(UserId{3}, clock_.now()), IsEmpty());
  const Time end_of_a = sessions_->find("a")->session.idle_expires_at;
  EXPECT_THAT(ids(sessions_->of(kim, end_of_a)), ElementsAre("c", "b"));
}

TEST_P(SessionsContract, RotatesTheLiveTokenOnce) {
  const auto first = session("a");
  sessions_->add(first);
  clock_.advance(seconds{5});
  const auto second = next(first);
  EXPECT_TRUE(sessions_->rotate(second, first.refresh));
  expect_same(sessions_->find("a").value(), second);
  EXPECT_FALSE(sessions_->rotate(second, first.refresh));
  clock_.advance(seconds{5});
  const auto third = next(second);
  EXPECT_FALSE(sessions_->rotate(third, first.refresh));
  EXPECT_TRUE(sessions_->rotate(third, second.refresh));
  expect_same(sessions_->find("a").value(), third);
  EXPECT_EQ(third.refresh.chain.rotations.size(), 2U);
}

TEST_P(SessionsContract, RotatesNoSessionThatWasPutInItsPlaceOrHasEnded) {
  const auto kept = session("a");
  sessions_->add(kept);
  auto from = kept.refresh;
  from.hash = "another";
  EXPECT_FALSE(sessions_->rotate(next(kept), from));
  sessions_->end(kim, "a");
  EXPECT_FALSE(sessions_->rotate(next(kept), kept.refresh));
  EXPECT_FALSE(sessions_->find("a"));
}

TEST_P(SessionsContract, EndsOneOfItsOwnOnce) {
  open({"a", "b"});
  const auto whole = sessions_->find("a")->session;
  EXPECT_FALSE(sessions_->end(lee, "a"));
  EXPECT_EQ(sessions_->end(kim, "a"), whole);
  EXPECT_FALSE(sessions_->end(kim, "a"));
  EXPECT_FALSE(sessions_->end(kim, "nowhere"));
  EXPECT_THAT(ids(sessions_->of(kim, clock_.now())), ElementsAre("b"));
}

TEST_P(SessionsContract, EndsAllOfAUserOrAllButOne) {
  open({"a", "b", "c"});
  open({"of lee"}, lee);
  EXPECT_THAT(ids(sessions_->end_all(kim, "b")), UnorderedElementsAre("a", "c"));
  EXPECT_THAT(ids(sessions_->end_all(kim, "of lee")), ElementsAre("b"));
  EXPECT_THAT(sessions_->end_all(kim, std::nullopt), IsEmpty());
  EXPECT_THAT(ids(sessions_->end_all(lee, std::nullopt)), ElementsAre("of lee"));
}

TEST_P(SessionsContract, TrimsTheOldestBeyondSoManyAndWhatIsOver) {
  open({"a", "b", "c", "d"});
  open({"of lee"}, lee);
  EXPECT_THAT(sessions_->trim(kim, 4, clock_.now()), IsEmpty());
  EXPECT_THAT(ids(sessions_->trim(kim, 2, clock_.now())), UnorderedElementsAre("a", "b"));
  const auto c = sessions_->find("c").value();
  clock_.advance(days{10});
  ASSERT_TRUE(sessions_->rotate(next(c), c.refresh));
  clock_.advance(days{5});
  open({"e"});
  // Of the three, one has been left alone for too long, though it is younger than another.
  EXPECT_THAT(ids(sessions_->trim(kim, 2, clock_.now())), ElementsAre("d"));
  EXPECT_THAT(ids(sessions_->of(kim, clock_.now())), ElementsAre("e", "c"));
  EXPECT_TRUE(sessions_->find("of lee"));
}

TEST_P(SessionsContract, SweepsWhatIsOverUpToALimit) {
  for (int i = 0; i < 5; ++i) sessions_->add(session("old " + std::to_string(i)));
  clock_.advance(days{14});
  sessions_->add(session("fresh"));
  EXPECT_EQ(sessions_->sweep(clock_.now(), 3), 3);
  EXPECT_EQ(sessions_->sweep(clock_.now(), 3), 2);
  EXPECT_EQ(sessions_->sweep(clock_.now(), 3), 0);
  EXPECT_TRUE(sessions_->find("fresh"));
}

TEST_P(SessionsContract, KeepsManyRotations) {
  auto kept = session("a");
  sessions_->add(kept);
  for (int i = 0; i < 300; ++i) {
    clock_.advance(std::chrono::milliseconds{10});
    auto successor = next(kept);
    ASSERT_TRUE(sessions_->rotate(successor, kept.refresh));
    kept = std::move(successor);
  }
  expect_same(sessions_->find("a").value(), kept);
}

}  // namespace
}  // namespace gatehouse::auth::adapters
