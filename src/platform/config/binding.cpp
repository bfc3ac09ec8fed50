#include "platform/config/binding.hpp"

namespace gatehouse::config {

Binding bind_text(std::string& target) {
  return bind_text(target, [](std::string_view) { return std::nullopt; });
}

Binding bind_text(std::string& target, Assign complain) {
  auto assign = [&target,
                 complain = std::move(complain)](std::string_view text) -> std::optional<std::string> {
    if (auto complaint = complain(text)) return complaint;
    target = text;
    return std::nullopt;
  };
  return {std::move(assign), target};
}

Binding bind_switch(bool& target) {
  auto assign = [&target](std::string_view text) -> std::optional<std::string> {
    if (text != "true" && text != "false") return "must be true or false";
    target = text == "true";
    return std::nullopt;
  };
  return {assign, target ? "true" : "false", {}, {"true", "false"}};
}

std::string range(const std::string& least, const std::string& most) {
  return "from " + least + " to " + most;
}

}  // namespace gatehouse::config
