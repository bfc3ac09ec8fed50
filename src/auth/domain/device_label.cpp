#include "auth/domain/device_label.hpp"

#include <algorithm>
#include <array>

namespace gatehouse::auth {
namespace {

constexpr std::size_t longest_label = 64;

struct Sign {
  std::string_view text;  // somewhere in the user agent
  std::string_view name;
};

/// In this order, because most browsers also name those that they want to be taken for.
constexpr std::array browsers{
    Sign{"Edg", "Edge"},           Sign{"OPR/", "Opera"},       Sign{"SamsungBrowser/", "Samsung Internet"},
    Sign{"Whale/", "Whale"},       Sign{"Vivaldi/", "Vivaldi"}, Sign{"FxiOS/", "Firefox"},
    Sign{"Firefox/", "Firefox"},   Sign{"CriOS/", "Chrome"},    Sign{"HeadlessChrome/", "Chrome"},
    Sign{"Chromium/", "Chromium"}, Sign{"Chrome/", "Chrome"},   Sign{"Safari/", "Safari"},
};

/// Android before Linux, and phones before the Mac that they are like.
constexpr std::array systems{
    Sign{"Android", "Android"}, Sign{"iPhone", "iPhone"},   Sign{"iPad", "iPad"},
    Sign{"Windows", "Windows"}, Sign{"CrOS", "ChromeOS"},   Sign{"Mac OS X", "macOS"},
    Sign{"Macintosh", "macOS"}, Sign{"FreeBSD", "FreeBSD"}, Sign{"Linux", "Linux"},
};

template <std::size_t count>
std::string_view find_in(std::string_view text, const std::array<Sign, count>& signs) {
  const auto found = std::ranges::find_if(signs, [&](const Sign& sign) { return text.contains(sign.text); });
  return found == signs.end() ? std::string_view() : found->name;
}

bool is_plain(char c) { return c > 0x20 && c < 0x7F; }

/// `curl/8.5.0 (x86_64-pc-linux-gnu)` is curl/8.5.0.
std::string_view first_product(std::string_view text) {
  const auto start = std::ranges::find_if(text, is_plain);
  const auto end = std::find_if_not(start, text.end(), is_plain);
  return {start, end};
}

}  // namespace

std::string device_label(std::string_view user_agent) {
  std::string_view program = find_in(user_agent, browsers);
  const std::string_view system = find_in(user_agent, systems);
  if (program.empty()) program = first_product(user_agent);
  if (program.empty()) return "unknown";
  std::string label(program.substr(0, longest_label));
  constexpr std::string_view between = " on ";
  if (!system.empty() && label.size() + between.size() + system.size() <= longest_label) {
    label += between;
    label += system;
  }
  return label;
}

}  // namespace gatehouse::auth
