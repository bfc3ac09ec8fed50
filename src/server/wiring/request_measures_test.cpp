#include "server/wiring/request_measures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace gatehouse::server {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr http::RequestReport viewed{"/user/{id}", "GET", 200, 0.0001};

TEST(RequestMeasures, CountByRouteMethodAndStatus) {
  metrics::Registry registry;
  RequestMeasures measures(registry);
  measures.note(viewed);
  measures.note(viewed);
  measures.note({viewed.route, viewed.method, 404, 2});
  measures.note({viewed.route, "PUT", 200, 2});
  EXPECT_THAT(
      registry.expose(),
      AllOf(
          HasSubstr(R"(gatehouse_http_requests_total{method="GET",route="/user/{id}",status="200"} 2)"),
          HasSubstr(R"(gatehouse_http_requests_total{method="GET",route="/user/{id}",status="404"} 1)"),
          HasSubstr(R"(gatehouse_http_requests_total{method="PUT",route="/user/{id}",status="200"} 1)"),
          HasSubstr(R"(gatehouse_http_request_duration_seconds_count{route="/user/{id}",method="GET"} 3)"),
          HasSubstr(
              R"(gatehouse_http_request_duration_seconds_bucket{route="/user/{id}",method="GET",le="1"} 2)")));
}

TEST(RequestMeasures, LoseNothingWhereManyThreadsMeetANewRoute) {
  metrics::Registry registry;
  RequestMeasures measures(registry);
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int status = 200; status < 300; ++status) measures.note({"/a", "GET", status, 0.1});
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(
      registry.expose(),
      AllOf(HasSubstr(R"(gatehouse_http_requests_total{method="GET",route="/a",status="250"} 8)"),
            HasSubstr(R"(gatehouse_http_request_duration_seconds_count{route="/a",method="GET"} 800)")));
}

TEST(RequestMeasures, GoOnWhereTheirTableIsFull) {
  metrics::Registry registry;
  RequestMeasures measures(registry);
  for (int round = 0; round < 2; ++round)
    for (int status = 0; status < 3'000; ++status) measures.note({"/a", "GET", status, 0.1});
  const std::string text = registry.expose();
  EXPECT_THAT(text, HasSubstr(R"(gatehouse_http_requests_total{method="GET",route="/a",status="2999"} 2)"));
}

}  // namespace
}  // namespace gatehouse::server
