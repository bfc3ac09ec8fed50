#include "platform/metrics/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>

#include "platform/metrics/buckets.hpp"

namespace gatehouse::metrics {
namespace {

class LibraryCounter final : public Counter {
 public:
  explicit LibraryCounter(prometheus::Counter& counter) : counter_(counter) {}
  void add(double amount) override { counter_.Increment(amount); }

 private:
  prometheus::Counter& counter_;
};

prometheus::Labels to_library(const Labels& labels) { return {labels.begin(), labels.end()}; }

prometheus::ClientMetric labelled(const Labels& labels) {
  prometheus::ClientMetric metric;
  for (const auto& [label, value] : labels) metric.label.push_back({label, value});
  return metric;
}

struct HistogramFamily {
  std::string help;
  std::map<Labels, Buckets> samples{};

  prometheus::MetricFamily collect(const std::string& name) const {
    prometheus::MetricFamily family{name, help, prometheus::MetricType::Histogram, {}};
    for (const auto& [labels, buckets] : samples) {
      prometheus::ClientMetric metric = labelled(labels);
      std::uint64_t cumulated = 0;
      for (std::size_t i = 0; i < buckets.size(); ++i)
        metric.histogram.bucket.push_back({cumulated += buckets.count(i), buckets.bound(i)});
      metric.histogram.sample_count = cumulated;
      metric.histogram.sample_sum = buckets.sum();
      family.metric.push_back(std::move(metric));
    }
    return family;
  }
};

/// Samples that are kept elsewhere and read at each scrape, one family.
struct ReadFamily {
  struct Sample {
    Labels labels;
    std::function<double()> read;
  };

  std::string help;
  prometheus::MetricType type;
  std::vector<Sample> samples{};

  prometheus::MetricFamily collect(const std::string& name) const {
    prometheus::MetricFamily family{name, help, type, {}};
    for (const Sample& sample : samples) {
      prometheus::ClientMetric metric = labelled(sample.labels);
      try {
        const double value = sample.read();
        metric.gauge.value = value;
        metric.counter.value = value;
      } catch (const std::exception&) {
        continue;
      }
      family.metric.push_back(std::move(metric));
    }
    return family;
  }
};

}  // namespace

struct Registry::Families {
  prometheus::Registry library;

  std::mutex turn;
  std::map<std::string, ReadFamily> read;
  std::map<prometheus::Counter*, LibraryCounter> counters;
  std::map<std::string, HistogramFamily> histograms;

  void add_read(prometheus::MetricType type, std::string_view name, std::string_view help,
                std::function<double()> value, const Labels& labels) {
    const std::scoped_lock lock(turn);
    const auto [family, added] = read.try_emplace(std::string{name}, ReadFamily{std::string{help}, type});
    family->second.samples.push_back({labels, std::move(value)});
  }
};

Registry::Registry() : families_(std::make_unique<Families>()) {}

Registry::~Registry() = default;

Counter& Registry::counter(std::string_view name, std::string_view help, const Labels& labels) {
  auto& family =
      prometheus::BuildCounter().Name(std::string{name}).Help(std::string{help}).Register(families_->library);
  prometheus::Counter& counter = family.Add(to_library(labels));
  const std::scoped_lock lock(families_->turn);
  return families_->counters.try_emplace(&counter, counter).first->second;
}

Histogram& Registry::histogram(std::string_view name, std::string_view help,
                               const std::vector<double>& bounds, const Labels& labels) {
  const std::scoped_lock lock(families_->turn);
  auto& family = families_->histograms.try_emplace(std::string{name}, std::string{help}).first->second;
  return family.samples.try_emplace(labels, bounds).first->second;
}

void Registry::gauge(std::string_view name, std::string_view help, std::function<double()> read,
                     const Labels& labels) {
  families_->add_read(prometheus::MetricType::Gauge, name, help, std::move(read), labels);
}

void Registry::total(std::string_view name, std::string_view help, std::function<double()> read,
                     const Labels& labels) {
  families_->add_read(prometheus::MetricType::Counter, name, help, std::move(read), labels);
}

std::string Registry::expose() {
  std::vector<prometheus::MetricFamily> all = families_->library.Collect();
  {
    const std::scoped_lock lock(families_->turn);
    for (const auto& [name, family] : families_->histograms) all.push_back(family.collect(name));
    for (const auto& [name, family] : families_->read) all.push_back(family.collect(name));
  }
  std::ranges::sort(all, {}, &prometheus::MetricFamily::name);
  std::ostringstream text;
  prometheus::TextSerializer{}.Serialize(text, all);
  return std::move(text).str();
}

}  // namespace gatehouse::metrics
