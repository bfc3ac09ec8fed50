#include "platform/http/problem.hpp"

#include <gtest/gtest.h>

#include <set>

#include "platform/http/refusal.hpp"
#include "platform/json/reader.hpp"

namespace gatehouse::http {
namespace {

TEST(Problem, HasTheStatusOfItsFault) {
  EXPECT_EQ(status_of(Fault::malformed), 400);
  EXPECT_EQ(status_of(Fault::unauthenticated), 401);
  EXPECT_EQ(status_of(Fault::forbidden), 403);
  EXPECT_EQ(status_of(Fault::not_found), 404);
  EXPECT_EQ(status_of(Fault::conflict), 409);
  EXPECT_EQ(status_of(Fault::unprocessable), 422);
  EXPECT_EQ(status_of(Fault::too_many), 429);
  EXPECT_EQ(status_of(Fault::unavailable), 503);
}

TEST(Problem, SaysItsTitleWhereItHasNoDetail) {
  const Reply reply = common_problem("not_found", {}, Request{});
  EXPECT_EQ(reply.body, R"({"type":"/docs#error-not_found","title":"There is nothing here","status":404,)"
                        R"("detail":"There is nothing here","code":"not_found","request_id":""})");
}

TEST(Problem, EscapesWhatTheClientWrote) {
  const Error error{invalid_request, {}, {{"a\"\n", "unknown_field", "x"}}};
  const Reply reply = problem(error, Request{});
  EXPECT_NE(reply.body.find(R"("field":"a\"\n")"), std::string::npos);
  EXPECT_TRUE(json::read_object(reply.body).has_value());
}

TEST(Problem, KnowsWhateverTheConnectionRefuses) {
  for (const Refusal& refusal :
       {bad_request(""), request_timeout, body_too_large, uri_too_long, expectation_failed, header_too_large,
        internal_error, method_unknown, overloaded, unavailable, version_unknown}) {
    const ProblemNote* note = find_common_problem(refusal.code);
    ASSERT_NE(note, nullptr) << refusal.code;
    EXPECT_EQ(note->status, refusal.status) << refusal.code;
  }
}

TEST(Problem, NamesEachCommonCodeOnce) {
  std::set<std::string_view> codes;
  for (const ProblemNote& note : common_problems()) EXPECT_TRUE(codes.insert(note.code).second) << note.code;
}

}  // namespace
}  // namespace gatehouse::http
