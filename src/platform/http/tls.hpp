#pragma once

// The server's certificate and key, replaceable while connections are open.

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <mutex>

#include "platform/http/server.hpp"

namespace gatehouse::http {

/// Thread-safe.
class TlsIdentity {
 public:
  /// Throws `BadTlsFiles`.
  explicit TlsIdentity(TlsFiles files);

  /// Throws as the constructor does; what was in force stays so.
  void reload();

  /// For one new connection, which keeps what it was given.
  std::shared_ptr<boost::asio::ssl::context> current() const;

 private:
  const TlsFiles files_;
  mutable std::mutex mutex_;
  std::shared_ptr<boost::asio::ssl::context> context_;
};

}  // namespace gatehouse::http
