#pragma once

// Octets that must not outlive their use: erased when they are let go, never copied by accident, never
// printed.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::crypto {

class SecretBytes {
 public:
  SecretBytes() = default;
  /// So many zero octets, to be written to.
  explicit SecretBytes(std::size_t size) : octets_(size) {}
  /// Takes a copy; the caller erases what it holds (`erase`).
  explicit SecretBytes(std::string_view octets) : octets_(octets.begin(), octets.end()) {}
  ~SecretBytes();

  SecretBytes(SecretBytes&& other) noexcept : octets_(std::move(other.octets_)) { other.octets_.clear(); }
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;

  unsigned char* bytes() { return octets_.data(); }
  const unsigned char* bytes() const { return octets_.data(); }
  std::size_t size() const { return octets_.size(); }
  std::string_view view() const { return {reinterpret_cast<const char*>(octets_.data()), octets_.size()}; }

 private:
  std::vector<unsigned char> octets_;
};

/// Overwrites a text that held a secret, in a way that the optimiser keeps, and empties it.
void erase(std::string& text);

}  // namespace gatehouse::crypto
