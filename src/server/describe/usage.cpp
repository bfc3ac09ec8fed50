#include "server/describe/usage.hpp"

#include <algorithm>
#include <utility>

namespace gatehouse::server {
namespace {

constexpr std::string_view opening = "Usage: ";
constexpr std::size_t entry_indent = 2;

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(' ');
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(' ') - from + 1);
}

void append(std::string& text, std::string_view more) {
  if (!text.empty() && !more.empty()) text += ' ';
  text += more;
}

UsageBlock entry(std::string_view line) {
  const std::string_view form = line.substr(0, line.find("  "));
  return {std::string(form), std::string(trimmed(line.substr(form.size())))};
}

template <class Take>
void for_each_word(std::string_view form, Take take) {
  constexpr std::string_view apart = " []|";
  for (std::size_t at = form.find_first_not_of(apart); at != form.npos;) {
    const std::size_t end = std::min(form.find_first_of(apart, at), form.size());
    take(form.substr(at, end - at));
    at = form.find_first_not_of(apart, end);
  }
}

void add_once(std::vector<std::string>& all, std::string_view word) {
  if (std::ranges::find(all, word) == all.end()) all.emplace_back(word);
}

bool is_option(std::string_view word) {
  return word.size() > 1 && word[0] == '-' && (word[1] == '-' || (word[1] >= 'a' && word[1] <= 'z'));
}

}  // namespace

Usage read_usage(std::string_view text) {
  Usage usage;
  std::string_view first = take_line(text);
  if (first.starts_with(opening)) first.remove_prefix(opening.size());
  usage.synopsis = first;
  bool is_new = true;  // the next line begins a block
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    if (indent == line.size()) {
      is_new = true;
    } else if (indent == entry_indent) {
      usage.blocks.push_back(entry(line.substr(indent)));
      is_new = false;
    } else if (is_new || (indent == 0 && !usage.blocks.back().form.empty())) {
      usage.blocks.push_back({{}, std::string(trimmed(line))});
      is_new = false;
    } else {
      append(usage.blocks.back().text, trimmed(line));
    }
  }
  return usage;
}

std::vector<std::string> Usage::words() const {
  std::vector<std::string> all;
  for (const UsageBlock& block : blocks) {
    const std::string word = block.form.substr(0, block.form.find(' '));
    if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') add_once(all, word);
  }
  return all;
}

std::vector<std::string> Usage::options() const {
  std::vector<std::string> all;
  const auto take = [&](std::string_view word) {
    if (is_option(word)) add_once(all, word);
  };
  for_each_word(synopsis, take);
  for (const UsageBlock& block : blocks) for_each_word(block.form, take);
  return all;
}

}  // namespace gatehouse::server
