#pragma once

// The kinds of value an option can have: each reads text into a variable of the program, within bounds that
// it states.

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/config/address.hpp"
#include "platform/config/quantity.hpp"
#include "platform/config/setting.hpp"

namespace gatehouse::config {

template <class T>
struct Bounds {
  T least;
  T most;
};

Assign into(std::string& target);
Assign into(bool& target);
Assign into(Address& target);
/// `off` for none.
Assign into(std::optional<Address>& target);

/// `complain` says what is wrong with a text, if anything is.
Assign into(std::string& target, Assign complain);

/// What is wrong with a number that lies outside; bounds as the operator writes them.
std::string outside(const std::string& least, const std::string& most);

template <std::integral T>
Assign number_into(T& target, Bounds<T> bounds) {
  return [&target, bounds](std::string_view text) -> std::optional<std::string> {
    const auto number = parse_whole_number(text);
    if (!number || !std::in_range<T>(*number) || *number < bounds.least || *number > bounds.most) {
      return "must be a whole number " + outside(std::to_string(bounds.least), std::to_string(bounds.most));
    }
    target = static_cast<T>(*number);
    return std::nullopt;
  };
}

template <std::integral T>
Assign size_into(T& target, Bounds<T> bounds) {
  return [&target, bounds](std::string_view text) -> std::optional<std::string> {
    const auto bytes = parse_size(text);
    if (!bytes || !std::in_range<T>(*bytes) || std::cmp_less(*bytes, bounds.least) ||
        std::cmp_greater(*bytes, bounds.most)) {
      return "must be a size as in 16KiB, " + outside(size_text(static_cast<std::int64_t>(bounds.least)),
                                                      size_text(static_cast<std::int64_t>(bounds.most)));
    }
    target = static_cast<T>(*bytes);
    return std::nullopt;
  };
}

/// A target in seconds takes whole seconds only.
template <class Rep, class Period>
Assign duration_into(std::chrono::duration<Rep, Period>& target, Bounds<std::chrono::milliseconds> bounds) {
  using Target = std::chrono::duration<Rep, Period>;
  return [&target, bounds](std::string_view text) -> std::optional<std::string> {
    const auto duration = parse_duration(text);
    if (!duration || *duration < bounds.least || *duration > bounds.most) {
      return "must be a duration as in 500ms, 10s, 15m, 2h or 14d, " +
             outside(duration_text(bounds.least), duration_text(bounds.most));
    }
    const auto rounded = std::chrono::floor<Target>(*duration);
    if (rounded != *duration) return "must be whole seconds";
    target = rounded;
    return std::nullopt;
  };
}

template <class Choice>
Assign choice_into(Choice& target, std::vector<std::pair<std::string_view, Choice>> choices) {
  return [&target, choices = std::move(choices)](std::string_view text) -> std::optional<std::string> {
    std::string names;
    for (const auto& [name, choice] : choices) {
      if (name == text) {
        target = choice;
        return std::nullopt;
      }
      names += (names.empty() ? "" : ", ") + std::string{name};
    }
    return "must be one of " + names;
  };
}

}  // namespace gatehouse::config
