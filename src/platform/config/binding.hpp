#pragma once

// The kinds of value a setting can have: each binds a variable of the program to text, within bounds that it
// states.

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/config/quantity.hpp"
#include "platform/config/setting.hpp"

namespace gatehouse::config {

template <class T>
struct Bounds {
  T least;
  T most;
};

Binding bind_switch(bool& target);
Binding bind_text(std::string& target);
/// `complain` says what is wrong with a text, if anything is.
Binding bind_text(std::string& target, Assign complain);

/// "from 1s to 1m", the bounds as an operator writes them.
std::string range(const std::string& least, const std::string& most);

template <std::integral T>
bool is_within(Bounds<T> bounds, const std::optional<std::int64_t>& number) {
  return number && std::cmp_greater_equal(*number, bounds.least) && std::cmp_less_equal(*number, bounds.most);
}

template <std::integral T>
Binding bind_number(T& target, Bounds<T> bounds) {
  const std::string told = range(std::to_string(bounds.least), std::to_string(bounds.most));
  auto assign = [&target, bounds, told](std::string_view text) -> std::optional<std::string> {
    const auto number = parse_whole_number(text);
    if (!is_within(bounds, number)) return "must be a whole number " + told;
    target = static_cast<T>(*number);
    return std::nullopt;
  };
  return {assign, std::to_string(target), told};
}

template <std::integral T>
Binding bind_size(T& target, Bounds<T> bounds) {
  const auto text_of = [](T bytes) { return size_text(static_cast<std::int64_t>(bytes)); };
  const std::string told = range(text_of(bounds.least), text_of(bounds.most));
  auto assign = [&target, bounds, told](std::string_view text) -> std::optional<std::string> {
    const auto bytes = parse_size(text);
    if (!is_within(bounds, bytes)) return "must be a size as in 16KiB, " + told;
    target = static_cast<T>(*bytes);
    return std::nullopt;
  };
  return {assign, text_of(target), told};
}

/// A target in seconds takes whole seconds only.
template <class Rep, class Period>
Binding bind_duration(std::chrono::duration<Rep, Period>& target, Bounds<std::chrono::milliseconds> bounds) {
  using Target = std::chrono::duration<Rep, Period>;
  const std::string told = range(duration_text(bounds.least), duration_text(bounds.most));
  auto assign = [&target, bounds, told](std::string_view text) -> std::optional<std::string> {
    const auto duration = parse_duration(text);
    if (!duration || *duration < bounds.least || *duration > bounds.most) {
      return "must be a duration as in 500ms, 10s, 15m, 2h or 14d, " + told;
    }
    const auto whole = std::chrono::floor<Target>(*duration);
    if (whole != *duration) return "must be whole seconds";
    target = whole;
    return std::nullopt;
  };
  return {assign, duration_text(target), told};
}

template <class Choice>
Binding bind_choice(Choice& target, std::vector<std::pair<std::string, Choice>> choices) {
  std::string names;
  std::string fallback;
  std::vector<std::string> listed;
  for (const auto& [name, choice] : choices) {
    names += (names.empty() ? "" : ", ") + name;
    listed.push_back(name);
    if (choice == target) fallback = name;
  }
  auto assign = [&target, choices = std::move(choices),
                 names](std::string_view text) -> std::optional<std::string> {
    for (const auto& [name, choice] : choices) {
      if (name != text) continue;
      target = choice;
      return std::nullopt;
    }
    return "must be one of " + names;
  };
  return {std::move(assign), fallback, {}, std::move(listed)};
}

}  // namespace gatehouse::config
