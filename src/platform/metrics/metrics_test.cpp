#include "platform/metrics/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace gatehouse::metrics {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(Metrics, CountsUnderNameAndLabels) {
  Registry registry;
  registry.counter("gatehouse_requests_total", "Requests.", {{"status", "200"}}).add();
  registry.counter("gatehouse_requests_total", "Requests.", {{"status", "200"}}).add(2);
  registry.counter("gatehouse_requests_total", "Requests.", {{"status", "404"}}).add();

  EXPECT_THAT(registry.expose(), AllOf(HasSubstr("# HELP gatehouse_requests_total Requests.\n"),
                                       HasSubstr("# TYPE gatehouse_requests_total counter\n"),
                                       HasSubstr("gatehouse_requests_total{status=\"200\"} 3\n"),
                                       HasSubstr("gatehouse_requests_total{status=\"404\"} 1\n")));
}

TEST(Metrics, GivesTheSameCounterForTheSameNameAndLabels) {
  Registry registry;
  Counter& first = registry.counter("a_total", "A.", {{"x", "1"}});
  EXPECT_EQ(&first, &registry.counter("a_total", "A.", {{"x", "1"}}));
  EXPECT_NE(&first, &registry.counter("a_total", "A.", {{"x", "2"}}));
}

TEST(Metrics, PutsObservationsIntoBuckets) {
  Registry registry;
  Histogram& duration = registry.histogram("duration_seconds", "How long.", {0.1, 1});
  duration.observe(0.05);
  duration.observe(0.5);
  duration.observe(5);

  EXPECT_THAT(registry.expose(), AllOf(HasSubstr("# TYPE duration_seconds histogram\n"),
                                       HasSubstr("duration_seconds_bucket{le=\"0.1\"} 1\n"),
                                       HasSubstr("duration_seconds_bucket{le=\"1\"} 2\n"),
                                       HasSubstr("duration_seconds_bucket{le=\"+Inf\"} 3\n"),
                                       HasSubstr("duration_seconds_count 3\n")));
}

TEST(Metrics, ReadsGaugesAtEachScrape) {
  Registry registry;
  double depth = 1;
  registry.gauge("queue_depth", "Jobs that wait.", [&] { return depth; }, {{"lane", "data"}});
  EXPECT_THAT(registry.expose(), HasSubstr("queue_depth{lane=\"data\"} 1\n"));
  depth = 7;
  EXPECT_THAT(registry.expose(),
              AllOf(HasSubstr("# TYPE queue_depth gauge\n"), HasSubstr("queue_depth{lane=\"data\"} 7\n")));
}

TEST(Metrics, WritesOneHeadingForAFamilyOfReadSamples) {
  Registry registry;
  registry.total("dropped_total", "Dropped.", [] { return 1.0; }, {{"of", "log"}});
  registry.total("dropped_total", "Dropped.", [] { return 2.0; }, {{"of", "mail"}});

  const std::string text = registry.expose();
  const std::string heading = "# TYPE dropped_total counter\n";
  EXPECT_EQ(text.find(heading), text.rfind(heading));
  EXPECT_THAT(text, AllOf(HasSubstr(heading), HasSubstr("dropped_total{of=\"log\"} 1\n"),
                          HasSubstr("dropped_total{of=\"mail\"} 2\n")));
}

TEST(Metrics, GoesWithoutASampleThatCannotBeRead) {
  Registry registry;
  registry.gauge("broken", "Broken.", []() -> double { throw std::runtime_error("no"); });
  registry.gauge("whole", "Whole.", [] { return 4.0; });

  EXPECT_THAT(registry.expose(), AllOf(HasSubstr("whole 4\n"), Not(HasSubstr("broken 0"))));
}

TEST(Metrics, EscapesLabelValues) {
  Registry registry;
  registry.counter("a_total", "A.", {{"path", "a\"b\\c\nd"}}).add();
  EXPECT_THAT(registry.expose(), HasSubstr(R"(a_total{path="a\"b\\c\nd"} 1)"));
}

}  // namespace
}  // namespace gatehouse::metrics
