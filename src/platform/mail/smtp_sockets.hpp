#pragma once

// The sockets that libcurl holds for a mailer, so that another thread can end whatever waits on them: also a
// farewell to a server that does not answer, which libcurl would sit out.

#include <curl/curl.h>

#include <mutex>
#include <set>

namespace gatehouse::mail {

/// Thread-safe. Outlives the handles that it serves.
class SmtpSockets {
 public:
  void serve(CURL* handle);
  /// Those that are open, and those that will be.
  void shut();

 private:
  static curl_socket_t open(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int close(void* self, curl_socket_t socket);

  std::mutex mutex_;
  std::set<curl_socket_t> open_;
  bool shut_ = false;
};

}  // namespace gatehouse::mail
