#include "auth/domain/refresh_token.hpp"

#include <charconv>

namespace gatehouse::auth {
namespace {

constexpr int parts_of_grace = 32;

std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || number < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

/// When the token of that generation ceased to be live; nothing where that is longer ago than is kept.
std::optional<Time> end_of(const RefreshChain& chain, std::int64_t generation) {
  for (const Rotation& rotation : chain.rotations) {
    if (rotation.ended <= generation) return rotation.at;
  }
  return std::nullopt;
}

}  // namespace

Verdict judge(const RefreshChain& chain, std::int64_t presented, Time now, std::chrono::milliseconds grace) {
  if (presented == chain.generation) return Verdict::rotate;
  if (presented < 0 || presented > chain.generation) return Verdict::unknown;
  const auto end = end_of(chain, presented);
  if (!end || now >= *end + grace) return Verdict::reused;
  return presented == chain.generation - 1 ? Verdict::repeat : Verdict::stale;
}

RefreshChain rotated(const RefreshChain& chain, Time now, std::chrono::milliseconds grace) {
  RefreshChain next{chain.generation + 1, chain.rotations};
  auto& rotations = next.rotations;
  std::erase_if(rotations, [&](const Rotation& rotation) { return now >= rotation.at + grace; });
  Rotation newest{chain.generation, now};
  if (rotations.size() >= 2 && now - rotations[1].at < grace / parts_of_grace) {
    newest.ended = rotations.front().ended;
    rotations.erase(rotations.begin());
  }
  rotations.insert(rotations.begin(), newest);
  return next;
}

std::string to_text(const std::vector<Rotation>& rotations) {
  std::string text;
  for (const Rotation& rotation : rotations) {
    if (!text.empty()) text += ' ';
    text += std::to_string(rotation.ended) + ':' + std::to_string(to_millis(rotation.at));
  }
  return text;
}

std::optional<std::vector<Rotation>> parse_rotations(std::string_view text) {
  std::vector<Rotation> rotations;
  while (!text.empty()) {
    if (!rotations.empty() && !take(text, ' ')) return std::nullopt;
    const auto ended = take_number(text);
    if (!ended || !take(text, ':')) return std::nullopt;
    const auto at = take_number(text);
    if (!at) return std::nullopt;
    rotations.push_back({*ended, from_millis(*at)});
  }
  return rotations;
}

}  // namespace gatehouse::auth
