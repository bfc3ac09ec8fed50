#pragma once

// Who a mail is from: an address, and the name shown beside it.

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::mail {

/// Whether a text is one plain ASCII address that needs no quoting anywhere: in a header, in an SMTP command.
bool is_address(std::string_view text);

struct Mailbox {
  std::string name;  // may be empty
  std::string address;

  /// What stands behind the `@`.
  std::string domain() const;
  /// `Name <address>` as a header takes it, or the address alone.
  std::string header() const;
};

/// `kim@example.com` or `Kim <kim@example.com>`; the name may stand in double quotes. Nothing for any other
/// text, one with control characters included.
std::optional<Mailbox> parse_mailbox(std::string_view text);

}  // namespace gatehouse::mail
