#pragma once

// A second reader of HTTP/1.1 requests: RFC 9112 read strictly and with nothing of the product in it. Where
// the RFC lets a server choose (to take a list of equal lengths, to skip a coding), this one refuses; where
// it does not, this one takes, so that the product may only be narrower.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::reference {

struct HttpRequest {
  std::string method;
  std::string target;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
  bool declares_body = false;
  bool may_close = false;  // the client says that it wants nothing after this

  friend bool operator==(const HttpRequest&, const HttpRequest&) = default;
};

enum class StreamEnd {
  clean,       // nothing follows the last request
  incomplete,  // the next request does not come to its end
  malformed,   // what follows is no request
};

struct HttpStream {
  std::vector<HttpRequest> requests;
  StreamEnd end = StreamEnd::clean;
};

/// `reads_body`: whether the body of a request to that target is read at all; where it is not, nothing after
/// its head is.
HttpStream read_http(std::string_view bytes, bool (*reads_body)(std::string_view target));

}  // namespace gatehouse::reference
