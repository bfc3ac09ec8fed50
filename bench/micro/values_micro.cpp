// The values that name an account: what is checked and folded before the database is asked.

#include <benchmark/benchmark.h>

#include <string>

#include "user/domain/email.hpp"
#include "user/domain/nickname.hpp"
#include "user/domain/password.hpp"
#include "user/domain/password_policy.hpp"

namespace gatehouse::user {
namespace {

void parse_nickname(benchmark::State& state, const std::string& typed) {
  for (auto _ : state) benchmark::DoNotOptimize(Nickname::parse(typed));
}
BENCHMARK_CAPTURE(parse_nickname, ascii, "quiet-river-1984");
BENCHMARK_CAPTURE(parse_nickname, ascii_with_capitals, "Quiet.River_1984");
BENCHMARK_CAPTURE(parse_nickname, hangul, "고요한강물");
BENCHMARK_CAPTURE(parse_nickname, marks, "Zoë-Ångström");
BENCHMARK_CAPTURE(parse_nickname, cyrillic, "спокойная");
BENCHMARK_CAPTURE(parse_nickname, refused, "quiet river");

void parse_email(benchmark::State& state, const std::string& typed) {
  for (auto _ : state) benchmark::DoNotOptimize(Email::parse(typed));
}
BENCHMARK_CAPTURE(parse_email, ascii, "quiet.river@example.com");
BENCHMARK_CAPTURE(parse_email, international, "river@강물.example");

void parse_password(benchmark::State& state, const std::string& typed) {
  for (auto _ : state) benchmark::DoNotOptimize(Password::parse(typed));
}
BENCHMARK_CAPTURE(parse_password, ascii, "a quiet river at dawn");
BENCHMARK_CAPTURE(parse_password, hangul, "고요한 강물이 흐른다");

ServiceWords words(std::size_t count) {
  ServiceWords service{.hosts = {"id.example.com"}};
  for (std::size_t number = 0; number < count; ++number)
    service.words.push_back("product " + std::to_string(number));
  return service;
}

void judge_password(benchmark::State& state, std::size_t words_of_service) {
  const auto password = Password::parse("a quiet river at dawn");
  const PasswordPolicy policy(words(words_of_service));
  for (auto _ : state)
    benchmark::DoNotOptimize(policy.fault_of(*password, {"quiet-river-1984", "quiet.river@example.com"}));
}
BENCHMARK_CAPTURE(judge_password, one_host, 0);
BENCHMARK_CAPTURE(judge_password, fifty_words, 50);

}  // namespace
}  // namespace gatehouse::user
