// Whatever is typed as an address, a nickname or a password: what is taken is text that is taken again and
// stays as it is, with the same keys; and neither verdict nor value depends on how a keyboard composes its
// letters.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "kernel/utf8.hpp"
#include "tests/fuzz/check.hpp"
#include "user/domain/email.hpp"
#include "user/domain/nickname.hpp"
#include "user/domain/password.hpp"
#include "user/domain/password_policy.hpp"
#include "user/domain/unicode.hpp"

namespace {

using gatehouse::fuzz::check;
namespace user = gatehouse::user;

std::string ascii_upper(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(), [](char c) { return 'a' <= c && c <= 'z' ? c - 32 : c; });
  return upper;
}

struct Forms {
  std::string composed;
  std::string decomposed;
};

/// Nothing where the text is none.
std::optional<Forms> forms_of(std::string_view typed) {
  const auto points = user::unicode::decode(typed);
  if (!points) return std::nullopt;
  return Forms{user::unicode::encode(user::unicode::nfc(*points)),
               user::unicode::encode(user::unicode::nfd(*points))};
}

void look_at_email(std::string_view typed, const std::optional<Forms>& forms) {
  const auto email = user::Email::parse(typed);
  if (forms) {
    for (const std::string& form : {forms->composed, forms->decomposed}) {
      const auto other = user::Email::parse(form);
      check(other.has_value() == email.has_value());
      if (email) check(other->text() == email->text() && other->key() == email->key());
    }
  }
  if (!email) return;
  const std::string& text = email->text();
  check(forms && text.size() <= user::Email::max_length && std::ranges::count(text, '@') == 1);
  check(std::ranges::all_of(text, [](unsigned char c) { return c > 0x20 && c < 0x7F; }));
  const auto again = user::Email::parse(text);
  check(again && again->text() == text && again->key() == email->key());
  const auto by_key = user::Email::parse(email->key());
  check(by_key && by_key->text() == email->key() && by_key->key() == email->key());
  const auto shouted = user::Email::parse(ascii_upper(text));
  check(shouted && shouted->key() == email->key());
}

void look_at_nickname(std::string_view typed, const std::optional<Forms>& forms) {
  const auto name = user::Nickname::parse(typed);
  if (forms) {
    for (const std::string& form : {forms->composed, forms->decomposed}) {
      const auto other = user::Nickname::parse(form);
      check(other.has_value() == name.has_value());
      if (name)
        check(other->text() == name->text() && other->key() == name->key() && other->look() == name->look());
    }
  }
  if (!name) return;
  check(forms && name->text() == forms->composed);
  for (const std::string* text : {&name->text(), &name->folded(), &name->key(), &name->look()}) {
    check(!text->empty() && gatehouse::is_text(*text) && !text->contains('@') && !text->contains(' '));
  }
  const auto again = user::Nickname::parse(name->text());
  check(again && again->text() == name->text() && again->folded() == name->folded() &&
        again->key() == name->key() && again->look() == name->look());
  // Not every name has one in capitals: `i` with a dot above is one letter then, and may be too short.
  if (const auto shouted = user::Nickname::parse(ascii_upper(name->text()))) {
    check(shouted->folded() == name->folded() && shouted->key() == name->key());
  }
  if (const auto folded = user::Nickname::parse(name->folded())) {
    check(folded->folded() == name->folded() && folded->key() == name->key());
  }
}

void look_at_password(std::string_view typed, const std::optional<Forms>& forms) {
  const auto password = user::Password::parse(typed);
  if (forms) {
    for (const std::string& form : {forms->composed, forms->decomposed}) {
      const auto other = user::Password::parse(form);
      check(other.has_value() == password.has_value());
      if (password) check(other->view() == password->view());
    }
  }
  if (!password) return;
  check(forms && gatehouse::is_text(password->view()));
  const auto again = user::Password::parse(password->view());
  check(again && again->view() == password->view());
  static const user::PasswordPolicy policy({.words = {"acme", "Road Runner"}, .hosts = {"id.acme.example"}});
  check(policy.fault_of(*password) == policy.fault_of(*again));
  check(policy.fault_of(*password, {typed}) == policy.fault_of(*again, {typed}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  const std::string_view typed(reinterpret_cast<const char*>(bytes), count);
  const auto forms = forms_of(typed);
  look_at_email(typed, forms);
  look_at_nickname(typed, forms);
  look_at_password(typed, forms);
  return 0;
}
