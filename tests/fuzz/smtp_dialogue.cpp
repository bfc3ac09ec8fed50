// Whatever a mail server answers, in whatever pieces: a mail counts as sent only where the server has the
// whole of it and took it, as refused only where it said so for good; what the server gets is our commands
// for this mail and nothing else; and where TLS is asked for, it gets nothing worth having in the clear.
//
// The first byte of an input says how we talk (bit 0: TLS is asked for, bit 1: we sign in). The rest are the
// answers, parted by NUL: the first one greets, each other follows what we say.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "platform/mail/mime.hpp"
#include "platform/mail/smtp_mailer.hpp"
#include "tests/fuzz/check.hpp"

namespace {

using gatehouse::fuzz::check;
namespace mail = gatehouse::mail;
using namespace std::chrono_literals;

constexpr std::string_view password = "correct-horse-canary";
constexpr std::string_view code = "042137";

/// A mail server on loopback that says what it is told to say, whatever it hears.
class ScriptedServer {
 public:
  ScriptedServer() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in here{.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof here;
    check(::bind(listener_, reinterpret_cast<sockaddr*>(&here), size) == 0, "there is a port");
    check(::listen(listener_, 8) == 0, "it can be listened on");
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&here), &size);
    port_ = std::to_string(ntohs(here.sin_port));
  }

  const std::string& port() const { return port_; }

  /// One conversation; all that was heard.
  std::string talk(const std::vector<std::string_view>& answers) {
    pollfd calls{.fd = listener_, .events = POLLIN, .revents = 0};
    if (::poll(&calls, 1, 1000) != 1) return {};
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    std::string heard;
    for (const std::string_view answer : answers) {
      if (::send(client, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) break;
      if (!hear(client, heard, patience)) break;
    }
    ::shutdown(client, SHUT_WR);
    while (hear(client, heard, 1000)) {
    }
    ::close(client);
    return heard;
  }

 private:
  static constexpr int patience = 2;  // milliseconds; whoever waits for the rest of an answer gets it then

  /// False where the client has gone, or is silent for as long as a client may be.
  static bool hear(int client, std::string& heard, int milliseconds) {
    pollfd state{.fd = client, .events = POLLIN, .revents = 0};
    if (::poll(&state, 1, milliseconds) != 1) return milliseconds == patience;
    char buffer[16 * 1024];
    const auto count = ::recv(client, buffer, sizeof buffer, 0);
    if (count > 0) heard.append(buffer, static_cast<std::size_t>(count));
    return count > 0;
  }

  int listener_;
  std::string port_;
};

const mail::Mail letter{.recipient = "kim@example.com",
                        .subject = "A code",
                        .text = "Your code\n.\n..\n.QUIT\nis 042137",
                        .html = "<p>042137</p>",
                        .kind = "verification_code",
                        .message_id = "1@example.com",
                        .date = {}};

/// The text as it travels: a dot in front of a line is doubled (RFC 5321, 4.5.2).
std::string as_it_travels(const std::string& text) {
  std::string stuffed;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '.' && (i == 0 || text[i - 1] == '\n')) stuffed += '.';
    stuffed += text[i];
  }
  return stuffed + ".\r\n";
}

bool is_command(std::string_view line) {
  static const std::vector<std::string> whole{
      "EHLO example.com", "HELO example.com",          "DATA", "QUIT",
      "STARTTLS",         "RCPT TO:<kim@example.com>", "*",    "RSET"};
  return std::ranges::find(whole, line) != whole.end() ||
         line.starts_with("MAIL FROM:<no-reply@example.com>") || line.starts_with("AUTH ");
}

/// Lines that are no command: what signing in says to whatever the server asked.
bool is_credential(std::string_view line) {
  return line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") ==
         line.npos;
}

void look_at_commands(std::string_view heard, const std::string& text, bool signs_in) {
  bool began = false;  // the mail itself
  while (!heard.empty()) {
    if (began && heard.starts_with("From: ")) {
      check(text.starts_with(heard.substr(0, text.size())), "what is sent as the mail is the mail");
      heard.remove_prefix(std::min(text.size(), heard.size()));
      began = false;
      continue;
    }
    const auto end = heard.find("\r\n");
    if (end == heard.npos) return;
    const std::string_view line = heard.substr(0, end);
    check(is_command(line) || (signs_in && is_credential(line)), "each line is a command of ours");
    began = line == "DATA";
    heard.remove_prefix(end + 2);
  }
}

/// What an input says.
struct Script {
  explicit Script(std::string_view input) : wants_tls((input[0] & 1) != 0), signs_in((input[0] & 2) != 0) {
    std::string_view rest = input.substr(1);
    while (!rest.empty() && answers.size() < 16) {
      answers.push_back(rest.substr(0, rest.find('\0')));
      rest.remove_prefix(std::min(answers.back().size() + 1, rest.size()));
    }
  }

  /// Whether some line of an answer begins with that digit.
  bool says(char digit) const {
    return std::ranges::any_of(answers, [&](std::string_view answer) {
      return answer.starts_with(digit) || answer.contains(std::string{'\n', digit});
    });
  }

  bool wants_tls;
  bool signs_in;
  std::vector<std::string_view> answers;
};

const mail::Mailbox from{"Gatehouse", "no-reply@example.com"};

mail::SendResult send(ScriptedServer& server, const Script& script, std::string& heard) {
  mail::SmtpOptions options{.server = {.host = "127.0.0.1", .port = server.port()},
                            .starttls = script.wants_tls,
                            .connect_timeout = 1s,
                            .timeout = 1s};
  if (script.signs_in) {
    options.server.user = "kim";
    options.server.password = password;
  }
  std::jthread conversation([&] { heard = server.talk(script.answers); });
  return mail::SmtpMailer(options, from).send(letter);
}

void look_at_result(const mail::SendResult& result, const Script& script, std::string_view heard,
                    const std::string& text) {
  check(result.outcome != mail::Sending::interrupted, "nobody interrupts");
  check(!result.reason.contains(password) && !result.reason.contains(code), "a reason tells no secret");
  check(std::ranges::all_of(result.reason, [](unsigned char c) { return c >= 0x20 && c < 0x7F; }),
        "a reason is ASCII for a log");
  if (result.outcome == mail::Sending::sent)
    check(heard.contains(text) && script.says('2'), "sent is what was taken");
  if (result.outcome == mail::Sending::refused)
    check(script.says('5'), "refused is what was refused for good");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  static ScriptedServer server;
  if (count == 0) return 0;
  const Script script({reinterpret_cast<const char*>(bytes), count});
  std::string heard;
  const mail::SendResult result = send(server, script, heard);
  const std::string text = as_it_travels(mime_text(letter, from));
  look_at_result(result, script, heard, text);
  if (script.wants_tls) {
    check(!heard.contains("MAIL FROM") && !heard.contains("AUTH") && !heard.contains(code),
          "nothing worth having goes out in the clear");
  } else {
    look_at_commands(heard, text, script.signs_in);
  }
  return 0;
}
