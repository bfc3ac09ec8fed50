#pragma once

// The requests to send, made beforehand by whoever starts this program: a file of `LENGTH\n` and so many
// octets, again and again.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace load {

class Requests {
 public:
  explicit Requests(const std::string& file);

  std::size_t size() const { return texts_.size(); }
  std::string_view at(std::size_t place) const { return texts_[place]; }

  /// Replaces the value of the JSON member `name` in a request by the one that its answer gave: whoever is
  /// given a new refresh token shows that one next. False where either has no such member, or the lengths
  /// differ.
  bool carry(std::size_t place, std::string_view name, std::string_view answer);

  void save(const std::string& file) const;

 private:
  std::vector<std::string> texts_;
};

}  // namespace load
