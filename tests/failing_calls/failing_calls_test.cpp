// For every use case and every n: the n-th call to the database fails, once, or from then on for ever. Who
// asked is told, nothing half done is seen, the next request works, and each event arrives once.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "kernel/unavailable.hpp"
#include "server/tables.hpp"
#include "tests/failing_calls/scenarios.hpp"
#include "tests/support/both_dialects.hpp"

namespace gatehouse::testing {
namespace {

using Lasting = FailurePlan::Lasting;
using Lines = std::multiset<std::string>;

constexpr int unavailable = 503;
constexpr int most_calls = 100;  // of one request

/// Limits on attempts, which no failure undoes.
bool is_counting(const sql::Table& table) { return table.name == "throttles"; }

Lines state(Program& program, bool masked) {
  Lines all;
  for (const auto& table : server::all_tables()) {
    if (is_counting(table)) continue;
    for (std::string& row : program.rows(table, masked)) all.insert(std::move(row));
  }
  return all;
}

/// "- row" for each that is gone, "+ row" for each that is new.
Lines difference(const Lines& before, const Lines& after) {
  Lines changes;
  std::vector<std::string> only;
  std::ranges::set_difference(before, after, std::back_inserter(only));
  for (const auto& row : only) changes.insert("- " + row);
  only.clear();
  std::ranges::set_difference(after, before, std::back_inserter(only));
  for (const auto& row : only) changes.insert("+ " + row);
  return changes;
}

std::string text_of(const Lines& lines) {
  std::string text;
  for (const auto& line : lines) text += line + '\n';
  return text;
}

/// What one request has come to.
struct Outcome {
  int status = 0;
  int calls = 0;
  Lines changes{};  // masked
  bool changed = false;
};

Outcome ask(Program& program, const Ask& ask, FailurePlan& plan) {
  const Lines before = state(program, true);
  const Lines exactly_before = state(program, false);
  Outcome outcome;
  program.database().arm(&plan);
  try {
    outcome.status = program.ask(ask).status;
  } catch (const Unavailable&) {
    outcome.status = unavailable;
  } catch (...) {
    program.database().arm(nullptr);
    throw;
  }
  program.database().arm(nullptr);
  outcome.calls = plan.calls();
  outcome.changes = difference(before, state(program, true));
  outcome.changed = exactly_before != state(program, false);
  return outcome;
}

struct Case {
  sql::Dialect dialect;
  Scenario scenario;
};

void PrintTo(const Case& test, std::ostream* out) { *out << test.scenario.name; }

class FailingCalls : public ::testing::TestWithParam<Case> {
 protected:
  /// Nobody that another test knows. Names of the same form, so that their rows are alike.
  Person newcomer() {
    Person person;
    person.name = "person" + std::to_string(1000 + ++people_);
    scenario_.prepare(program_, person);
    program_.deliver();
    program_.clock().advance(std::chrono::seconds{1});
    return person;
  }

  std::size_t mails_to(const Person& person) const {
    return program_.log().lines({"\"email\":\"", person.name + "@example.com"}).size();
  }

  void learn() {
    const Person person = newcomer();
    FailurePlan none(most_calls, Lasting::once);
    usual_ = ask(program_, scenario_.ask(person), none);
    ASSERT_EQ(usual_.status, scenario_.status);
    RecordProperty("calls", usual_.calls);
    program_.deliver();
    usual_mails_ = mails_to(person);
  }

  void fail(int number, Lasting lasting) {
    const Person person = newcomer();
    const Ask request = scenario_.ask(person);
    FailurePlan plan(number, lasting);
    const Outcome met = ask(program_, request, plan);
    ASSERT_TRUE(plan.failed());
    ASSERT_TRUE(met.status == unavailable || met.status == scenario_.status) << met.status;
    const bool all_done = met.changed && met.changes == usual_.changes;
    ASSERT_TRUE(all_done || !met.changed) << "half done:\n"
                                          << text_of(met.changes) << "instead of\n"
                                          << text_of(usual_.changes);
    if (met.status == scenario_.status) ASSERT_EQ(met.changed, usual_.changed) << "said and not done";
    expect_the_next_to_work(person, request, all_done || met.status == scenario_.status);
  }

  void expect_the_next_to_work(const Person& person, const Ask& request, bool is_done) {
    program_.clock().advance(std::chrono::seconds{1});
    const int next = program_.ask(request).status;
    if (is_done) {
      ASSERT_TRUE(std::ranges::count(scenario_.again, next) == 1) << "again: " << next;
    } else {
      ASSERT_EQ(next, scenario_.status);
    }
    program_.deliver();
    const bool twice = is_done && next == scenario_.status;
    ASSERT_GE(mails_to(person), usual_mails_) << "a mail was lost";
    if (!twice) ASSERT_EQ(mails_to(person), usual_mails_) << "a mail was sent twice";
  }

  const Scenario scenario_ = GetParam().scenario;
  Program program_{GetParam().dialect};
  Outcome usual_;
  std::size_t usual_mails_ = 0;

 private:
  int people_ = 0;
};

TEST_P(FailingCalls, AreToldLeaveNothingHalfDoneAndAreGotOver) {
  ASSERT_NO_FATAL_FAILURE(learn());
  for (const Lasting lasting : {Lasting::once, Lasting::for_ever}) {
    for (int number = 1; number <= usual_.calls; ++number) {
      SCOPED_TRACE("call " + std::to_string(number) + " of " + std::to_string(usual_.calls) +
                   (lasting == Lasting::once ? " fails once" : " fails, and all after it"));
      ASSERT_NO_FATAL_FAILURE(fail(number, lasting));
    }
  }
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const auto dialect : {sql::Dialect::sqlite, sql::Dialect::postgresql}) {
    for (const auto& scenario : scenarios()) all.push_back({dialect, scenario});
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(UseCases, FailingCalls, ::testing::ValuesIn(cases()), [](const auto& test) {
  return test.param.scenario.name + (test.param.dialect == sql::Dialect::sqlite ? "Sqlite" : "Postgresql");
});

/// What is between the commit that acknowledged a sign-up and its code in somebody's hands.
class FailingDelivery : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  std::string sign_up() {
    const std::string name = "person" + std::to_string(1000 + ++people_);
    const auto reply = program_.ask({"POST", "/api/user/v1/signup",
                                     R"({"email":")" + name + R"(@example.com","nickname":")" + name +
                                         R"(","password":"a quiet river at dawn"})"});
    EXPECT_EQ(reply.status, 201);
    return name + "@example.com";
  }
  std::size_t codes_of(const std::string& email) const {
    return program_.log().lines({"\"verification_code\"", email}).size();
  }

  Program program_{GetParam()};

 private:
  int people_ = 0;
};

TEST_P(FailingDelivery, GivesEachCodeOnceWhicheverCallFails) {
  for (const Lasting lasting : {Lasting::once, Lasting::for_ever}) {
    for (int number = 1; number <= most_calls; ++number) {
      SCOPED_TRACE("call " + std::to_string(number));
      const std::string email = sign_up();
      FailurePlan plan(number, lasting);
      program_.deliver(&plan);
      ASSERT_EQ(codes_of(email), 1U);
      if (!plan.failed()) break;
      ASSERT_LT(number, most_calls);
    }
  }
}

TEST_P(FailingDelivery, GivesEachCodeOnceWhereTheLogIsFullForAWhile) {
  const std::string email = sign_up();
  program_.log().refuse(true);
  EXPECT_THROW(program_.deliver(nullptr, std::chrono::milliseconds{200}), std::runtime_error);
  program_.log().refuse(false);
  EXPECT_EQ(codes_of(email), 0U);
  program_.deliver();
  EXPECT_EQ(codes_of(email), 1U);
}

TEST_P(FailingDelivery, LeavesKeysThatSignWhicheverCallOfARotationFails) {
  for (int number = 1; number <= most_calls; ++number) {
    SCOPED_TRACE("call " + std::to_string(number));
    program_.clock().advance(std::chrono::hours{24 * 91});
    FailurePlan plan(number, Lasting::once);
    program_.database().arm(&plan);
    try {
      program_.maintain_keys();
    } catch (const Unavailable&) {
    }
    program_.database().arm(nullptr);
    ASSERT_NO_THROW(program_.maintain_keys());
    ASSERT_EQ(program_.keys_of_age(std::chrono::hours{1}), 1);
    if (!plan.failed()) return;
  }
  FAIL() << "no end of calls";
}

INSTANTIATE_TEST_SUITE_P(Databases, FailingDelivery, both_dialects(), dialect_name);

}  // namespace
}  // namespace gatehouse::testing
