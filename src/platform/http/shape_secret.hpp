#pragma once

// The text of a body that must not stay in memory after its use: a password. It is wiped when it goes, and
// never copied.

#include <string>
#include <string_view>
#include <utility>

#include "platform/json/wipe.hpp"

namespace gatehouse::http {

class SecretText {
 public:
  SecretText() = default;
  explicit SecretText(std::string&& text) : text_(std::move(text)) { json::wipe(text); }
  SecretText(SecretText&& other) noexcept : SecretText(std::move(other.text_)) {}
  SecretText& operator=(SecretText&& other) noexcept {
    text_.swap(other.text_);
    return *this;
  }
  ~SecretText() { json::wipe(text_); }

  std::string_view view() const { return text_; }

 private:
  std::string text_;
};

}  // namespace gatehouse::http
