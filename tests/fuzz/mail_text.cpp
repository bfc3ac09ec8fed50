// A mail is made of whatever values: its head has the lines that it should and no other, nothing in it but
// ASCII, no line too long for a mail server, and a reader decodes what was written. What may stand in an SMTP
// command is one address.
//
// An input is recipient, subject, text and HTML, parted by NUL.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/utf8.hpp"
#include "platform/mail/mailbox.hpp"
#include "platform/mail/mime.hpp"
#include "platform/mail/smtp_server.hpp"
#include "tests/fuzz/check.hpp"

namespace {

using gatehouse::fuzz::check;
namespace mail = gatehouse::mail;

constexpr std::size_t longest_line = 998;  // RFC 5322, 2.1.1

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = text.find("\r\n");
    check(end != text.npos && end <= longest_line);
    const std::string_view line = text.substr(0, end);
    check(std::ranges::all_of(line, [](unsigned char c) { return c == '\t' || (c >= 0x20 && c < 0x7F); }));
    lines.emplace_back(line);
    text.remove_prefix(end + 2);
  }
  return lines;
}

/// The names of the fields at the top, folds left out.
std::vector<std::string> fields_of(const std::vector<std::string>& lines) {
  std::vector<std::string> names;
  for (const std::string& line : lines) {
    if (line.empty()) break;
    if (line.front() != ' ' && line.front() != '\t') names.push_back(line.substr(0, line.find(':')));
  }
  std::ranges::sort(names);
  return names;
}

void look_at_mail(const mail::Mail& mail) {
  static const mail::Mailbox from{"Gatehouse", "no-reply@example.com"};
  static const auto usual = fields_of(lines_of(mime_text({.recipient = "kim@example.com",
                                                          .subject = "s",
                                                          .text = "t",
                                                          .html = "h",
                                                          .kind = "k",
                                                          .message_id = "m@example.com",
                                                          .date = {}},
                                                         from)));
  std::string text;
  try {
    text = mime_text(mail, from);
  } catch (const mail::BadMail& bad) {
    check(!has_control(bad.what()));
    return;
  }
  check(!has_control(mail.recipient) && !has_control(mail.subject));
  const auto lines = lines_of(text);
  check(fields_of(lines) == usual);
  const auto head_end = std::ranges::find(lines, std::string());
  check(std::ranges::count(lines.begin(), head_end, "To: " + mail.recipient) == 1);
}

void look_at_words(std::string_view text) {
  if (const auto box = mail::parse_mailbox(text)) {
    check(mail::is_address(box->address) && !has_control(box->name) && !box->domain().empty());
    const auto again =
        mail::parse_mailbox(box->name.empty() ? box->address : box->name + " <" + box->address + ">");
    check(again && again->address == box->address);
    lines_of("From: " + box->header() + "\r\n");
  }
  if (mail::is_address(text)) {
    check(std::ranges::all_of(text,
                              [](unsigned char c) { return c > 0x20 && c < 0x7F && c != '<' && c != '>'; }));
    check(std::ranges::count(text, '@') == 1);
  }
  if (const auto server = mail::parse_smtp_url(text)) {
    check(!server->host.empty() && !server->port.empty() && !has_control(server->host + server->port));
    check(!has_control(server->user) && !has_control(server->password));
    check(server->user.empty() == server->password.empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), count);
  look_at_words(input);
  std::array<std::string, 4> parts;
  std::string_view rest = input;
  for (std::string& part : parts) {
    part = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
  }
  look_at_mail({.recipient = parts[0],
                .subject = parts[1],
                .text = parts[2],
                .html = parts[3],
                .kind = "fuzzed",
                .message_id = "1@example.com",
                .date = {}});
  return 0;
}
