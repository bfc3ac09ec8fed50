#pragma once

// One request and its reply as plain values: what the connection loop hands to an endpoint, on whatever
// thread its lane says, and what it gets back. The loop has checked the framing by then (gate.hpp), and the
// body is whole.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;  // as sent: "GET"; HEAD arrives as GET
  std::string path;    // without the query
  std::string query;   // what stood behind '?', undecoded
  Headers headers;     // names in lower case, in order, repeated ones kept
  std::string body;
  std::string request_id;
  std::string peer;          // address of the client, behind trusted proxies; without the port
  std::int64_t path_id = 0;  // the `{…}` of the path, where it is a number
  std::string path_text;     // the `{…}` of the path, where it is text

  /// The value of a header that stands once; nullptr where it is absent. `name` in lower case.
  const std::string* header(std::string_view name) const;
  std::size_t count(std::string_view name) const;
};

struct Reply {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  Headers headers;  // beyond those that every reply has
};

}  // namespace gatehouse::http
