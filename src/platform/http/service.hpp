#pragma once

// What all connection threads of one server share.

#include <atomic>
#include <memory>

#include "platform/http/server.hpp"

namespace gatehouse::http {

class TlsIdentity;

struct Service {
  const ServerOptions options;
  const Dispatcher& dispatcher;
  const Lanes lanes;
  std::unique_ptr<TlsIdentity> tls{};  // absent: plain HTTP; set before the threads start
  std::atomic<std::size_t> connections{0};
  std::atomic<std::uint64_t> turned_away{0};
  std::atomic<bool> leaving{false};  // each reply is the last one of its connection
  std::atomic<bool> stopping{false};

  /// nullptr: on the connection's own thread.
  Lane* lane(LaneName name) const {
    switch (name) {
      case LaneName::connection:
        return nullptr;
      case LaneName::read:
        return lanes.reads_at_once ? nullptr : &lanes.data;
      case LaneName::write:
        return lanes.write != nullptr ? nullptr : &lanes.data;
      case LaneName::data:
        return &lanes.data;
      case LaneName::hashing:
        return &lanes.hashing;
    }
    return &lanes.data;
  }
};

}  // namespace gatehouse::http
