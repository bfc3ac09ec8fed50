#pragma once

// The two forms of a P-256 signature: 64 octets as tokens carry it, and DER as OpenSSL takes and gives it.

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::crypto {

/// DER of a signature of exactly 64 octets whose halves are both above 0 and below the order of the curve.
std::optional<std::string> signature_to_der(std::string_view signature);

/// The 64 octets of what OpenSSL signed. Throws where that is no signature.
std::string signature_from_der(std::string_view der);

}  // namespace gatehouse::crypto
