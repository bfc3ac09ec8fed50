#include "server/values.hpp"

#include <algorithm>
#include <array>

#include "platform/sql/url.hpp"
#include "user/domain/known_words.hpp"
#include "user/domain/unicode.hpp"

namespace gatehouse::server {
namespace {

constexpr std::size_t longest_name = 255;

// Each password is searched for each word.
constexpr std::size_t most_words = 50;
constexpr std::size_t longest_word = 64;  // code points

bool is_visible_ascii(char c) { return c > 0x20 && c < 0x7F; }

std::optional<std::string> fault_of_word(std::string_view word) {
  const auto points = user::unicode::decode(word);
  if (!points) return "is no text in UTF-8";
  if (points->size() > longest_word) return "is longer than " + std::to_string(longest_word) + " characters";
  if (!user::KnownWords::is_word(word)) return "has less than two letters or digits";
  return std::nullopt;
}

}  // namespace

config::Binding bind_address(http::ListenAddress& target) {
  auto assign = [&target](std::string_view text) -> std::optional<std::string> {
    auto address = http::parse_listen(text);
    if (!address) return address.error();
    target = std::move(*address);
    return std::nullopt;
  };
  return {assign, http::to_text(target)};
}

config::Binding bind_optional_address(std::optional<http::ListenAddress>& target) {
  auto assign = [&target](std::string_view text) -> std::optional<std::string> {
    if (text == "off") {
      target.reset();
      return std::nullopt;
    }
    auto address = http::parse_listen(text);
    if (!address) return address.error() + "; off for none";
    target = std::move(*address);
    return std::nullopt;
  };
  return {assign, target ? http::to_text(*target) : "off"};
}

config::Binding bind_algorithm(crypto::SigningAlgorithm& target) {
  std::vector<std::pair<std::string, crypto::SigningAlgorithm>> choices;
  for (const auto algorithm : crypto::signing_algorithms) choices.emplace_back(name_of(algorithm), algorithm);
  return config::bind_choice(target, std::move(choices));
}

config::Binding bind_interval(std::optional<std::chrono::seconds>& target,
                              config::Bounds<std::chrono::milliseconds> bounds) {
  auto assign = [&target, bounds](std::string_view text) -> std::optional<std::string> {
    if (text == "off" || text == "0") {
      target.reset();
      return std::nullopt;
    }
    std::chrono::seconds interval{};
    if (const auto complaint = config::bind_duration(interval, bounds).assign(text))
      return *complaint + "; off for never";
    target = interval;
    return std::nullopt;
  };
  return {assign, target ? config::duration_text(*target) : "off",
          config::range(config::duration_text(bounds.least), config::duration_text(bounds.most))};
}

config::Binding bind_address_ranges(std::vector<http::AddressRange>& target) {
  auto assign = [&target](std::string_view text) -> std::optional<std::string> {
    std::vector<http::AddressRange> ranges;
    while (!text.empty()) {
      const auto end = std::min(text.find(','), text.size());
      const std::string one(text.substr(0, end));
      const auto range = http::AddressRange::parse(one);
      if (!range) return '\'' + one + "' " + range.error();
      if (range->prefix() == 0)
        return '\'' + one + "' is everybody: any client could then choose its own address";
      ranges.push_back(*range);
      if (end + 1 == text.size()) return "ends with a comma";
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    target = std::move(ranges);
    return std::nullopt;
  };
  return {assign, ""};
}

config::Binding bind_words(std::vector<std::string>& target) {
  auto assign = [&target](std::string_view text) -> std::optional<std::string> {
    std::vector<std::string> words;
    for (bool more = !text.empty(); more;) {
      const auto comma = text.find(',');
      words.emplace_back(text.substr(0, comma));
      if (words.size() > most_words) return "must be at most " + std::to_string(most_words) + " words";
      if (const auto fault = fault_of_word(words.back()))
        return "word " + std::to_string(words.size()) + ' ' + *fault;
      more = comma != std::string_view::npos;
      if (more) text.remove_prefix(comma + 1);
    }
    target = std::move(words);
    return std::nullopt;
  };
  return {assign, ""};
}

std::optional<std::string> not_empty(std::string_view text) {
  if (text.empty()) return "must not be empty";
  return std::nullopt;
}

std::optional<std::string> database_url(std::string_view text) {
  try {
    sql::parse_url(text);
    return std::nullopt;
  } catch (const sql::BadUrl& fault) {
    return fault.what();
  }
}

std::optional<std::string> issuer_url(std::string_view text) {
  const std::string_view wish = "must be an http:// or https:// URL without query and fragment";
  const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  const bool has_host = scheme != 0 && text.size() > scheme && text[scheme] != '/';
  const bool plain =
      std::ranges::all_of(text, is_visible_ascii) && text.find_first_of("?#@\"<>\\^`{|}") == text.npos;
  if (!has_host || !plain || text.size() > longest_name) return std::string{wish};
  return std::nullopt;
}

std::optional<std::string> audience_name(std::string_view text) {
  if (text.empty() || text.size() > longest_name || !std::ranges::all_of(text, is_visible_ascii)) {
    return "must be 1 to 255 visible ASCII characters";
  }
  return std::nullopt;
}

bool is_strong_enough(const HashSettings& hashing) {
  struct Floor {
    std::size_t mebibytes;
    unsigned iterations;
  };
  constexpr std::array floors{Floor{46, 1}, Floor{19, 2}, Floor{12, 3}, Floor{9, 4}, Floor{7, 5}};
  return std::ranges::any_of(floors, [&](const Floor& floor) {
    return hashing.memory >= floor.mebibytes * 1024 * 1024 && hashing.iterations >= floor.iterations;
  });
}

std::size_t fitting_threads(const HashSettings& hashing, std::size_t cores, std::uint64_t memory) {
  const std::uint64_t for_hashing = memory / 4 * 3;
  return static_cast<std::size_t>(std::min<std::uint64_t>(cores, for_hashing / hashing.memory));
}

std::size_t fitting_data_threads(const sql::DatabaseOptions& database) {
  constexpr std::size_t for_sqlite = 8;
  constexpr std::size_t most = 256;
  return database.url.starts_with("postgresql:") || database.url.starts_with("postgres:")
             ? std::clamp<std::size_t>(2 * database.pool, 1, most)
             : for_sqlite;
}

}  // namespace gatehouse::server
