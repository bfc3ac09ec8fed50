#pragma once

// Which mail server takes our mails, as one URL says it: `smtp://USER:PASSWORD@mail.example.com:587`.

#include <expected>
#include <string>
#include <string_view>

namespace gatehouse::mail {

struct SmtpServer {
  bool tls = false;  // from the first octet on: smtps
  std::string host;
  std::string port;
  std::string user;  // percent-decoded; empty: nobody signs in
  std::string password;

  bool is_local() const;  // localhost or a loopback address
};

/// The ports are those of submission (RFC 6409, RFC 8314): 465 for smtps, 587 with a user, else 25. The error
/// says what is wrong and repeats nothing of the URL.
std::expected<SmtpServer, std::string> parse_smtp_url(std::string_view url);

}  // namespace gatehouse::mail
