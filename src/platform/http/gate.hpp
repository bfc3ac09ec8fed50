#pragma once

// Whether a parsed head may pass, and where its body ends. Everything that two HTTP readers have been seen to
// read differently is refused here, because a proxy in front of us is the other reader.

#include <cstdint>
#include <expected>
#include <string_view>

#include "platform/http/exchange.hpp"
#include "platform/http/refusal.hpp"

namespace gatehouse::http {

enum class Version { http_1_0, http_1_1 };

/// How the body of a request is delimited.
struct Framing {
  bool chunked = false;
  std::uint64_t length = 0;       // where it is not chunked
  bool expects_continue = false;  // the client waits for our 100 before it sends the body

  bool has_body() const { return chunked || length > 0; }
  friend bool operator==(const Framing&, const Framing&) = default;
};

/// Pure. After a refusal the connection must be closed.
std::expected<Framing, Refusal> pass_gate(Version version, const Headers& headers);

/// A name or address with an optional port, and nothing else.
bool is_valid_host(std::string_view host);

}  // namespace gatehouse::http
