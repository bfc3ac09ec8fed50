#include "user/domain/password_policy.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "user/domain/common_passwords.hpp"
#include "user/domain/reduced_password.hpp"
#include "user/domain/unicode.hpp"

namespace gatehouse::user {
namespace {

/// Longer ones, and those of other characters, are seldom enough to be left to their owner.
bool is_short_and_plain(std::u32string_view text) {
  constexpr std::size_t longest = 12;
  return text.size() <= longest && std::ranges::all_of(text, [](char32_t point) {
           return point < 0x80 && u_isalnum(static_cast<UChar32>(point));
         });
}

/// `123123123`, `abcabcabc`, `aaaaaaaa`: no longer than its shortest block for whoever guesses.
bool repeats_a_short_block(std::u32string_view text) {
  constexpr std::size_t longest_block = 4;
  for (std::size_t block = 1; block <= longest_block && 2 * block <= text.size(); ++block) {
    if (text.substr(block) == text.substr(0, text.size() - block)) return true;
  }
  return false;
}

/// `abcdefgh`, `87654321`: each character follows the one before it, all in one direction.
bool is_a_run(std::u32string_view text) {
  if (text.size() < 2) return false;
  const auto step = [&](std::size_t at) {
    return static_cast<std::int64_t>(text[at + 1]) - static_cast<std::int64_t>(text[at]);
  };
  const std::int64_t first = step(0);
  if (first != 1 && first != -1) return false;
  for (std::size_t at = 1; at + 1 < text.size(); ++at) {
    if (step(at) != first) return false;
  }
  return true;
}

bool is_pattern(std::u32string_view text) {
  return is_short_and_plain(text) && (repeats_a_short_block(text) || is_a_run(text));
}

bool is_listed(std::u32string_view form) {
  std::string text = unicode::encode(form);
  const bool listed = is_common_password(text);
  wipe(text);
  return listed;
}

bool spells_a_listed_word(std::u32string_view text) {
  bool listed = false;
  for (std::u32string& form : spell_out(text)) {
    listed = listed || (form.size() >= min_core && is_listed(form));
    wipe(form);
  }
  return listed;
}

/// Whether a guesser comes to `folded` by way of a list, or of a pattern.
bool is_guessed_first(std::u32string_view folded) {
  if (is_listed(folded) || is_pattern(folded) || spells_a_listed_word(folded)) return true;
  const Trimmed text = trim_marks(folded);
  if (text.is_mostly_core() && (is_listed(text.core) || is_pattern(text.core))) return true;
  const Trimmed word = trim_digits_and_marks(folded);
  return word.is_mostly_core() && (is_pattern(word.core) || spells_a_listed_word(word.core));
}

}  // namespace

PasswordPolicy::PasswordPolicy(const ServiceWords& service) {
  for (const std::string& word : service.words) service_.add_name(word);
  for (const std::string& host : service.hosts) service_.add_host(host);
}

std::optional<ValueFault> PasswordPolicy::fault_of(const Password& password,
                                                   std::initializer_list<std::string_view> owner) const {
  std::u32string folded = fold_password(password.view());
  const bool common = is_guessed_first(folded);
  const bool known = !common && is_made_of_known_words(folded, owner);
  wipe(folded);
  if (common) return ValueFault{fault::too_common, "This is one of the passwords that are guessed first."};
  if (!known) return std::nullopt;
  return ValueFault{fault::too_common,
                    "This is made of the nickname, the e-mail address or words of this service."};
}

/// Each by itself as well: where a name and a word overlap, who takes away one leaves more of the other.
bool PasswordPolicy::is_made_of_known_words(std::u32string_view folded,
                                            std::initializer_list<std::string_view> owner) const {
  if (service_.make_up(folded)) return true;
  KnownWords own;
  for (const std::string_view name : owner) own.add_name(name);
  return own.make_up(folded) || service_.with(own).make_up(folded);
}

}  // namespace gatehouse::user
