#include "platform/mail/smtp_server.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

namespace gatehouse::mail {
namespace {

struct UrlCloser {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, UrlCloser>;

std::string part_of(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

bool has(CURLU* url, CURLUPart part) { return !part_of(url, part).empty(); }

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

constexpr std::string_view wish =
    "must be smtp://USER:PASSWORD@HOST:PORT or smtps://…, with user and port as needed";

}  // namespace

bool SmtpServer::is_local() const {
  const bool numeric = host.find_first_not_of("0123456789.") == std::string::npos;
  return host == "localhost" || (numeric && host.starts_with("127.")) || host == "[::1]";
}

std::expected<SmtpServer, std::string> parse_smtp_url(std::string_view text) {
  if (!text.starts_with("smtp://") && !text.starts_with("smtps://"))
    return std::unexpected(std::string(wish));
  const Url url(curl_url());
  if (curl_url_set(url.get(), CURLUPART_URL, std::string(text).c_str(), 0) != CURLUE_OK) {
    return std::unexpected(std::string(wish));
  }
  const std::string path = part_of(url.get(), CURLUPART_PATH);
  if ((!path.empty() && path != "/") || has(url.get(), CURLUPART_QUERY) ||
      has(url.get(), CURLUPART_FRAGMENT)) {
    return std::unexpected("must end with the host or its port");
  }
  SmtpServer server{.tls = text.starts_with("smtps://"),
                    .host = part_of(url.get(), CURLUPART_HOST),
                    .port = part_of(url.get(), CURLUPART_PORT),
                    .user = part_of(url.get(), CURLUPART_USER, CURLU_URLDECODE),
                    .password = part_of(url.get(), CURLUPART_PASSWORD, CURLU_URLDECODE)};
  if (server.host.empty() || has_control(server.user) || has_control(server.password)) {
    return std::unexpected(std::string(wish));
  }
  if (server.user.empty() != server.password.empty())
    return std::unexpected("must hold user and password, or none");
  if (server.port.empty()) server.port = server.tls ? "465" : server.user.empty() ? "25" : "587";
  return server;
}

}  // namespace gatehouse::mail
