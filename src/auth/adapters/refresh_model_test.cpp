// Random refreshes, sign-outs, jumps of the clock, duplicates and crashes, held against a plain model of what
// a refresh token is worth. A failure names the seed of its story.

#include <gtest/gtest.h>

#include <algorithm>
#include <barrier>
#include <memory>
#include <random>
#include <thread>

#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/session_server.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::adapters {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr UserId kim{1};
constexpr SessionPolicy policy{};
constexpr milliseconds slack = policy.grace / 32;  // `rotated` may call a token stale for that much longer

/// One refresh token that was given, and the access token that came with it.
struct Given {
  std::string refresh;
  std::string access;
  std::optional<Time> ended{};  // when the next one was given
  bool forgotten = false;       // its grace was over when some later one was given
};

/// What anybody who has seen everything knows of a session.
struct ModelSession {
  std::string id;
  std::vector<Given> given;
  Time idle_end;
  Time absolute_end;
  Time access_end;
  bool ended = false;

  std::size_t live() const { return given.size() - 1; }
};

enum class Expected { next, same, refusal, end, refusal_or_end };

Expected expect(const ModelSession& session, std::size_t token, Time now) {
  if (session.ended || now >= session.idle_end) return Expected::refusal;
  if (token == session.live()) return Expected::next;
  const Given& old = session.given[token];
  const auto age = now - *old.ended;
  if (token + 1 == session.live()) return age < policy.grace ? Expected::same : Expected::end;
  if (old.forgotten || age >= policy.grace + slack) return Expected::end;
  return age < policy.grace ? Expected::refusal : Expected::refusal_or_end;
}

class Story {
 public:
  Story(sql::Dialect dialect, std::uint64_t seed)
      : random_(seed), database_(dialect, testing::SessionServer::tables()) {
    accounts_.add(kim, "kim@example.com");
    restart();
  }

  void run(int steps) {
    for (int i = 0; i < steps && !::testing::Test::HasFailure(); ++i) step();
    for (const ModelSession& session : sessions_) check_ledger(session);
  }

 private:
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

  void step() {
    const auto what = below(100);
    if (sessions_.empty() || what < 4) return open();
    if (what < 70) return present(sessions_[below(sessions_.size())], what < 20 ? 2 + below(5) : 1);
    if (what < 73) return sign_out(sessions_[below(sessions_.size())]);
    if (what < 80) return restart();
    jump();
  }

  void open() {
    const auto tokens = server().open(kim);
    const Time now = clock_.now();
    for (ModelSession& session : sessions_) {
      if (now >= session.idle_end) session.ended = true;  // makes room
    }
    ModelSession session{.id = tokens.session,
                         .given = {{tokens.refresh_token, tokens.access_token}},
                         .idle_end = now + policy.idle,
                         .absolute_end = now + policy.absolute,
                         .access_end = std::chrono::floor<seconds>(now) + seconds{900}};
    sessions_.push_back(std::move(session));
  }

  /// The live token more often than its predecessor, and that more often than any other.
  std::size_t choose(const ModelSession& session) {
    const auto what = below(10);
    if (what < 5 || session.live() == 0) return session.live();
    if (what < 8) return session.live() - 1;
    return below(session.given.size());
  }

  /// Presents one token, once or several times at once.
  void present(ModelSession& session, std::size_t times) {
    const auto token = choose(session);
    const Expected expected = expect(session, token, clock_.now());
    const auto outcomes = refresh(session.given[token].refresh, times);
    SCOPED_TRACE("token " + std::to_string(token) + " of " + std::to_string(session.given.size()));
    switch (expected) {
      case Expected::next:
        return take_next(session, outcomes);
      case Expected::same:
        return check_same(session, outcomes);
      default:
        return check_refused(session, expected, outcomes);
    }
  }

  std::vector<Result<IssuedTokens>> refresh(const std::string& token, std::size_t times) {
    std::vector<Result<IssuedTokens>> outcomes(times);
    std::barrier start(static_cast<std::ptrdiff_t>(times));
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < times; ++i) {
      threads.emplace_back([&, i] {
        start.arrive_and_wait();
        outcomes[i] = servers_[i % servers_.size()]->refresh(token);
      });
    }
    threads.clear();
    return outcomes;
  }

  void take_next(ModelSession& session, const std::vector<Result<IssuedTokens>>& outcomes) {
    ASSERT_TRUE(outcomes[0]);
    const Time now = clock_.now();
    for (Given& old : session.given) {
      if (old.ended && now >= *old.ended + policy.grace) old.forgotten = true;
      EXPECT_NE(old.refresh, outcomes[0]->refresh_token);
      EXPECT_NE(old.access, outcomes[0]->access_token);
    }
    session.given.back().ended = now;
    session.given.push_back({outcomes[0]->refresh_token, outcomes[0]->access_token});
    session.idle_end = std::min<Time>(now + policy.idle, session.absolute_end);
    session.access_end =
        std::max<Time>(session.access_end, std::min<Time>(std::chrono::floor<seconds>(now) + seconds{900},
                                                          std::chrono::floor<seconds>(session.idle_end)));
    check_same(session, outcomes);
  }

  void check_same(const ModelSession& session, const std::vector<Result<IssuedTokens>>& outcomes) {
    for (const auto& outcome : outcomes) {
      ASSERT_TRUE(outcome);
      EXPECT_EQ(outcome->refresh_token, session.given.back().refresh);
      EXPECT_EQ(outcome->access_token, session.given.back().access);
      EXPECT_EQ(outcome->session, session.id);
    }
    EXPECT_EQ(generation_of(session), static_cast<std::int64_t>(session.live()));
  }

  void check_refused(ModelSession& session, Expected expected,
                     const std::vector<Result<IssuedTokens>>& outcomes) {
    EXPECT_TRUE(std::ranges::none_of(outcomes, &Result<IssuedTokens>::has_value));
    if (expected == Expected::refusal_or_end) expected = is_kept(session) ? Expected::refusal : Expected::end;
    if (expected == Expected::end) end(session, true);
    EXPECT_EQ(is_kept(session), !session.ended);
    EXPECT_EQ(count("SELECT COUNT(*) FROM outbox WHERE type = $1", std::string(SessionReused::type)),
              thefts_);
  }

  void sign_out(ModelSession& session) {
    const bool done = server().sign_out(kim, session.id).has_value();
    EXPECT_EQ(done, !session.ended);
    if (done) end(session, false);
  }

  void end(ModelSession& session, bool theft) {
    if (theft) ++thefts_;
    if (session.access_end > clock_.now()) revoked_.push_back(session.id);
    session.ended = true;
  }

  /// New objects over new connections, which know what is in the database and nothing else.
  void restart() {
    servers_.clear();
    connections_.clear();
    const bool one_writer = database_->dialect() == sql::Dialect::sqlite;
    sql::DatabaseOptions options = testing::patient(database_.url());
    options.pool = 4;
    for (int i = 0; i < (one_writer ? 1 : 2); ++i) {
      if (!one_writer) connections_.push_back(sql::Database::open(options));
      sql::Database& database = one_writer ? *database_ : *connections_.back();
      servers_.push_back(std::make_unique<testing::SessionServer>(database, accounts_, clock_, policy));
    }
  }

  void jump() {
    const auto somewhere = [&](milliseconds most) {
      return milliseconds{static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most.count())))};
    };
    switch (below(8)) {
      case 0:
        return clock_.advance(-somewhere(seconds{3}));
      case 1:
      case 2:
        return clock_.advance(somewhere(milliseconds{400}));
      case 3:
      case 4:
        return clock_.advance(somewhere(seconds{9}));
      case 5:
        return clock_.advance(policy.grace - milliseconds{1} + milliseconds{below(3)});
      case 6:
        return clock_.advance(somewhere(hours{2}));
      default:
        return clock_.advance(below(4) == 0 ? days{14} - seconds{1} + somewhere(seconds{2})
                                            : somewhere(days{13}));
    }
  }

  /// Whoever ended early has left their name for those who verify by themselves, and nobody else has.
  void check_ledger(const ModelSession& session) {
    const auto expected = std::ranges::count(revoked_, session.id);
    EXPECT_EQ(count("SELECT COUNT(*) FROM revocations WHERE session_id = $1", session.id), expected);
  }

  std::int64_t count(const char* sql, const std::string& value) {
    return database_->read(
        [&](sql::Connection& connection) { return connection.query(sql, {value}).front().integer(0); });
  }
  bool is_kept(const ModelSession& session) { return server().sessions().find(session.id).has_value(); }
  std::int64_t generation_of(const ModelSession& session) {
    const auto held = server().sessions().find(session.id);
    return held ? held->refresh.chain.generation : -1;
  }
  testing::SessionServer& server() { return *servers_[below(servers_.size())]; }

  std::mt19937_64 random_;
  testing::FreshDatabase database_;
  testing::ManualClock clock_;
  testing::FakeAccounts accounts_;
  std::vector<std::unique_ptr<sql::Database>> connections_;
  std::vector<std::unique_ptr<testing::SessionServer>> servers_;
  std::vector<ModelSession> sessions_;
  std::vector<std::string> revoked_;
  std::int64_t thefts_ = 0;
};

class RefreshModel : public ::testing::TestWithParam<sql::Dialect> {};

INSTANTIATE_TEST_SUITE_P(Databases, RefreshModel, testing::both_dialects(), testing::dialect_name);

TEST_P(RefreshModel, AgreesWithWhatHappens) {
  // A restart on PostgreSQL is slow: new connections.
  const std::uint64_t stories = GetParam() == sql::Dialect::sqlite ? 12 : 4;
  for (std::uint64_t seed = 1; seed <= stories && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Story(GetParam(), seed).run(250);
  }
}

}  // namespace
}  // namespace gatehouse::auth::adapters
