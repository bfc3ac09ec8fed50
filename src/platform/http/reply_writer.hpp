#pragma once

// A reply as the bytes of HTTP/1.1, all in one string, so that it leaves in one write.

#include <string>
#include <string_view>

#include "platform/http/exchange.hpp"

namespace gatehouse::http {

struct ReplyFrame {
  std::string_view request_id;
  std::string_view date;  // as the Date header has it
  bool keep_alive = true;
  bool head_only = false;         // the request was HEAD: all headers, no body
  bool tells_keep_alive = false;  // HTTP/1.0 has to be told that it may go on
  bool over_tls = false;          // browsers come back over TLS only
};

/// Replaces `out`. Throws `std::logic_error` where a header of the reply could break the message.
void write_reply(std::string& out, const Reply& reply, const ReplyFrame& frame);

/// `Sun, 06 Nov 1994 08:49:37 GMT`.
std::string to_http_date(std::int64_t seconds_since_1970);

}  // namespace gatehouse::http
