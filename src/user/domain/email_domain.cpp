#include "user/domain/email_domain.hpp"

#include <idn2.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "user/domain/unicode.hpp"

namespace gatehouse::user {
namespace {

constexpr std::size_t max_label = 63;    // RFC 1035, 2.3.4
constexpr std::size_t max_domain = 253;  // what fits its 255 octets on the wire

std::unexpected<ValueFault> malformed() {
  return std::unexpected(ValueFault{fault::invalid_format, "This has a malformed domain behind the @."});
}

struct FreeText {
  void operator()(char* text) const { idn2_free(text); }
};
using IdnText = std::unique_ptr<char, FreeText>;

/// Characters that UTS 46 would leave out or take for others (a soft hyphen, fullwidth letters, an
/// ideographic full stop): whoever reads the address would see another one than mail goes to.
bool holds_what_is_mapped(std::u32string_view text) {
  return text.contains(U'\u3002') || unicode::compatible_fold(text) != unicode::fold_case(text);
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char byte) { return byte < 0x80; });
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& letter : lower) {
    if ('A' <= letter && letter <= 'Z') letter = static_cast<char>(letter + ('a' - 'A'));
  }
  return lower;
}

/// Not with IDN2_USE_STD3_ASCII_RULES, by which the library leaves out what is not allowed instead of
/// refusing it.
std::optional<std::string> to_a_labels(const std::string& text) {
  constexpr int flags = IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL;
  char* converted = nullptr;
  if (idn2_to_ascii_8z(text.c_str(), &converted, flags) != IDN2_OK) return std::nullopt;
  const IdnText owned(converted);
  return ascii_lower(owned.get());
}

bool is_digit(char32_t c) { return U'0' <= c && c <= U'9'; }
bool is_host_character(char32_t c) { return (U'a' <= c && c <= U'z') || is_digit(c) || c == U'-'; }

/// The ASCII rules of host names for a label in Unicode. Taken apart, so that `≠` counts as the `=` it is
/// made of.
bool has_host_ascii_only(const std::string& u_label) {
  const auto points = unicode::decode(u_label);
  return points && std::ranges::all_of(unicode::nfd(*points),
                                       [](char32_t c) { return c >= 0x80 || is_host_character(c); });
}

bool survives_round_trip(const std::string& a_label) {
  char* converted = nullptr;
  if (idn2_to_unicode_8z8z(a_label.c_str(), &converted, 0) != IDN2_OK) return false;
  const IdnText owned(converted);
  const std::string u_label = owned.get();
  return !is_ascii(u_label) && has_host_ascii_only(u_label) && to_a_labels(u_label) == a_label;
}

bool is_label(std::string_view label) {
  if (label.empty() || label.size() > max_label || label.front() == '-' || label.back() == '-') return false;
  if (!std::ranges::all_of(label, [](unsigned char c) { return is_host_character(c); })) return false;
  return !label.starts_with("xn--") || survives_round_trip(std::string(label));
}

bool is_host_name(std::string_view domain) {
  std::size_t labels = 0;
  std::string_view label;
  for (std::size_t from = 0; from <= domain.size(); from += label.size() + 1) {
    label = domain.substr(from, domain.find('.', from) - from);
    if (!is_label(label)) return false;
    ++labels;
  }
  return labels >= 2 && !std::ranges::all_of(label, [](unsigned char c) { return is_digit(c); });
}

}  // namespace

std::expected<std::string, ValueFault> canonical_domain(std::string_view typed) {
  const auto points = unicode::decode(typed);
  if (!points) return malformed();
  // Composed here, as UTS 46 maps before it composes, which parts the forms of one text.
  const std::u32string text = unicode::nfc(*points);
  if (holds_what_is_mapped(text)) return malformed();
  const std::optional<std::string> domain =
      is_ascii(typed) ? ascii_lower(typed) : to_a_labels(unicode::encode(text));
  if (domain && domain->size() > max_domain) return std::unexpected(longer_than(max_domain));
  if (!domain || !is_host_name(*domain)) return malformed();
  return *domain;
}

}  // namespace gatehouse::user
