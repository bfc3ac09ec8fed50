#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/http/testing_endpoint.hpp"

namespace gatehouse::http {
namespace {

using namespace testing;

/// Takes a name as JSON.
Endpoint naming() {
  return post("/name")
      .id("x")
      .summary("x")
      .takes(name_body())
      .answers(201, "Named")
      .handle([](const Call<NameBody>&) -> Result<void> { return {}; });
}

struct Paging {
  std::optional<std::string> after;
  std::optional<std::int64_t> limit;
};

BodyShape<Paging> paging() {
  return object<Paging>("Paging", optional("after", &Paging::after, Opaque{8}, "Where to go on", "MTc"),
                        optional("limit", &Paging::limit, Between{1, 50}, "How many at most", 20));
}

/// Says what it was asked for.
Endpoint paged() {
  return get("/name")
      .id("x")
      .summary("x")
      .takes_query(paging())
      .answers_raw(200, "Echo", "text/plain")
      .handle([](const Call<Nothing, Paging>& call) -> Result<Raw> {
        return Raw{call.query.after.value_or("-") + ' ' + std::to_string(call.query.limit.value_or(0))};
      });
}

TEST(Endpoint, ReadsTheQueryThatItDeclares) {
  EXPECT_EQ(ask(paged(), {.query = ""}).body, "- 0");
  EXPECT_EQ(ask(paged(), {.query = "limit=50&after=a_-9"}).body, "a_-9 50");
  EXPECT_EQ(ask(paged(), {.query = "after="}).body, "- 0");
}

TEST(Endpoint, TellsEveryFaultOfTheQuery) {
  const auto faults = [](const char* query) {
    const Reply reply = ask(paged(), {.query = query});
    std::string told = std::to_string(reply.status) + ' ' + code(reply);
    for (const auto& fault : boost::json::parse(reply.body).at("errors").as_array()) {
      told +=
          ' ' + std::string(fault.at("field").as_string()) + ':' + std::string(fault.at("code").as_string());
    }
    return told;
  };
  EXPECT_EQ(faults("limit=0&after=a.b"), "422 invalid_request after:invalid_format limit:invalid_format");
  EXPECT_EQ(faults("limit=1.0"), "422 invalid_request limit:invalid_type");
  EXPECT_EQ(faults("limit=1&limit=1"), "422 invalid_request limit:repeated");
  EXPECT_EQ(faults("after=123456789&page=2"), "422 invalid_request after:invalid_format page:unknown_field");
  EXPECT_EQ(faults("limit=%3"), "422 invalid_request limit:invalid_format");
}

TEST(Endpoint, IgnoresAQueryThatItDoesNotDeclare) {
  EXPECT_EQ(ask(naming(), {.query = "name=lee&name=%"}).status, 201);
}

TEST(Endpoint, TellsFaultsOfQueryAndBodyTogether) {
  Endpoint endpoint = post("/name")
                          .id("x")
                          .summary("x")
                          .takes_query(paging())
                          .takes(name_body())
                          .answers(204, "Done")
                          .handle([](const Call<NameBody, Paging>&) -> Result<void> { return {}; });
  const Reply reply = ask(std::move(endpoint), {.body = R"({"name":"k"})", .query = "limit=x"});
  EXPECT_THAT(reply.body, ::testing::HasSubstr(R"("errors":[{"field":"limit","code":"invalid_type")"));
  EXPECT_THAT(reply.body, ::testing::HasSubstr(R"({"field":"name","code":"too_short")"));
}

TEST(Endpoint, ReadsAForm) {
  const auto endpoint = [] {
    return post("/name")
        .id("x")
        .summary("x")
        .takes_form(name_body())
        .answers_raw(200, "Echo", "text/plain")
        .handle([](const Call<NameBody>& call) -> Result<Raw> { return Raw{call.body.name}; });
  };
  const Headers form{{"content-type", "application/x-www-form-urlencoded"}};
  EXPECT_EQ(ask(endpoint(), {.body = "name=kim+lee", .headers = form}).body, "kim lee");
  EXPECT_EQ(ask(endpoint(), {.body = "name=kim"}).status, 415);
  EXPECT_EQ(ask(naming(), {.headers = form}).status, 415);
  EXPECT_EQ(code(ask(endpoint(), {.body = "", .headers = form})), "invalid_request");
  EXPECT_EQ(code(ask(endpoint(), {.body = R"({"name":"kim"})", .headers = form})), "invalid_request");
  std::vector<std::string> codes;
  for (const RefusalNote& note : all_refusals(endpoint())) codes.push_back(note.code);
  EXPECT_THAT(codes, ::testing::ElementsAre("body_too_large", "unsupported_media_type", "invalid_request",
                                            "overloaded", "unavailable"));
}

}  // namespace
}  // namespace gatehouse::http
