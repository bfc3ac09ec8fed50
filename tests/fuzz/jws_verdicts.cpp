// Makes tokens, sound ones and such as are broken in a way that has a name, and tells the verdict of this
// program on each: tests/node holds them to that of another library. One line each on standard output:
// `keys`, `now`, and then for each token its way, the token, and `good` or `bad`.

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "auth/adapters/jwt_access_tokens.hpp"
#include "auth/adapters/tables.hpp"
#include "platform/crypto/base64url.hpp"
#include "tests/support/auth/key_house.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::adapters {
namespace {

using crypto::to_base64url;

const TokenPolicy policy{"https://id.example.com", "api", std::chrono::seconds{900}};

/// One installation for each algorithm.
struct Mint {
  explicit Mint(std::string name) : algorithm(std::move(name)) {}

  std::string sign(std::string_view text) { return house.keys().active()->key.sign(text); }

  bool believes(std::string_view token) {
    const auto claims = tokens.open(token);
    return claims && believe(*claims, policy, clock.now());
  }

  std::string algorithm;
  testing::ManualClock clock;
  testing::FreshDatabase database{sql::Dialect::sqlite, tables()};
  testing::KeyHouse house{*database, clock, {.algorithm = algorithm}};
  JwtAccessTokens tokens{house.keys()};
};

/// A token in the making: JSON first, then its parts as they are written and signed, then the signature.
struct Draft {
  std::string header, claims, first, second, signature;
};

using Random = std::mt19937_64;

enum class Stage { json, parts, signature, token };

struct Way {
  std::string name;
  Stage stage;
  std::function<void(Draft&, std::string& token, Random&)> go;
};

Way in_json(std::string name, bool header, std::string from, std::string to) {
  return {std::move(name), Stage::json, [=](Draft& draft, std::string&, Random&) {
            std::string& json = header ? draft.header : draft.claims;
            const auto at = json.find(from);
            if (at == std::string::npos) std::abort();
            json.replace(at, from.size(), to);
          }};
}

Way in_parts(std::string name, std::function<void(Draft&, Random&)> go) {
  return {std::move(name), Stage::parts,
          [=](Draft& draft, std::string&, Random& random) { go(draft, random); }};
}

Way in_signature(std::string name, std::function<void(std::string&, Random&)> go) {
  return {std::move(name), Stage::signature,
          [=](Draft& draft, std::string&, Random& random) { go(draft.signature, random); }};
}

Way in_token(std::string name, std::function<void(std::string&, Random&)> go) {
  return {std::move(name), Stage::token,
          [=](Draft&, std::string& token, Random& random) { go(token, random); }};
}

void add_header_ways(std::vector<Way>& ways) {
  const auto head = [&](std::string name, std::string from, std::string to) {
    ways.push_back(in_json("header: " + name, true, std::move(from), std::move(to)));
  };
  for (const char* alg :
       {"none", "None", "", "HS256", "RS512", "PS256", "ES384", "es256", "rs256", "eddsa"}) {
    head("alg " + std::string(alg), "\"ALG\"", '"' + std::string(alg) + '"');
  }
  head("alg null", "\"ALG\"", "null");
  head("alg in a list", "\"ALG\"", "[\"ALG\"]");
  head("no alg", R"("alg":"ALG",)", "");
  head("no kid", R"(,"kid":"KID")", "");
  head("unknown kid", "KID", "nobody");
  head("kid a number", "\"KID\"", "1");
  head("no typ", R"("typ":"at+jwt",)", "");
  for (const char* typ : {"JWT", "jwt", "refresh+jwt", "revocations+jwt", "at+jwt ", "application/jwt", ""}) {
    head("typ " + std::string(typ), "at+jwt", typ);
  }
  head("typ in capitals", "at+jwt", "AT+JWT");
  head("typ in full", "at+jwt", "application/at+jwt");
  for (const char* more :
       {R"("crit":["exp"])", R"("crit":["x"],"x":1)", R"("crit":[])", R"("b64":false,"crit":["b64"])",
        R"("jku":"https://evil.example/keys")", R"("x5u":"https://evil.example/x")",
        R"("jwk":{"kty":"oct","k":"AA"})", R"("zip":"DEF")", R"("cty":"JWT")", R"("x":null)",
        R"("alg":"ALG")", R"("kid":"KID")"}) {
    head("more: " + std::string(more), "}", "," + std::string(more) + "}");
  }
  head("a list", "{", "[{");
  head("a line feed behind", "}", "}\n");
  head("a byte order mark", "{", "\xEF\xBB\xBF{");
  head("no UTF-8", "at+jwt", "at+jwt\xFF");
}

void add_claim_ways(std::vector<Way>& ways) {
  const auto claim = [&](std::string name, std::string from, std::string to) {
    ways.push_back(in_json("claims: " + name, false, std::move(from), std::move(to)));
  };
  claim("expired", "\"exp\":LATER", "\"exp\":PAST");
  claim("expires now", "\"exp\":LATER", "\"exp\":NOW");
  claim("exp a text", "\"exp\":LATER", "\"exp\":\"LATER\"");
  claim("exp a fraction", "LATER", "LATER.5");
  claim("exp with a point", "LATER", "LATER.0");
  claim("exp null", "\"exp\":LATER", "\"exp\":null");
  claim("exp huge", "\"exp\":LATER", "\"exp\":1e300");
  claim("exp beyond what is exact", "\"exp\":LATER", "\"exp\":9007199254740993");
  claim("exp a list", "\"exp\":LATER", "\"exp\":[LATER]");
  claim("no exp", R"("exp":LATER,)", "");
  claim("no iat", R"("iat":NOW,)", "");
  claim("iat to come", "\"iat\":NOW", "\"iat\":LATER");
  claim("iat a text", "\"iat\":NOW", "\"iat\":\"NOW\"");
  claim("nbf to come", "{", "{\"nbf\":LATER,");
  claim("nbf past", "{", "{\"nbf\":PAST,");
  claim("nbf a text", "{", "{\"nbf\":\"PAST\",");
  claim("another issuer", "id.example.com", "evil.example");
  claim("issuer with a slash", "id.example.com", "id.example.com/");
  claim("issuer in a list", R"("https://id.example.com")", R"(["https://id.example.com"])");
  claim("another audience", "\"api\"", "\"web\"");
  claim("audience in a list", "\"api\"", "[\"api\"]");
  claim("audience among others", "\"api\"", R"(["web","api"])");
  claim("audience an empty list", "\"api\"", "[]");
  for (const char* name : {"iss", "aud", "sub", "jti", "client_id", "sid", "user_id"}) {
    claim("no " + std::string(name), '"' + std::string(name) + '"', "\"x\"");
  }
  claim("another sub", "\"17\"", "\"18\"");
  claim("sub a number", "\"17\"", "17");
  claim("sub with a zero", "\"17\"", "\"017\"");
  claim("user_id a text", "\"user_id\":17", "\"user_id\":\"17\"");
  claim("user_id with a point", "\"user_id\":17", "\"user_id\":17.0");
  claim("jti a number", R"("jti":"j")", R"("jti":1)");
  claim("jti empty", R"("jti":"j")", R"("jti":"")");
  claim("sub twice", "{", R"({"sub":"17",)");
  claim("a name twice, spelt differently", "{", R"({"\u0073ub":"17",)");
  claim("another claim", "{", R"({"scope":"all","deep":{"a":[1,{"b":null}]},)");
  claim("a fraction elsewhere", "{", R"({"x":1.5,)");
  claim("a whole number with a point elsewhere", "{", R"({"x":1.0,)");
  claim("a list", "{", "[{");
  claim("something behind", "{\"iss\"", "{}{\"iss\"");
  claim("a blank in front", "{\"iss\"", " {\"iss\"");
  claim("a byte order mark", "{\"iss\"", "\xEF\xBB\xBF{\"iss\"");
  claim("a lone surrogate", "\"j\"", R"("\ud800")");
  claim("NUL in a text", "\"j\"", R"("\u0000")");
  claim("no UTF-8", "\"j\"", "\"\xFF\"");
  claim("nested deeply", "{\"iss\"", "{\"x\":" + std::string(20, '[') + std::string(20, ']') + ",\"iss\"");
}

void add_text_ways(std::vector<Way>& ways) {
  ways.push_back(in_parts("text: padding behind the header", [](Draft& d, Random&) { d.first += '='; }));
  ways.push_back(in_parts("text: padding behind the claims", [](Draft& d, Random&) { d.second += "=="; }));
  ways.push_back(in_parts("text: a blank in the claims", [](Draft& d, Random&) { d.second.insert(4, " "); }));
  ways.push_back(
      in_parts("text: a line feed in the header", [](Draft& d, Random&) { d.first.insert(4, "\\n"); }));
  ways.push_back(in_parts("text: one character more in the claims", [](Draft& d, Random&) {
    d.second += d.second.size() % 4 == 0 ? "A" : std::string(5 - d.second.size() % 4, 'A');
  }));
  ways.push_back(in_parts("text: spare bits in the header", [](Draft& d, Random&) {
    d.header.resize(d.header.size() - 1);
    while (d.header.size() % 3 != 0) d.header += ' ';
    d.header += '}';
    d.first = to_base64url(d.header);
    d.first.back() = static_cast<char>(d.first.back() + 1);
  }));
  ways.push_back(in_parts("text: no header", [](Draft& d, Random&) { d.first.clear(); }));
  ways.push_back(in_parts("text: no claims", [](Draft& d, Random&) { d.second.clear(); }));
  ways.push_back(
      in_parts("text: claims that are no JSON", [](Draft& d, Random&) { d.second = to_base64url("kim"); }));
}

void add_signature_ways(std::vector<Way>& ways) {
  ways.push_back(in_signature("signature: one bit", [](std::string& s, Random& random) {
    const auto bit = random() % (s.size() * 8);
    s[bit / 8] = static_cast<char>(s[bit / 8] ^ (1 << (bit % 8)));
  }));
  ways.push_back(in_signature("signature: none", [](std::string& s, Random&) { s.clear(); }));
  ways.push_back(in_signature("signature: zeros", [](std::string& s, Random&) { s.assign(s.size(), '\0'); }));
  ways.push_back(
      in_signature("signature: ones", [](std::string& s, Random&) { s.assign(s.size(), '\xFF'); }));
  ways.push_back(in_signature("signature: one octet less", [](std::string& s, Random&) { s.pop_back(); }));
  ways.push_back(in_signature("signature: one octet more", [](std::string& s, Random&) { s += '\0'; }));
  ways.push_back(in_signature("signature: halves swapped", [](std::string& s, Random&) {
    s = s.substr(s.size() / 2) + s.substr(0, s.size() / 2);
  }));
  ways.push_back(in_signature("signature: of something else", [](std::string& s, Random& random) {
    for (char& c : s) c = static_cast<char>(random());
  }));
  ways.push_back(in_token("token: padding at the end", [](std::string& t, Random&) { t += "=="; }));
  ways.push_back(in_token("token: a blank at the end", [](std::string& t, Random&) { t += ' '; }));
  ways.push_back(in_token("token: a dot more", [](std::string& t, Random&) { t += '.'; }));
  ways.push_back(in_token("token: a part more", [](std::string& t, Random&) { t += ".e30"; }));
  ways.push_back(in_token("token: five parts", [](std::string& t, Random&) { t += ".e30.e30"; }));
  ways.push_back(in_token("token: two parts", [](std::string& t, Random&) { t.resize(t.rfind('.')); }));
  ways.push_back(in_token("token: one part", [](std::string& t, Random&) { t.resize(t.find('.')); }));
  ways.push_back(in_token("token: nothing", [](std::string& t, Random&) { t.clear(); }));
  ways.push_back(
      in_token("token: cut", [](std::string& t, Random& random) { t.resize(random() % t.size()); }));
  ways.push_back(in_token("token: one character", [](std::string& t, Random& random) {
    const auto at = random() % (t.size() - 1);  // the last one may hold spare bits
    t[at] = t[at] == 'B' ? 'C' : 'B';
  }));
}

void replace_all(std::string& text, std::string_view name, std::string_view value) {
  for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size())) {
    text.replace(at, name.size(), value);
  }
}

std::string make(Mint& mint, const Way* way, Random& random) {
  const std::int64_t now = to_millis(mint.clock.now()) / 1000;
  Draft draft{.header = R"({"typ":"at+jwt","alg":"ALG","kid":"KID"})",
              .claims = R"({"iss":"https://id.example.com","aud":"api","sub":"17","user_id":17,"iat":NOW,)"
                        R"("exp":LATER,"jti":"j","client_id":"gatehouse","sid":"s)" +
                        std::to_string(random() % 1000) + R"("})"};
  std::string token;
  const auto go = [&](Stage stage) {
    if (way != nullptr && way->stage == stage) way->go(draft, token, random);
  };
  go(Stage::json);
  replace_all(draft.header, "ALG", mint.algorithm);
  replace_all(draft.header, "KID", mint.house.keys().active()->kid);
  replace_all(draft.claims, "NOW", std::to_string(now));
  replace_all(draft.claims, "LATER", std::to_string(now + 60 + static_cast<std::int64_t>(random() % 800)));
  replace_all(draft.claims, "PAST", std::to_string(now - 1 - static_cast<std::int64_t>(random() % 800)));
  draft.first = to_base64url(draft.header);
  draft.second = to_base64url(draft.claims);
  go(Stage::parts);
  draft.signature = mint.sign(draft.first + '.' + draft.second);
  go(Stage::signature);
  token = draft.first + '.' + draft.second + '.' + to_base64url(draft.signature);
  go(Stage::token);
  return token;
}

void run(std::size_t count) {
  std::vector<Way> ways;
  add_header_ways(ways);
  add_claim_ways(ways);
  add_text_ways(ways);
  add_signature_ways(ways);
  Mint mints[] = {Mint("ES256"), Mint("EdDSA"), Mint("RS256")};
  for (Mint& mint : mints) std::printf("keys\t%s\n", mint.house.keys().document().c_str());
  std::printf("now\t%lld\n", static_cast<long long>(to_millis(mints[0].clock.now()) / 1000));
  Random random(count);
  for (std::size_t i = 0; i < count; ++i) {
    Mint& mint = mints[i % std::size(mints)];
    const std::size_t chosen =
        i / std::size(mints) % (ways.size() + ways.size() / 4);  // one in five is sound
    const Way* const way = chosen < ways.size() ? &ways[chosen] : nullptr;
    const std::string token = make(mint, way, random);
    std::printf("%s\t%s\t%s\n", way != nullptr ? to_base64url(way->name).c_str() : "", token.c_str(),
                mint.believes(token) ? "good" : "bad");
  }
}

}  // namespace
}  // namespace gatehouse::auth::adapters

int main(int count, char** arguments) {
  gatehouse::auth::adapters::run(count > 1 ? std::stoul(arguments[1]) : 10'000);
  return 0;
}
