#pragma once

// A mail while it waits in the database: sealed, since it holds codes and links that act, together with its
// Message-ID, so that it cannot be put into another row.

#include <optional>
#include <string>
#include <string_view>

#include "platform/crypto/sealed_box.hpp"
#include "platform/mail/mail.hpp"

namespace gatehouse::mail {

std::string seal(const crypto::SealedBox& box, const Mail& mail);

/// Nothing where it was changed, moved to another row, or sealed under another key.
std::optional<Mail> open(const crypto::SealedBox& box, std::string_view sealed, std::string_view message_id);

}  // namespace gatehouse::mail
