#pragma once

// From the bytes of one head to a request. The library that does it stays behind this header.

#include <optional>
#include <string_view>

#include "platform/http/exchange.hpp"
#include "platform/http/gate.hpp"

namespace gatehouse::http {

struct Head {
  Version version = Version::http_1_1;
  bool keep_alive = true;  // what the client wants
};

/// `bytes`: exactly one head that has passed `HeadScan`. Fills in method (HEAD stays HEAD), path, query and
/// headers of `request`, reusing its memory; nothing where the bytes are no head after all.
std::optional<Head> parse_head(std::string_view bytes, Request& request);

}  // namespace gatehouse::http
