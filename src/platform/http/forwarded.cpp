#include "platform/http/forwarded.hpp"

#include <algorithm>
#include <optional>

#include "platform/http/syntax.hpp"

namespace gatehouse::http {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

/// Some proxies write the port too, IPv6 in brackets then.
std::optional<IpAddress> parse_entry(std::string_view text) {
  text = trimmed(text);
  const bool bracketed = text.starts_with('[');
  const auto colon = text.rfind(':');
  const bool has_port = colon != std::string_view::npos &&
                        (bracketed ? text.substr(0, colon).ends_with(']') : text.find(':') == colon);
  if (has_port) {
    const std::string_view port = text.substr(colon + 1);
    if (port.empty() || port.size() > 5 || !std::ranges::all_of(port, is_digit)) return std::nullopt;
    text = text.substr(0, colon);
  }
  if (bracketed) {
    if (!text.ends_with(']') || !text.contains(':')) return std::nullopt;
    text = text.substr(1, text.size() - 2);
  }
  return IpAddress::parse(text);
}

class Walk {
 public:
  Walk(const IpAddress& peer, const std::vector<AddressRange>& trusted) : here_(peer), trusted_(trusted) {}

  bool goes_on() const {
    return !lost_ &&
           std::ranges::any_of(trusted_, [&](const AddressRange& range) { return range.holds(here_); });
  }

  /// Along one line, from its end.
  void follow(std::string_view line) {
    for (bool is_over = false; !is_over && goes_on();) {
      const auto comma = line.rfind(',');
      is_over = comma == std::string_view::npos;
      step(is_over ? line : line.substr(comma + 1));
      line = line.substr(0, is_over ? 0 : comma);
    }
  }

  std::string end() const { return here_.to_text(); }

 private:
  void step(std::string_view entry) {
    const auto next = parse_entry(entry);
    if (next) {
      here_ = *next;
    } else {
      lost_ = true;
    }
  }

  IpAddress here_;
  const std::vector<AddressRange>& trusted_;
  bool lost_ = false;
};

}  // namespace

std::string client_address(std::string_view peer, const Headers& headers,
                           const std::vector<AddressRange>& trusted) {
  const auto start = trusted.empty() ? std::nullopt : IpAddress::parse(peer);
  if (!start) return std::string(peer);
  Walk walk(*start, trusted);
  for (auto header = headers.rbegin(); header != headers.rend() && walk.goes_on(); ++header) {
    if (header->first == "x-forwarded-for") walk.follow(header->second);
  }
  return walk.end();
}

}  // namespace gatehouse::http
