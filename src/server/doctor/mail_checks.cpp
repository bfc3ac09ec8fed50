// Whether mails leave the house, and unread.

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

#include "platform/mail/smtp_server.hpp"
#include "server/doctor/check.hpp"

namespace gatehouse::server::doctor {
namespace {

constexpr int patience_ms = 3000;

std::optional<mail::SmtpServer> server_of(const Examined& examined) {
  if (examined.settings.mail.mailer != MailerKind::smtp) return std::nullopt;
  const auto server = mail::parse_smtp_url(examined.settings.mail.smtp_url);
  return server ? std::optional(*server) : std::nullopt;
}

Verdict only_logged(const Examined& examined) {
  if (examined.settings.mail.mailer != MailerKind::log || !examined.is_public()) return std::nullopt;
  return "the mailer is `log`, and people from elsewhere use this server";
}

Verdict only_files(const Examined& examined) {
  if (examined.settings.mail.mailer != MailerKind::file || !examined.is_public()) return std::nullopt;
  return "the mailer is `file`, and people from elsewhere use this server";
}

Verdict in_the_clear(const Examined& examined) {
  const auto server = server_of(examined);
  if (!server || server->tls || server->is_local() || examined.settings.mail.starttls != StartTls::off) {
    return std::nullopt;
  }
  return "mails go to " + server->host + " without TLS";
}

bool answers(const addrinfo& address) {
  const int socket = ::socket(address.ai_family, address.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (socket < 0) return false;
  bool connected = ::connect(socket, address.ai_addr, address.ai_addrlen) == 0;
  if (!connected && errno == EINPROGRESS) {
    pollfd event{socket, POLLOUT, 0};
    int fault = 0;
    socklen_t size = sizeof fault;
    connected = ::poll(&event, 1, patience_ms) == 1 &&
                ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &fault, &size) == 0 && fault == 0;
  }
  ::close(socket);
  return connected;
}

Verdict unreachable(const Examined& examined) {
  const auto server = server_of(examined);
  if (!server) return std::nullopt;
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int fault = ::getaddrinfo(server->host.c_str(), server->port.c_str(), &wanted, &found);
      fault != 0) {
    return "the name of the mail server " + server->host + " cannot be looked up: " + ::gai_strerror(fault);
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> all(found, ::freeaddrinfo);
  for (const addrinfo* address = found; address != nullptr; address = address->ai_next) {
    if (answers(*address)) return std::nullopt;
  }
  return "nobody answers at " + server->host + " port " + server->port;
}

/// All that comes before a mail: the certificate, going over to TLS, signing in.
Verdict refuses(const Examined& examined) {
  if (!server_of(examined) || unreachable(examined)) return std::nullopt;
  mail::SmtpOptions options = smtp_options(examined.settings.mail);
  options.timeout = options.connect_timeout = std::chrono::milliseconds{patience_ms};
  const auto result = mail::SmtpMailer(options, sender_of(examined.settings.mail)).greet();
  if (result.outcome == mail::Sending::sent) return std::nullopt;
  return result.reason;
}

constexpr Check all[] = {
    {"mailer_log", "codes and links stand in the log, where its readers can use them, and nobody gets a mail",
     "give --mailer smtp with --smtp-url and --mail-from", only_logged},
    {"mailer_file", "codes and links lie in a folder, and nobody gets a mail",
     "give --mailer smtp with --smtp-url and --mail-from", only_files},
    {"smtp_in_the_clear", "whoever listens on the way reads codes and undo links",
     "use an smtps:// URL, or leave --smtp-starttls at its default", in_the_clear},
    {"smtp_unreachable", "no code and no notice arrives; they wait, and are given up in the end",
     "look into --smtp-url, the name server and the firewall", unreachable},
    {"smtp_refuses", "no code and no notice arrives; they wait, and are given up in the end",
     "where the message is about TLS, look into --smtp-starttls and --smtp-ca; where it is about signing in, "
     "into the user and password of --smtp-url",
     refuses},
};

}  // namespace

std::span<const Check> mail_checks() { return all; }

}  // namespace gatehouse::server::doctor
