// What a declared body takes and what it says of the rest is what its declaration means, worked out here by
// hand from another reader's values: a fault for each faulty field, and no other.

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "platform/http/rules.hpp"
#include "platform/http/shape_body.hpp"
#include "platform/http/testing_text.hpp"
#include "platform/json/reader.hpp"
#include "tests/fuzz/check.hpp"
#include "tests/fuzz/reference/strict_json.hpp"

namespace {

using gatehouse::fuzz::check;
namespace http = gatehouse::http;
using gatehouse::reference::JsonMember;
using Faults = std::set<std::pair<std::string, std::string>>;

struct Order {
  std::string name;
  std::int64_t count = 0;
  std::optional<bool> gift;
  std::optional<http::SecretText> secret;
  std::optional<std::string> ticket;
};

http::BodyShape<Order> order() {
  return http::object<Order>(
             "Order", http::required("name", &Order::name, http::Text{2, 8}, "Of what", "tea"),
             http::required("count", &Order::count, http::Between{1, 9}, "How many", 3),
             http::optional("gift", &Order::gift, http::Anything{}, "Wrapped", true),
             http::optional("secret", &Order::secret, http::Anything{}, "Known to both", "psst"),
             http::optional("ticket", &Order::ticket, http::Opaque{6}, "As given", "a-b_c"))
      .with_rule(http::Needs{"secret", "ticket"});
}

bool is_ticket(std::string_view text) {
  constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return !text.empty() && text.size() <= 6 && text.find_first_not_of(allowed) == std::string_view::npos;
}

/// The fault of one field that is there; empty: none.
std::string fault_of(const JsonMember& member) {
  const auto typed = [&](std::string_view kind, const std::string& fault) {
    return member.kind == kind ? fault : std::string("invalid_type");
  };
  if (member.name == "name") {
    const std::size_t size = member.text.size();
    return typed("string", size < 2 ? "too_short" : size > 8 ? "too_long" : "");
  }
  if (member.name == "count") {
    return typed("integer", member.integer < 1 || member.integer > 9 ? "invalid_format" : "");
  }
  if (member.name == "gift") return typed("boolean", "");
  if (member.name == "secret") return typed("string", "");
  return typed("string", is_ticket(member.text) ? "" : "invalid_format");
}

Faults expected(const std::vector<JsonMember>& members) {
  static const std::set<std::string> known{"name", "count", "gift", "secret", "ticket"};
  Faults faults;
  std::set<std::string> present;
  std::size_t unknown = 0;
  for (const JsonMember& member : members) {
    if (!known.contains(member.name)) {
      if (++unknown <= http::max_unknown_told) faults.emplace(member.name, "unknown_field");
    } else if (member.kind != "null") {
      present.insert(member.name);
      if (const std::string fault = fault_of(member); !fault.empty()) faults.emplace(member.name, fault);
    }
  }
  for (const char* name : {"name", "count"}) {
    if (!present.contains(name)) faults.emplace(name, "missing");
  }
  if (present.contains("secret") && !present.contains("ticket")) faults.emplace("ticket", "missing");
  return faults;
}

void compare(const http::ReadBody<Order>& read, const std::vector<JsonMember>& members) {
  Faults told;
  for (const auto& fault : read.faults) {
    check(!fault.detail.empty() && told.emplace(fault.field, fault.code).second);
  }
  check(told == expected(members));
  if (!told.empty()) return;
  for (const JsonMember& member : members) {
    if (member.name == "name") check(read.body.name == member.text);
    if (member.name == "count") check(read.body.count == member.integer);
    if (member.kind == "null") continue;
    if (member.name == "gift") check(read.body.gift == member.boolean);
    if (member.name == "secret") check(read.body.secret->view() == member.text);
    if (member.name == "ticket") check(read.body.ticket == member.text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  static const auto shape = order();
  const std::string_view body(reinterpret_cast<const char*>(bytes), count);
  auto members = gatehouse::json::read_object(body);
  const auto reading = gatehouse::reference::read_strict_json(body);
  if (members && reading.members) compare(shape.read(std::move(*members)), *reading.members);
  return 0;
}
