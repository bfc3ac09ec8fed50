#include "user/domain/known_words.hpp"

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

/// Whether little stays of `text` without `words`, one of which has `telling` characters at least. Wipes
/// `text`, which is a password.
bool is_made_of(const std::vector<std::u32string>& words, std::size_t telling, std::u32string& text) {
  bool found = false;
  for (const std::u32string& word : words) {
    for (std::size_t at = text.find(word); at != std::u32string::npos; at = text.find(word, at)) {
      text.erase(at, word.size());
      found = found || word.size() >= telling;
    }
  }
  const bool made = found && text.size() < min_own_characters;
  wipe(text);
  return made;
}

}  // namespace

bool KnownWords::is_word(std::string_view text) {
  return without_marks(fold_password(text)).size() >= min_word;
}

void KnownWords::keep(Words& words, const std::u32string& word) {
  if (word.size() < min_word || std::ranges::find(words, word) != words.end()) return;
  words.insert(std::ranges::upper_bound(words, word.size(), std::ranges::greater{}, &std::u32string::size),
               word);
}

void KnownWords::add(std::string_view text) {
  const std::u32string folded = fold_password(text);
  keep(plain_, without_marks(folded));
  for (const std::u32string& form : spell_out(trim_digits_and_marks(folded).core)) keep(reduced_, form);
}

void KnownWords::add_name(std::string_view name) {
  add(name);
  const std::size_t at = name.find('@');
  if (at == std::string_view::npos) return;
  add(name.substr(0, at));
  add_host(name.substr(at + 1));
}

void KnownWords::add_host(std::string_view host) {
  add(host);
  for (std::size_t dot = host.find('.'); dot != std::string_view::npos; dot = host.find('.')) {
    add(host.substr(0, dot));
    host.remove_prefix(dot + 1);
  }
}

KnownWords KnownWords::with(const KnownWords& others) const {
  KnownWords all = *this;
  for (const std::u32string& word : others.plain_) keep(all.plain_, word);
  for (const std::u32string& word : others.reduced_) keep(all.reduced_, word);
  return all;
}

bool KnownWords::make_up(std::u32string_view folded) const {
  std::u32string plain = without_marks(folded);
  bool made = is_made_of(plain_, min_word, plain);
  const Trimmed trimmed = trim_digits_and_marks(folded);
  for (const std::u32string_view text :
       {folded, trimmed.is_mostly_core() ? trimmed.core : std::u32string_view()}) {
    for (std::u32string& form : spell_out(text)) made = is_made_of(reduced_, min_core, form) || made;
  }
  return made;
}

}  // namespace gatehouse::user
