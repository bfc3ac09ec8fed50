#pragma once

// Holds one event after the other against what the chain says it must be.

#include <optional>
#include <string>

#include "platform/audit/chain_key.hpp"
#include "platform/audit/marks.hpp"

namespace gatehouse::audit {

/// The first thing that is wrong with a trail, and where.
struct Breach {
  std::optional<std::int64_t> id{};        // of the row
  std::optional<std::int64_t> position{};  // in the chain
  std::string what;
};

/// Walks the chain from one event to the next.
class Inspection {
 public:
  /// `reached`: the event that was taken away last, or the last that is known to be good.
  Inspection(const ChainKey& key, Mark reached) : key_(key), reached_(std::move(reached)) {}

  /// Goes on to `event`, unless that is not the one that must come next.
  std::optional<Breach> step(const Event& event);

  /// Takes up the walk behind another event.
  void go_on_after(Mark reached) { reached_ = std::move(reached); }

  const Mark& reached() const { return reached_; }

 private:
  const ChainKey& key_;
  Mark reached_;
};

}  // namespace gatehouse::audit
