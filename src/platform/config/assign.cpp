#include "platform/config/assign.hpp"

namespace gatehouse::config {

Assign into(std::string& target) {
  return [&target](std::string_view text) -> std::optional<std::string> {
    target = text;
    return std::nullopt;
  };
}

Assign into(std::string& target, Assign complain) {
  return [&target, complain = std::move(complain)](std::string_view text) -> std::optional<std::string> {
    if (auto complaint = complain(text)) return complaint;
    target = text;
    return std::nullopt;
  };
}

Assign into(bool& target) {
  return [&target](std::string_view text) -> std::optional<std::string> {
    if (text != "true" && text != "false") return "must be true or false";
    target = text == "true";
    return std::nullopt;
  };
}

Assign into(Address& target) {
  return [&target](std::string_view text) -> std::optional<std::string> {
    const auto address = parse_address(text);
    if (!address) return "must be HOST:PORT, as in 127.0.0.1:8080 or [::1]:8080";
    target = *address;
    return std::nullopt;
  };
}

Assign into(std::optional<Address>& target) {
  return [&target](std::string_view text) -> std::optional<std::string> {
    const auto address = parse_address(text);
    if (!address && text != "off") return "must be HOST:PORT, as in 127.0.0.1:9090, or off";
    target = address;
    return std::nullopt;
  };
}

std::string outside(const std::string& least, const std::string& most) {
  return "from " + least + " to " + most;
}

}  // namespace gatehouse::config
