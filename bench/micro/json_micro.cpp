// The body of a request: strict JSON, and the shape that reads it into a struct.

#include <benchmark/benchmark.h>

#include <string>

#include "platform/http/rules.hpp"
#include "platform/http/shape_body.hpp"
#include "platform/json/reader.hpp"
#include "user/http/value_rules.hpp"

namespace gatehouse {
namespace {

constexpr std::string_view sign_in = R"({"nickname":"kim","password":"a quiet river at dawn"})";
constexpr std::string_view sign_up =
    R"({"email":"kim@example.com","nickname":"kim","password":"a quiet river at dawn"})";

struct Body {
  std::string email;
  std::string nickname;
  http::SecretText password;
};

/// A sign-up without the rules of its values, or with them.
http::BodyShape<Body> bare_shape() {
  return http::object<Body>(
      "Bare", http::required("email", &Body::email, http::Anything{}, "An address", "kim@example.com"),
      http::required("nickname", &Body::nickname, http::Anything{}, "A name", "kim"),
      http::required("password", &Body::password, http::Anything{}, "A password", "a quiet river"));
}
http::BodyShape<Body> ruled_shape() {
  static const user::PasswordPolicy policy;
  return http::object<Body>(
      "Ruled", http::required("email", &Body::email, user::api::EmailRule{}, "An address", "kim@example.com"),
      http::required("nickname", &Body::nickname, user::api::NicknameRule{}, "A name", "kim"),
      http::required("password", &Body::password, user::api::NewPasswordRule{&policy}, "A password",
                     "a quiet river"));
}

void read_json(benchmark::State& state, std::string_view text) {
  for (auto _ : state) benchmark::DoNotOptimize(json::read_object(text));
  state.SetBytesProcessed(state.iterations() * std::ssize(text));
}
BENCHMARK_CAPTURE(read_json, sign_in, sign_in);
BENCHMARK_CAPTURE(read_json, sign_up, sign_up);
BENCHMARK_CAPTURE(read_json, garbage, std::string_view(R"({"nickname":"kim","nickname":"lee"})"));

void read_json_of_64_kib(benchmark::State& state) {
  std::string text = "{";
  for (int member = 0; text.size() < 65'000; ++member) {
    text += (member > 0 ? ",\"member" : "\"member") + std::to_string(member) + "\":\"some text of a member\"";
  }
  read_json(state, text + "}");
}
BENCHMARK(read_json_of_64_kib);

void read_body(benchmark::State& state, http::BodyShape<Body> (*make)()) {
  const http::BodyShape<Body> shape = make();
  for (auto _ : state) benchmark::DoNotOptimize(shape.read(*json::read_object(sign_up)));
}
BENCHMARK_CAPTURE(read_body, without_rules, bare_shape);
BENCHMARK_CAPTURE(read_body, with_rules, ruled_shape);

}  // namespace
}  // namespace gatehouse
