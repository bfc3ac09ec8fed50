#pragma once

// A mail as it travels (RFC 5322, MIME): the text and the same as HTML, of which the reader's program shows
// the one it can.

#include <string>

#include "platform/mail/header.hpp"
#include "platform/mail/mail.hpp"
#include "platform/mail/mailbox.hpp"

namespace gatehouse::mail {

/// Lines end with CRLF and hold ASCII only. Throws `BadMail` where a value does not fit into its header.
std::string mime_text(const Mail& mail, const Mailbox& from);

}  // namespace gatehouse::mail
