#include "plan.hpp"

#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <string_view>

namespace load {
namespace {

constexpr const char* usage =
    "usage: load --address HOST:PORT --requests FILE [--connections N] [--threads N]\n"
    "            [--seconds S] [--warm-up S] [--count N] [--rate N] [--once]\n"
    "            [--carry MEMBER] [--keep FILE] [--save FILE]\n";

[[noreturn]] void refuse(std::string_view what) {
  std::cerr << "load: " << what << '\n' << usage;
  std::exit(2);
}

void set_address(Plan& plan, const std::string& address) {
  const auto colon = address.rfind(':');
  if (colon == address.npos) refuse("--address takes HOST:PORT");
  plan.host = address.substr(0, colon);
  plan.port = static_cast<std::uint16_t>(std::stoul(address.substr(colon + 1)));
}

using Setters = std::map<std::string, std::function<void(Plan&, const std::string&)>, std::less<>>;

const Setters& setters() {
  static const Setters all{
      {"--address", set_address},
      {"--requests", [](Plan& plan, const std::string& value) { plan.requests = value; }},
      {"--connections", [](Plan& plan, const std::string& value) { plan.connections = std::stoul(value); }},
      {"--threads", [](Plan& plan, const std::string& value) { plan.threads = std::stoul(value); }},
      {"--seconds", [](Plan& plan, const std::string& value) { plan.seconds = std::stod(value); }},
      {"--warm-up", [](Plan& plan, const std::string& value) { plan.warm_up = std::stod(value); }},
      {"--count", [](Plan& plan, const std::string& value) { plan.count = std::stoul(value); }},
      {"--rate", [](Plan& plan, const std::string& value) { plan.rate = std::stod(value); }},
      {"--carry", [](Plan& plan, const std::string& value) { plan.carry = value; }},
      {"--keep", [](Plan& plan, const std::string& value) { plan.keep = value; }},
      {"--save", [](Plan& plan, const std::string& value) { plan.save = value; }}};
  return all;
}

}  // namespace

Plan read_plan(int count, char** arguments) {
  Plan plan;
  for (int at = 1; at < count; ++at) {
    const std::string name = arguments[at];
    if (name == "--once") {
      plan.once = true;
      continue;
    }
    const auto setter = setters().find(name);
    if (setter == setters().end() || at + 1 == count) refuse("what is " + name + "?");
    try {
      setter->second(plan, arguments[++at]);
    } catch (const std::logic_error&) {
      refuse(name + " takes a number");
    }
  }
  if (plan.port == 0 || plan.requests.empty()) refuse("--address and --requests are needed");
  if (plan.seconds <= 0 && plan.count == 0 && !plan.once) refuse("this would never end");
  if (plan.threads == 0 || plan.connections < plan.threads) refuse("each thread needs a connection");
  return plan;
}

}  // namespace load
