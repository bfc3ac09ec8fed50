#include "tests/fuzz/reference/rfc9112.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <optional>

namespace gatehouse::reference {
namespace {

constexpr std::string_view line_end = "\r\n";

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

bool all_of(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

constexpr std::string_view digits = "0123456789";
constexpr std::string_view hex_digits = "0123456789abcdefABCDEF";
constexpr std::string_view alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

bool is_token(std::string_view text) { return all_of(text, std::string(alphanumeric) + "!#$%&'*+-.^_`|~"); }

/// field-vchar, SP and HTAB (RFC 9110, 5.5).
bool is_field_value(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c == '\t' || (c >= 0x20 && c != 0x7F); });
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == text.npos ? "" : text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

std::vector<std::string> list_of(std::string_view value) {
  std::vector<std::string> items;
  for (std::size_t from = 0; from <= value.size();) {
    const std::size_t end = std::min(value.find(',', from), value.size());
    items.push_back(lower(trimmed(value.substr(from, end - from))));
    from = end + 1;
  }
  return items;
}

/// Takes bytes off the front, and remembers how it went wrong.
class Reader {
 public:
  Reader(std::string_view bytes, bool (*reads_body)(std::string_view))
      : rest_(bytes), reads_body_(reads_body) {}

  HttpStream read() {
    HttpStream stream;
    while (!rest_.empty() && !stopped_) {
      auto request = read_request();
      if (!request) {
        stream.end = end_;
        break;
      }
      stream.requests.push_back(std::move(*request));
    }
    return stream;
  }

 private:
  std::nullopt_t fail(StreamEnd end) {
    end_ = end;
    return std::nullopt;
  }
  std::nullopt_t malformed() { return fail(StreamEnd::malformed); }

  std::optional<std::string_view> take_line() {
    const auto end = rest_.find(line_end);
    if (end == rest_.npos) return fail(StreamEnd::incomplete);
    const auto line = rest_.substr(0, end);
    rest_.remove_prefix(end + line_end.size());
    return line;
  }

  std::optional<HttpRequest> read_request() {
    HttpRequest request;
    const auto line = take_line();
    if (!line) return std::nullopt;
    const auto first = line->find(' ');
    const auto second = first == line->npos ? first : line->find(' ', first + 1);
    if (second == line->npos) return malformed();
    request.method = line->substr(0, first);
    request.target = line->substr(first + 1, second - first - 1);
    const std::string_view version = line->substr(second + 1);
    const bool visible =
        std::ranges::all_of(request.target, [](unsigned char c) { return c > 0x20 && c != 0x7F; });
    if (!is_token(request.method) || request.target.empty() || !visible) return malformed();
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return malformed();
    if (!read_fields(request.headers)) return std::nullopt;
    return read_framing(std::move(request), version == "HTTP/1.1");
  }

  bool read_fields(std::vector<std::pair<std::string, std::string>>& headers) {
    for (;;) {
      const auto line = take_line();
      if (!line) return false;
      if (line->empty()) return true;
      const auto colon = line->find(':');
      if (colon == line->npos || !is_token(line->substr(0, colon)) ||
          !is_field_value(line->substr(colon + 1))) {
        malformed();
        return false;
      }
      headers.emplace_back(lower(line->substr(0, colon)), trimmed(line->substr(colon + 1)));
    }
  }

  static std::vector<std::string> values(const HttpRequest& request, std::string_view name) {
    std::vector<std::string> found;
    for (const auto& [header, value] : request.headers) {
      if (header == name) found.push_back(value);
    }
    return found;
  }

  /// RFC 9112, 3.2 and 6.3.
  std::optional<HttpRequest> read_framing(HttpRequest request, bool is_1_1) {
    const auto hosts = values(request, "host");
    if (hosts.size() > 1 || (is_1_1 && hosts.empty()) || (!hosts.empty() && !is_authority(hosts[0])))
      return malformed();
    request.may_close = wants_close(request, is_1_1);
    const auto codings = values(request, "transfer-encoding");
    const auto lengths = values(request, "content-length");
    if (!codings.empty()) {
      if (!is_1_1 || !lengths.empty() || codings.size() > 1 || lower(codings[0]) != "chunked")
        return malformed();
      request.declares_body = true;
    }
    std::optional<std::size_t> length;
    if (!lengths.empty()) {
      if (lengths.size() > 1 || !all_of(lengths[0], digits)) return malformed();
      length = number(lengths[0], 10);
      if (!length) return malformed();
      request.declares_body = *length > 0;
    }
    if (request.declares_body && !reads_body_(request.target)) {
      stopped_ = true;
      return request;
    }
    const bool read = codings.empty() ? read_length(request, length.value_or(0)) : read_chunks(request);
    return read ? std::optional(std::move(request)) : std::nullopt;
  }

  /// uri-host [ ":" port ] (RFC 9110, 7.2).
  static bool is_authority(std::string_view host) {
    const auto bracket = host.starts_with('[') ? host.find(']') : 0;
    if (bracket == host.npos) return false;
    const auto colon = host.find(':', bracket);
    const std::string_view name = host.substr(0, colon);
    const bool port = colon == host.npos || host.substr(colon + 1).find_first_not_of(digits) == host.npos;
    return port && all_of(name, std::string(alphanumeric) + "-._~%!$&'()*+,;=:[]");
  }

  static bool wants_close(const HttpRequest& request, bool is_1_1) {
    bool close = false;
    bool keep = false;
    for (const char* name : {"connection", "proxy-connection"}) {
      for (const auto& value : values(request, name)) {
        const auto options = list_of(value);
        close = close || std::ranges::find(options, "close") != options.end();
        keep = keep || std::ranges::find(options, "keep-alive") != options.end();
      }
    }
    return close || !(is_1_1 || keep);
  }

  static std::optional<std::size_t> number(std::string_view text, unsigned base) {
    std::size_t value = 0;
    for (const char c : text) {
      const int digit = std::isdigit(static_cast<unsigned char>(c)) ? c - '0' : std::tolower(c) - 'a' + 10;
      if (value > (SIZE_MAX - static_cast<std::size_t>(digit)) / base) return std::nullopt;
      value = value * base + static_cast<std::size_t>(digit);
    }
    return value;
  }

  bool read_length(HttpRequest& request, std::size_t length) {
    if (rest_.size() < length) {
      fail(StreamEnd::incomplete);
      return false;
    }
    request.body = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return true;
  }

  bool read_chunks(HttpRequest& request) {
    for (;;) {
      const auto line = take_line();
      if (!line) return false;
      const auto size_end = std::min(line->find_first_not_of(hex_digits), line->size());
      const auto size = size_end == 0 ? std::nullopt : number(line->substr(0, size_end), 16);
      const std::string_view extension = trimmed(line->substr(size_end));
      if (!size || (!extension.empty() && !extension.starts_with(';')) || !is_field_value(extension)) {
        malformed();
        return false;
      }
      if (*size == 0) {
        std::vector<std::pair<std::string, std::string>> trailers;
        return read_fields(trailers);
      }
      if (rest_.size() < *size || rest_.size() - *size < line_end.size()) {
        fail(StreamEnd::incomplete);
        return false;
      }
      request.body += rest_.substr(0, *size);
      if (!rest_.substr(*size).starts_with(line_end)) {
        malformed();
        return false;
      }
      rest_.remove_prefix(*size + line_end.size());
    }
  }

  std::string_view rest_;
  bool (*reads_body_)(std::string_view);
  StreamEnd end_ = StreamEnd::clean;
  bool stopped_ = false;
};

}  // namespace

HttpStream read_http(std::string_view bytes, bool (*reads_body)(std::string_view target)) {
  return Reader(bytes, reads_body).read();
}

}  // namespace gatehouse::reference
