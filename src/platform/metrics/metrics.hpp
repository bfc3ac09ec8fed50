#pragma once

// What an operator watches, as Prometheus text. Families are made once, at wiring, under names and labels
// from a fixed set; counting and observing afterwards take no lock. The library behind it stays out of this
// header.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::metrics {

using Labels = std::vector<std::pair<std::string, std::string>>;

/// Thread-safe; lives as long as its registry.
class Counter {
 public:
  virtual ~Counter() = default;
  virtual void add(double amount = 1) = 0;
};

class Histogram {
 public:
  virtual ~Histogram() = default;
  /// In seconds, as Prometheus names its base unit.
  virtual void observe(double seconds) = 0;
};

/// Thread-safe.
class Registry {
 public:
  Registry();
  ~Registry();

  /// The same name and labels give the same counter.
  Counter& counter(std::string_view name, std::string_view help, const Labels& labels = {});
  Histogram& histogram(std::string_view name, std::string_view help, const std::vector<double>& bounds,
                       const Labels& labels = {});
  /// `read` is called at each scrape, one scrape at a time; it must not come back to this registry. Where it
  /// throws, the scrape goes without that sample.
  void gauge(std::string_view name, std::string_view help, std::function<double()> read,
             const Labels& labels = {});
  /// A running total that is kept elsewhere; `read` is called at each scrape.
  void total(std::string_view name, std::string_view help, std::function<double()> read,
             const Labels& labels = {});

  /// The text of one scrape, format version 0.0.4.
  std::string expose();

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace gatehouse::metrics
