#include "platform/http/reply_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>
#include <stdexcept>
#include <utility>

#include "platform/http/syntax.hpp"

namespace gatehouse::http {
namespace {

constexpr std::array<std::pair<int, std::string_view>, 31> reasons{{
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
}};

std::string_view reason_of(int status) {
  const auto found = std::ranges::find(reasons, status, &std::pair<int, std::string_view>::first);
  return found == reasons.end() ? std::string_view{} : found->second;
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

void append_number(std::string& out, std::size_t number) {
  std::array<char, 20> digits;
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), written.ptr);
}

/// One that came from an endpoint.
void append_own_header(std::string& out, std::string_view name, std::string_view value) {
  if (!is_token(name) || std::ranges::any_of(value, is_control))
    throw std::logic_error("a reply header cannot be written: " + std::string(name));
  append_header(out, name, value);
}

// What a browser may do with an answer that it was not asked for: nothing.
constexpr std::string_view guards =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";
constexpr std::string_view policy =
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; sandbox\r\n";
constexpr std::string_view transport = "Strict-Transport-Security: max-age=31536000\r\n";

bool has_body(int status) { return status >= 200 && status != 204 && status != 304; }

// Appends the reply's own headers, and those of which it has none. With 304 the client goes by the policy
// that came with what it has.
void append_headers(std::string& out, const Headers& headers, int status) {
  bool caches = false;
  bool is_page = false;
  for (const auto& [name, value] : headers) {
    append_own_header(out, name, value);
    caches = caches || equals_ignoring_case(name, "cache-control");
    is_page = is_page || equals_ignoring_case(name, "content-security-policy");
  }
  if (!caches) out.append("Cache-Control: no-store\r\n");
  if (!is_page && status != 304) out.append(policy);
}

}  // namespace

void write_reply(std::string& out, const Reply& reply, const ReplyFrame& frame) {
  out.clear();
  out.append("HTTP/1.1 ");
  append_number(out, static_cast<std::size_t>(reply.status));
  out.append(" ").append(reason_of(reply.status)).append("\r\n");
  append_header(out, "Date", frame.date);
  if (has_body(reply.status)) {
    if (!reply.content_type.empty()) append_own_header(out, "Content-Type", reply.content_type);
    out.append("Content-Length: ");
    append_number(out, reply.body.size());
    out.append("\r\n");
  }
  append_header(out, "X-Request-Id", frame.request_id);
  out.append(guards);
  if (frame.over_tls) out.append(transport);
  append_headers(out, reply.headers, reply.status);
  if (!frame.keep_alive)
    out.append("Connection: close\r\n");
  else if (frame.tells_keep_alive)
    out.append("Connection: keep-alive\r\n");
  out.append("\r\n");
  if (has_body(reply.status) && !frame.head_only) out.append(reply.body);
}

std::string to_http_date(std::int64_t seconds_since_1970) {
  // strftime's names of days and months would follow the locale.
  constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = seconds_since_1970;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  std::string date(days.at(static_cast<std::size_t>(parts.tm_wday)));
  date.append(", ").append(two(parts.tm_mday)).append(" ");
  date.append(months.at(static_cast<std::size_t>(parts.tm_mon))).append(" ");
  date.append(std::to_string(parts.tm_year + 1900)).append(" ").append(two(parts.tm_hour)).append(":");
  date.append(two(parts.tm_min)).append(":").append(two(parts.tm_sec)).append(" GMT");
  return date;
}

}  // namespace gatehouse::http
