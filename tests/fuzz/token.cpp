// Tokens that say anything at all, well signed by our own key: one is opened only where header and claims are
// what they must be, by another reader of JSON. Where anything of a good token is changed, it is none. And
// base64url has one text for each value.
//
// An input is a header and claims, parted by a line feed; KID and ALG in the header stand for the key's own.
// Without a line feed it is a token as somebody might send it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "auth/adapters/jws.hpp"
#include "auth/adapters/jwt_access_tokens.hpp"
#include "auth/adapters/tables.hpp"
#include "platform/crypto/base64url.hpp"
#include "platform/http/bearer.hpp"
#include "tests/fuzz/check.hpp"
#include "tests/fuzz/reference/strict_json.hpp"
#include "tests/support/auth/key_house.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace {

using gatehouse::fuzz::check;
namespace auth = gatehouse::auth;
namespace crypto = gatehouse::crypto;
namespace reference = gatehouse::reference;

struct Mint {
  gatehouse::testing::ManualClock clock;
  gatehouse::testing::FreshDatabase database{gatehouse::sql::Dialect::sqlite, auth::adapters::tables()};
  gatehouse::testing::KeyHouse house{*database, clock, {.algorithm = "EdDSA"}};
  auth::adapters::JwtAccessTokens tokens{house.keys()};

  std::string sign(std::string_view header, std::string_view claims) {
    const std::string text = crypto::to_base64url(header) + '.' + crypto::to_base64url(claims);
    return text + '.' + crypto::to_base64url(house.keys().active()->key.sign(text));
  }
};

std::string with(std::string text, std::string_view name, std::string_view value) {
  const auto at = text.find(name);
  return at == std::string::npos ? text : text.replace(at, name.size(), value);
}

const reference::JsonMember* find(const std::vector<reference::JsonMember>& members, std::string_view name) {
  const auto found = std::ranges::find(members, name, &reference::JsonMember::name);
  return found == members.end() ? nullptr : &*found;
}

bool is_good_header(const std::vector<reference::JsonMember>& header, std::string_view kid) {
  const auto says = [&](std::string_view name, const std::set<std::string>& texts) {
    const auto* const member = find(header, name);
    return member != nullptr && member->kind == "string" && texts.contains(member->text);
  };
  std::set<std::string> types;
  for (const auto& member : header) {
    std::string folded = member.text;
    std::ranges::transform(folded, folded.begin(), [](char c) { return 'A' <= c && c <= 'Z' ? c + 32 : c; });
    if (folded == "at+jwt" || folded == "application/at+jwt") types.insert(member.text);
  }
  return header.size() == 3 && says("alg", {"EdDSA"}) && says("kid", {std::string(kid)}) &&
         says("typ", types);
}

bool is_good_claims(const std::vector<reference::JsonMember>& claims) {
  static const std::set<std::string> texts{"iss", "aud", "sub", "jti", "client_id", "sid"};
  static const std::set<std::string> numbers{"user_id", "iat", "nbf", "exp"};
  return std::ranges::all_of(claims, [](const reference::JsonMember& claim) {
    return (!texts.contains(claim.name) || claim.kind == "string") &&
           (!numbers.contains(claim.name) || claim.kind == "integer");
  });
}

void look_at_signed(Mint& mint, std::string_view header_text, std::string_view claims_text) {
  const std::string kid = mint.house.keys().active()->kid;
  const std::string header = with(with(std::string(header_text), "KID", kid), "ALG", "EdDSA");
  const std::string token = mint.sign(header, claims_text);
  const auto opened = mint.tokens.open(token);
  const auto read_header = reference::read_strict_json(header);
  const auto read_claims = reference::read_strict_json(claims_text);
  const bool good = token.size() <= gatehouse::http::max_token_length && read_header.members &&
                    read_claims.members && is_good_header(*read_header.members, kid) &&
                    is_good_claims(*read_claims.members);
  check(opened.has_value() == good || read_claims.is_near_whole);
  if (!opened) return;
  if (const auto* const subject = find(*read_claims.members, "sub")) check(opened->subject == subject->text);
  if (const auto* const user = find(*read_claims.members, "user_id")) check(opened->user_id == user->integer);
  if (const auto* const expiry = find(*read_claims.members, "exp"))
    check(opened->expires_at == expiry->integer);

  // One character of it changed, chosen by what the claims are.
  std::string changed = token;
  const std::size_t at = std::hash<std::string_view>{}(claims_text) % changed.size();
  changed[at] = changed[at] == 'A' ? 'B' : 'A';
  check(!mint.tokens.open(changed));
  check(!mint.tokens.open(token + '.') && !mint.tokens.open(token + '=') && !mint.tokens.open(' ' + token));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  static Mint mint;
  const std::string_view text(reinterpret_cast<const char*>(bytes), count);
  if (const auto octets = crypto::from_base64url(text)) check(crypto::to_base64url(*octets) == text);
  const std::string encoded = crypto::to_base64url(text);
  check(crypto::from_base64url(encoded) == std::string(text));
  const auto line = text.find('\n');
  if (line == text.npos) {
    check(!mint.tokens.open(text));
  } else {
    look_at_signed(mint, text.substr(0, line), text.substr(line + 1));
  }
  return 0;
}
