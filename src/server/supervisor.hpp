#pragma once

// What started this program, where it is systemd or speaks its protocol (sd_notify(3)): a datagram socket
// that is told when the server takes requests, when it ends, and now and then that it is alive. The protocol
// is a few lines of text, which needs no library.

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gatehouse::server {

class Supervisor {
 public:
  /// `variables`: `NAME=value` of this process. Where they name no socket, nobody is told anything.
  explicit Supervisor(std::span<const std::string> variables);
  ~Supervisor();
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  /// Requests are taken, for the first time or again after a reload.
  void tell_ready() const;
  void tell_reloading() const;
  /// The end may take as long as `grace`, and is not to be cut short.
  void tell_stopping(std::chrono::milliseconds grace) const;
  void tell_alive() const;

  /// How long the program may be silent before it is taken for stuck. Nothing: nobody listens for that.
  std::optional<std::chrono::milliseconds> watchdog() const { return watchdog_; }

 private:
  void tell(std::string_view state) const;

  std::string address_;  // a path, or `@` and an abstract name
  int socket_ = -1;
  std::optional<std::chrono::milliseconds> watchdog_;
};

}  // namespace gatehouse::server
