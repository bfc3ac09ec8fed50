#include "user/domain/own_words.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "user/domain/password_policy.hpp"
#include "user/domain/reduced_password.hpp"
#include "user/domain/secret_string.hpp"

namespace gatehouse::user {
namespace {

constexpr std::size_t min_word = 2;

/// Letters and digits, and whatever else is not ASCII (emoji); `kim.lee` and `Kim Lee` come out the same.
std::u32string without_marks(std::u32string_view folded) {
  std::u32string letters(folded);
  std::erase_if(letters,
                [](char32_t point) { return point < 0x80 && !u_isalnum(static_cast<UChar32>(point)); });
  return letters;
}

/// Wipes `text`, which is a password.
bool is_made_of(const std::vector<std::u32string>& words, std::u32string& text) {
  bool found = false;
  for (const std::u32string& word : words) {
    for (std::size_t at = text.find(word); at != std::u32string::npos; at = text.find(word, at)) {
      text.erase(at, word.size());
      found = true;
    }
  }
  const bool made = found && text.size() < min_own_characters;
  wipe(text);
  return made;
}

}  // namespace

OwnWords::OwnWords(std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) add_parts(name);
  for (auto* words : {&plain_, &reduced_})
    std::ranges::sort(*words, std::ranges::greater{}, &std::u32string::size);
}

void OwnWords::add(std::string_view text) {
  const std::u32string folded = fold_password(text);
  std::u32string word = without_marks(folded);
  if (word.size() >= min_word) plain_.push_back(std::move(word));
  for (std::u32string& form : spell_out(trim_digits_and_marks(folded).core)) {
    if (form.size() >= min_core) reduced_.push_back(std::move(form));
  }
}

/// A name whole and, of an address, the part before the @, the domain, and its labels but the last.
void OwnWords::add_parts(std::string_view name) {
  add(name);
  const std::size_t at = name.find('@');
  if (at == std::string_view::npos) return;
  add(name.substr(0, at));
  std::string_view domain = name.substr(at + 1);
  add(domain);
  for (std::size_t dot = domain.find('.'); dot != std::string_view::npos; dot = domain.find('.')) {
    add(domain.substr(0, dot));
    domain.remove_prefix(dot + 1);
  }
}

bool OwnWords::make_up(std::u32string_view folded) const {
  std::u32string plain = without_marks(folded);
  bool own = is_made_of(plain_, plain);
  const Trimmed trimmed = trim_digits_and_marks(folded);
  for (const std::u32string_view text :
       {folded, trimmed.is_mostly_core() ? trimmed.core : std::u32string_view()}) {
    for (std::u32string& form : spell_out(text)) own = is_made_of(reduced_, form) || own;
  }
  return own;
}

}  // namespace gatehouse::user
