#include "user/domain/password_policy.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "user/domain/common_passwords.hpp"
#include "user/domain/unicode.hpp"

namespace gatehouse::user {
namespace {

constexpr std::size_t min_word = 2;

std::u32string folded(std::string_view text) {
  auto points = unicode::decode(text);
  if (!points) return {};
  std::u32string result = unicode::compatible_fold(*points);
  wipe(*points);
  return result;
}

/// Letters and digits, and whatever else is not ASCII (emoji); `kim.lee` and `Kim Lee` come out the same.
std::u32string squeezed(std::string_view text) {
  std::u32string letters = folded(text);
  std::erase_if(letters,
                [](char32_t point) { return point < 0x80 && !u_isalnum(static_cast<UChar32>(point)); });
  return letters;
}

void add_word(std::vector<std::u32string>& words, std::string_view text) {
  std::u32string word = squeezed(text);
  if (word.size() >= min_word) words.push_back(std::move(word));
}

/// A name whole and, of an address, the part before the @, the domain, and its labels but the last.
void add_words(std::vector<std::u32string>& words, std::string_view name) {
  add_word(words, name);
  const std::size_t at = name.find('@');
  if (at == std::string_view::npos) return;
  add_word(words, name.substr(0, at));
  std::string_view domain = name.substr(at + 1);
  add_word(words, domain);
  for (std::size_t dot = domain.find('.'); dot != std::string_view::npos; dot = domain.find('.')) {
    add_word(words, domain.substr(0, dot));
    domain.remove_prefix(dot + 1);
  }
}

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

}  // namespace

std::optional<ValueFault> refuse_common(const Password& password) {
  std::u32string points = folded(password.view());
  std::string text = unicode::encode(points);
  const bool common = is_common_password(text) ||
                      (is_short_and_plain(points) && (repeats_a_short_block(points) || is_a_run(points)));
  wipe(points);
  wipe(text);
  if (!common) return std::nullopt;
  return ValueFault{fault::too_common, "This is one of the passwords that are guessed first."};
}

std::optional<ValueFault> refuse_own_names(const Password& password,
                                           std::initializer_list<std::string_view> names) {
  std::vector<std::u32string> words;
  for (const std::string_view name : names) add_words(words, name);
  std::ranges::sort(words, std::ranges::greater{}, &std::u32string::size);

  std::u32string rest = squeezed(password.view());
  bool found = false;
  for (const std::u32string& word : words) {
    for (std::size_t at = rest.find(word); at != std::u32string::npos; at = rest.find(word, at)) {
      rest.erase(at, word.size());
      found = true;
    }
  }
  const bool own = found && rest.size() < min_own_characters;
  wipe(rest);
  if (!own) return std::nullopt;
  return ValueFault{fault::too_common, "This is made of the nickname or the e-mail address."};
}

}  // namespace gatehouse::user
