#pragma once

// Which passwords may be chosen: none that is guessed first, by everybody or by whoever knows the account's
// names and the service.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "user/domain/known_words.hpp"
#include "user/domain/password.hpp"
#include "user/domain/value_fault.hpp"

namespace gatehouse::user {

/// What stays of a password without its owner's names and the words of the service must be at least so many
/// letters and digits.
inline constexpr std::size_t min_own_characters = 4;

/// What goes with a service, and so into the passwords of its users.
struct ServiceWords {
  std::vector<std::string> words{};  // its name, the company, the product
  std::vector<std::string> hosts{};  // where it is found
};

/// Made once, as the words of a service are folded and spelled out for all passwords to come. Thread-safe.
class PasswordPolicy {
 public:
  /// A service that nothing is known of.
  PasswordPolicy() = default;
  explicit PasswordPolicy(const ServiceWords& service);

  /// Refuses what is on the lists of common passwords, in whatever case and width; what is mostly a word of
  /// those lists once digits, punctuation and substitutions are taken away (`P@ssword2024`); and what no list
  /// needs to hold: up to 12 letters and digits that are a short block over and over, or a run of neighbours
  /// such as `abcdefgh`.
  /// Besides, what is made of words of the service, of its `owner`'s names (nicknames, and addresses with
  /// their parts), or of both. Case, width, spaces and punctuation do not count, nor what
  /// reduced_password.hpp takes away. Empty names are ignored; without any, it is refused whosever it is to
  /// be.
  std::optional<ValueFault> fault_of(const Password& password,
                                     std::initializer_list<std::string_view> owner = {}) const;

 private:
  bool is_made_of_known_words(std::u32string_view folded,
                              std::initializer_list<std::string_view> owner) const;

  KnownWords service_;
};

}  // namespace gatehouse::user
