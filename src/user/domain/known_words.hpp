#pragma once

// The words that are tried first by somebody who knows the owner of an account, or the service: names,
// addresses and hosts, whole and in parts, as they are and as guessers vary them.

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::user {

class KnownWords {
 public:
  /// Whether a password could be made of it: it has two letters or digits, or more.
  static bool is_word(std::string_view text);

  /// A nickname, an address or another name, valid or not; what is no word is ignored. Of an address also the
  /// part before the @, and the domain as a host.
  void add_name(std::string_view name);
  /// A host whole, and its labels but the last.
  void add_host(std::string_view host);

  /// These and those of others.
  KnownWords with(const KnownWords& others) const;

  /// Whether a password, folded, holds some of them and less than `min_own_characters` besides; or its core
  /// does, where it is mostly that.
  bool make_up(std::u32string_view folded) const;

 private:
  using Words = std::vector<std::u32string>;  // each once, the longest first

  static void keep(Words& words, const std::u32string& word);
  void add(std::string_view text);

  Words plain_;    // without punctuation
  Words reduced_;  // spelled out
};

}  // namespace gatehouse::user
