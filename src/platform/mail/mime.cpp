#include "platform/mail/mime.hpp"

#include "platform/mail/transfer_encoding.hpp"

namespace gatehouse::mail {
namespace {

/// Neither encoding ever writes `=_`, so this stands in no body.
constexpr std::string_view boundary = "=_gatehouse";

std::string part(std::string_view type, std::string_view text) {
  const Transfer transfer = transfer_of(text);
  return "--" + std::string(boundary) + "\r\n" +
         header("Content-Type", std::string(type) + "; charset=utf-8") +
         header("Content-Transfer-Encoding", transfer.encoding) + "\r\n" + transfer.body;
}

}  // namespace

std::string mime_text(const Mail& mail, const Mailbox& from) {
  if (!is_address(mail.recipient)) throw BadMail("the recipient is no address");
  if (!is_address(mail.message_id)) throw BadMail("the Message-ID is none");
  std::string text = header("From", from.header());
  text += header("To", mail.recipient);
  text += text_header("Subject", mail.subject);
  text += header("Date", date_text(mail.date));
  text += header("Message-ID", "<" + mail.message_id + ">");
  text += header("Auto-Submitted", "auto-generated");
  text += header("MIME-Version", "1.0");
  text += header("Content-Type", "multipart/alternative; boundary=\"" + std::string(boundary) + "\"");
  text += "\r\n" + part("text/plain", mail.text) + part("text/html", mail.html);
  return text + "--" + std::string(boundary) + "--\r\n";
}

}  // namespace gatehouse::mail
