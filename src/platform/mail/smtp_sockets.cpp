#include "platform/mail/smtp_sockets.hpp"

#include <sys/socket.h>
#include <unistd.h>

namespace gatehouse::mail {

void SmtpSockets::serve(CURL* handle) {
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &SmtpSockets::open);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, &SmtpSockets::close);
  curl_easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, this);
}

void SmtpSockets::shut() {
  const std::lock_guard lock(mutex_);
  shut_ = true;
  for (const curl_socket_t socket : open_) ::shutdown(socket, SHUT_RDWR);
}

curl_socket_t SmtpSockets::open(void* self, curlsocktype, curl_sockaddr* address) {
  auto& sockets = *static_cast<SmtpSockets*>(self);
  const std::lock_guard lock(sockets.mutex_);
  if (sockets.shut_) return CURL_SOCKET_BAD;
  const int socket = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (socket < 0) return CURL_SOCKET_BAD;
  sockets.open_.insert(socket);
  return socket;
}

int SmtpSockets::close(void* self, curl_socket_t socket) {
  auto& sockets = *static_cast<SmtpSockets*>(self);
  const std::lock_guard lock(sockets.mutex_);
  sockets.open_.erase(socket);
  return ::close(socket);
}

}  // namespace gatehouse::mail
