#include "tests/simulator/operation.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace gatehouse::simulator {
namespace {

constexpr std::array<const char*, static_cast<std::size_t>(Act::count_)> names{
    "sign_up",      "sign_in", "sign_in_by_email", "view",     "update",      "remove",
    "request_code", "verify",  "refresh",          "sign_out", "end_session", "request_reset",
    "reset",        "undo",    "undo_password",    "deliver",  "sweep",       "wait"};
/// How often each comes, of their sum.
constexpr std::array<int, names.size()> weights{8, 12, 5, 4, 12, 2, 6, 14, 16, 4, 3, 5, 9, 5, 3, 16, 2, 10};

using Chance = std::mt19937_64;

std::int64_t below(Chance& chance, std::int64_t end) {
  return static_cast<std::int64_t>(chance() % static_cast<std::uint64_t>(end));
}

Act act_of(Chance& chance) {
  int sum = 0;
  for (const int weight : weights) sum += weight;
  auto left = below(chance, sum);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    left -= weights[i];
    if (left < 0) return static_cast<Act>(i);
  }
  return Act::wait;
}

/// Around what the product counts in: the grace, codes, tokens, sessions, links; and far beyond.
std::int64_t wait_of(Chance& chance) {
  constexpr std::int64_t second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
  constexpr std::array<std::int64_t, 16> spans{
      300,         second,      5 * second, 10 * second, 30 * second, minute,   3 * minute, 5 * minute,
      10 * minute, 15 * minute, hour,       day,         7 * day,     14 * day, 90 * day,   800 * day};
  const auto kind = below(chance, 24);
  if (kind == 0) return -below(chance, 5 * second) - 1;
  // The long ones end most of what there is, so they are seldom.
  const auto most = kind < 17 ? 5 : kind < 22 ? 10 : static_cast<std::int64_t>(spans.size());
  const std::int64_t span = spans[static_cast<std::size_t>(below(chance, most))];
  switch (below(chance, 4)) {
    case 0:
      return span;
    case 1:
      return std::max<std::int64_t>(span - 1, 0);
    case 2:
      return span + 1;
    default:
      return below(chance, span + 1);
  }
}

Operation operation_of(Chance& chance) {
  Operation operation{.act = act_of(chance)};
  for (auto& number : operation.with) number = below(chance, 1000);
  auto& with = operation.with;
  if (operation.act == Act::wait) with = {wait_of(chance)};
  if (operation.act == Act::update) {
    for (std::size_t i = 1; i < with.size(); ++i) {
      if (below(chance, 2) == 0) with[i] = 0;
    }
  }
  if (below(chance, 20) == 0) operation.crash = {1 + below(chance, 4), below(chance, 2) == 0};
  operation.twice = below(chance, 20) == 0;
  return operation;
}

/// Some wrong guesses at one code, as many as it stands or one more or less, and the right one after them.
void guess_on(Chance& chance, Operation guess, Trace& trace) {
  const auto wrong = 3 + below(chance, 4);
  const std::size_t which = guess.act == Act::verify ? 2 : 1;
  for (std::int64_t i = 0; i < wrong; ++i) {
    guess.with[which] = 16 + i * 10 + below(chance, 3);
    trace.push_back(guess);
  }
  guess.with[which] = 10;
  trace.push_back(guess);
}

}  // namespace

std::string name_of(Act act) { return names[static_cast<std::size_t>(act)]; }

std::string to_text(const Operation& operation) {
  std::string text = name_of(operation.act);
  for (const auto number : operation.with) text += ' ' + std::to_string(number);
  if (operation.crash.commit > 0) {
    text +=
        " crash " + std::to_string(operation.crash.commit) + (operation.crash.after ? " after" : " before");
  }
  if (operation.twice) text += " twice";
  return text;
}

Operation parse_operation(const std::string& line) {
  std::istringstream in(line);
  std::string word;
  in >> word;
  const auto name = std::ranges::find(names, word);
  if (name == names.end()) throw std::runtime_error("no operation: " + line);
  Operation operation{.act = static_cast<Act>(name - names.begin())};
  for (auto& number : operation.with) in >> number;
  if (!in) throw std::runtime_error("five numbers are missing: " + line);
  while (in >> word) {
    if (word == "twice") {
      operation.twice = true;
    } else if (word == "crash" && in >> operation.crash.commit >> word) {
      operation.crash.after = word == "after";
    } else {
      throw std::runtime_error("no end of a line: " + line);
    }
  }
  return operation;
}

Trace generate(std::uint64_t seed, std::size_t length) {
  Chance chance(seed);
  Trace trace;
  trace.reserve(length);
  while (trace.size() < length) {
    trace.push_back(operation_of(chance));
    const Operation& last = trace.back();
    const bool guesses = last.act == Act::verify || last.act == Act::reset;
    if (guesses && below(chance, 8) == 0) guess_on(chance, last, trace);
  }
  trace.resize(length);
  return trace;
}

}  // namespace gatehouse::simulator
