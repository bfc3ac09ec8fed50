#pragma once

// A digest by which clients tell one version of a document from another.

#include <string>
#include <string_view>

namespace gatehouse::http {

/// SHA-256 in standard base64, with padding.
std::string sha256_base64(std::string_view text);

}  // namespace gatehouse::http
