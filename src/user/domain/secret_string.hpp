#pragma once

// Text that must not stay in memory after its use: it is wiped when it goes, and is never copied or compared
// by `==`.

#include <string.h>

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

namespace gatehouse::user {

class SecretString {
 public:
  explicit SecretString(std::string_view text)
      : bytes_(std::make_unique<char[]>(text.size())), size_(text.size()) {
    text.copy(bytes_.get(), size_);
  }
  SecretString(SecretString&& other) noexcept
      : bytes_(std::move(other.bytes_)), size_(std::exchange(other.size_, 0)) {}
  SecretString& operator=(SecretString&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~SecretString() {
    if (bytes_) explicit_bzero(bytes_.get(), size_);
  }

  std::string_view view() const { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_;
};

/// Wipes the characters of a string that is about to go, its spare room included.
template <class Text>
void wipe(Text& text) {
  text.resize(text.capacity());
  explicit_bzero(text.data(), text.size() * sizeof(typename Text::value_type));
  text.clear();
}

}  // namespace gatehouse::user
