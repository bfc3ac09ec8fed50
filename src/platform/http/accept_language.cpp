#include "platform/http/accept_language.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace gatehouse::http {
namespace {

bool is_digit(char c) { return '0' <= c && c <= '9'; }
bool is_letter(char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); }
char to_lower(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Cuts off and returns what stands before `separator`.
std::string_view take(std::string_view& text, char separator) {
  const std::size_t at = std::min(text.find(separator), text.size());
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(std::min(text.size(), at + 1));
  return taken;
}

bool is_range(std::string_view text) {
  if (text == "*") return true;
  bool first = true;
  while (!text.empty() || first) {
    const bool last = text.find('-') == std::string_view::npos;
    const std::string_view subtag = take(text, '-');
    const bool fits = !subtag.empty() && subtag.size() <= 8 && std::ranges::all_of(subtag, [&](char c) {
      return is_letter(c) || (!first && is_digit(c));
    });
    if (!fits) return false;
    if (last) return true;
    first = false;
  }
  return false;  // it ends in '-'
}

/// `q=0.8` in thousandths: one digit 0 or 1, and at most three behind the point.
std::optional<int> weight(std::string_view text) {
  if (text.empty()) return 1000;
  if (!text.starts_with("q=") && !text.starts_with("Q=")) return std::nullopt;
  text.remove_prefix(2);
  if (text.empty() || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  int thousandths = (text[0] - '0') * 1000;
  text.remove_prefix(1);
  if (text.empty()) return thousandths;
  if (text[0] != '.' || text.size() > 4) return std::nullopt;
  text.remove_prefix(1);
  for (int unit = 100; !text.empty(); unit /= 10, text.remove_prefix(1)) {
    if (!is_digit(text[0])) return std::nullopt;
    thousandths += (text[0] - '0') * unit;
  }
  return thousandths <= 1000 ? std::optional(thousandths) : std::nullopt;
}

struct Wish {
  int weight = 0;
  std::size_t place = 0;  // in the field
};

bool is_stronger(const Wish& a, const Wish& b) {
  return a.weight != b.weight ? a.weight > b.weight : a.place < b.place;
}

struct Wishes {
  std::vector<std::optional<Wish>> of_offered;
  std::optional<Wish> of_others{};  // `*`
};

void note(std::optional<Wish>& known, Wish wish) {
  if (!known || is_stronger(wish, *known)) known = wish;
}

Wishes read(std::string_view field, std::span<const std::string_view> offered) {
  Wishes wishes{std::vector<std::optional<Wish>>(offered.size())};
  for (std::size_t place = 0; !field.empty(); ++place) {
    std::string_view part = take(field, ',');
    std::string_view range = trimmed(take(part, ';'));
    const auto heavy = weight(trimmed(part));
    if (!heavy || !is_range(range)) continue;
    const std::string_view primary = take(range, '-');
    if (primary == "*") note(wishes.of_others, {*heavy, place});
    for (std::size_t i = 0; i < offered.size(); ++i) {
      if (std::ranges::equal(primary, offered[i], {}, to_lower)) note(wishes.of_offered[i], {*heavy, place});
    }
  }
  return wishes;
}

}  // namespace

std::string_view preferred_language(std::string_view field, std::span<const std::string_view> offered) {
  const Wishes wishes = read(field, offered);
  std::size_t best = 0;
  Wish strongest{0, field.size() + 1};
  for (std::size_t i = 0; i < offered.size(); ++i) {
    const std::optional<Wish>& wish = wishes.of_offered[i] ? wishes.of_offered[i] : wishes.of_others;
    if (!wish || wish->weight == 0 || !is_stronger(*wish, strongest)) continue;
    strongest = *wish;
    best = i;
  }
  return offered[best];
}

}  // namespace gatehouse::http
