#include "platform/mail/smtp_mailer.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "platform/mail/mime.hpp"
#include "platform/mail/smtp_sockets.hpp"

namespace gatehouse::mail {
namespace {

struct EasyCloser {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct MultiCloser {
  void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct ListCloser {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// Once for the process, before any handle.
void ready() {
  static const CURLcode outcome = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (outcome != CURLE_OK) throw std::runtime_error("libcurl cannot be made ready");
}

/// What is still to be sent, as libcurl asks for it.
std::size_t read_on(char* buffer, std::size_t size, std::size_t count, void* rest) {
  auto& text = *static_cast<std::string_view*>(rest);
  const std::size_t length = std::min(size * count, text.size());
  std::memcpy(buffer, text.data(), length);
  text.remove_prefix(length);
  return length;
}

std::size_t take_no_notice(char*, std::size_t size, std::size_t count, void*) { return size * count; }

/// 53x speaks of our signing in (RFC 4954, 6), which an operator can mend.
bool is_about_the_mail(long answer) { return answer >= 500 && answer < 600 && answer / 10 != 53; }

}  // namespace

/// The handles of one mailer; the connection lives in them.
class SmtpMailer::Transfer {
 public:
  Transfer(const SmtpOptions& options, const Mailbox& from);

  SendResult run(const std::string& recipient, std::string_view text);
  SendResult greet();
  void interrupt();

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    if (curl_easy_setopt(easy_.get(), option, value) != CURLE_OK) {
      throw std::runtime_error("libcurl does not know an option that mail needs");
    }
  }
  void set_server(const SmtpOptions& options, const Mailbox& from);
  void set_security(const SmtpOptions& options);
  void set_limits(const SmtpOptions& options);
  CURLcode perform();
  SendResult judged(CURLcode code, bool has_begun);

  std::atomic<bool> interrupted_ = false;
  SmtpSockets sockets_;
  std::array<char, CURL_ERROR_SIZE> error_{};
  std::unique_ptr<CURLM, MultiCloser> multi_;
  std::unique_ptr<CURL, EasyCloser> easy_;  // goes first
};

SmtpMailer::Transfer::Transfer(const SmtpOptions& options, const Mailbox& from)
    : multi_((ready(), curl_multi_init())), easy_(curl_easy_init()) {
  if (!multi_ || !easy_) throw std::runtime_error("libcurl has no memory");
  sockets_.serve(easy_.get());
  set_server(options, from);
  set_security(options);
  set_limits(options);
  set(CURLOPT_ERRORBUFFER, error_.data());
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_READFUNCTION, &read_on);
  set(CURLOPT_WRITEFUNCTION, &take_no_notice);
}

/// The last part of the URL is the name by which we greet: our own domain, not the name of this machine.
void SmtpMailer::Transfer::set_server(const SmtpOptions& options, const Mailbox& from) {
  const SmtpServer& server = options.server;
  const std::string scheme = server.tls ? "smtps://" : "smtp://";
  set(CURLOPT_URL, (scheme + server.host + ":" + server.port + "/" + from.domain()).c_str());
  set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(CURLOPT_PROXY, "");  // whatever the environment says
  if (!server.user.empty()) {
    set(CURLOPT_USERNAME, server.user.c_str());
    set(CURLOPT_PASSWORD, server.password.c_str());
  }
  set(CURLOPT_MAIL_FROM, from.address.c_str());
}

void SmtpMailer::Transfer::set_security(const SmtpOptions& options) {
  set(CURLOPT_USE_SSL,
      static_cast<long>(options.server.tls || options.starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options.authorities.empty()) {
    set(CURLOPT_CAINFO, options.authorities.c_str());
    set(CURLOPT_CAPATH, nullptr);
  }
}

/// No signals: there are other threads. A name server that does not answer is left behind, not waited for.
void SmtpMailer::Transfer::set_limits(const SmtpOptions& options) {
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
  set(CURLOPT_SERVER_RESPONSE_TIMEOUT,
      static_cast<long>(std::chrono::ceil<std::chrono::seconds>(options.timeout).count()));
}

SendResult SmtpMailer::Transfer::run(const std::string& recipient, std::string_view text) {
  const std::unique_ptr<curl_slist, ListCloser> recipients(curl_slist_append(nullptr, recipient.c_str()));
  std::string_view rest = text;
  set(CURLOPT_MAIL_RCPT, recipients.get());
  set(CURLOPT_READDATA, &rest);
  set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(text.size()));
  error_[0] = '\0';
  const CURLcode code = perform();
  SendResult result = interrupted_ && code != CURLE_OK ? SendResult{Sending::interrupted}
                                                       : judged(code, rest.size() < text.size());
  set(CURLOPT_MAIL_RCPT, nullptr);
  set(CURLOPT_READDATA, nullptr);
  return result;
}

/// `NOOP` (RFC 5321, 4.1.1.9) in the place of a mail.
SendResult SmtpMailer::Transfer::greet() {
  set(CURLOPT_UPLOAD, 0L);
  set(CURLOPT_NOBODY, 1L);
  set(CURLOPT_CUSTOMREQUEST, "NOOP");
  return judged(perform(), false);
}

CURLcode SmtpMailer::Transfer::perform() {
  constexpr int longest_wait = 1000;  // milliseconds; libcurl has timers of its own
  if (curl_multi_add_handle(multi_.get(), easy_.get()) != CURLM_OK) return CURLE_FAILED_INIT;
  CURLcode code = CURLE_ABORTED_BY_CALLBACK;
  int running = 1;
  while (running > 0 && !interrupted_) {
    if (curl_multi_perform(multi_.get(), &running) != CURLM_OK) break;
    if (running > 0) curl_multi_poll(multi_.get(), nullptr, 0, longest_wait, nullptr);
  }
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg == CURLMSG_DONE) code = message->data.result;
  }
  curl_multi_remove_handle(multi_.get(), easy_.get());
  return code;
}

/// What libcurl writes of an error holds numbers and the server's name, and nothing of a mail or a password.
SendResult SmtpMailer::Transfer::judged(CURLcode code, bool has_begun) {
  if (code == CURLE_OK) return {};
  long answer = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &answer);
  std::string reason = error_[0] != '\0' ? error_.data() : curl_easy_strerror(code);
  if (answer >= 400) reason += " (the server answered " + std::to_string(answer) + ")";
  const bool in_the_mail = code == CURLE_SEND_ERROR || (code == CURLE_WEIRD_SERVER_REPLY && has_begun);
  return {in_the_mail && is_about_the_mail(answer) ? Sending::refused : Sending::failed, std::move(reason)};
}

void SmtpMailer::Transfer::interrupt() {
  interrupted_ = true;
  sockets_.shut();
  curl_multi_wakeup(multi_.get());
}

SmtpMailer::SmtpMailer(const SmtpOptions& options, Mailbox from)
    : transfer_(std::make_unique<Transfer>(options, from)), from_(std::move(from)) {}

SmtpMailer::~SmtpMailer() = default;

SendResult SmtpMailer::send(const Mail& mail) {
  try {
    return transfer_->run(mail.recipient, mime_text(mail, from_));
  } catch (const BadMail& bad) {
    return {Sending::refused, bad.what()};
  }
}

SendResult SmtpMailer::greet() { return transfer_->greet(); }

void SmtpMailer::interrupt() { transfer_->interrupt(); }

}  // namespace gatehouse::mail
