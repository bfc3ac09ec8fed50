// Whatever a form, Basic credentials, X-Forwarded-For or If-None-Match hold, what is read of it is sound.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "kernel/utf8.hpp"
#include "platform/http/basic.hpp"
#include "platform/http/conditional.hpp"
#include "platform/http/form.hpp"
#include "platform/http/forwarded.hpp"
#include "tests/fuzz/check.hpp"

namespace {

using gatehouse::fuzz::check;
namespace http = gatehouse::http;

void read_form(std::string_view text) {
  const http::Form form = http::read_form(text);
  check(form.faults.size() <= http::max_form_faults);
  for (const auto& member : form.members) {
    check(gatehouse::is_text(member.name) && gatehouse::is_text(member.value.text));
    check(std::ranges::count(form.members, member.name, &gatehouse::json::Member::name) == 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  const std::string text(reinterpret_cast<const char*>(bytes), count);
  read_form(text);
  http::Request request;
  request.method = "GET";
  request.headers = {{"authorization", "Basic " + text}, {"if-none-match", text}, {"x-forwarded-for", text}};
  if (const auto credentials = http::basic_credentials(request)) {
    check(!credentials->id.empty() && gatehouse::is_text(credentials->id));
  }
  http::Reply reply{.body = "x", .headers = {{"ETag", "\"v1\""}}};
  http::answer_condition(request, reply);
  check(reply.status == 200 || (reply.status == 304 && reply.body.empty()));
  const std::string client =
      http::client_address("127.0.0.1", request.headers, {*http::AddressRange::parse("127.0.0.0/8")});
  check(http::IpAddress::parse(client)->to_text() == client);
  return 0;
}
