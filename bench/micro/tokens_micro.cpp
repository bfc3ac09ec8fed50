// Access tokens: signing one, reading and verifying one that was never seen, and knowing one again.

#include <benchmark/benchmark.h>

#include <filesystem>
#include <memory>
#include <string>

#include "auth/adapters/jwt_access_tokens.hpp"
#include "auth/adapters/revocations.hpp"
#include "auth/adapters/sealed_keys.hpp"
#include "auth/adapters/signing_keys.hpp"
#include "auth/adapters/sql_signing_keys.hpp"
#include "auth/adapters/tables.hpp"
#include "auth/adapters/token_cache.hpp"
#include "auth/app/authenticate.hpp"
#include "auth/app/rotate_keys.hpp"
#include "kernel/audit.hpp"

namespace gatehouse::auth::adapters {
namespace {

class NoTrail final : public AuditTrail {
 public:
  void record(const AuditEvent&) override {}
};

/// A database of its own with one key of the algorithm.
class Bench {
 public:
  explicit Bench(const char* algorithm) {
    database_->write([](sql::Connection& connection) {
      for (const auto& statement : sql::create_statements(sql::Dialect::sqlite, tables())) {
        connection.run(statement);
      }
      return true;
    });
    RotateKeys(store_, seal_, *database_, trail_, clock_, lifetime)(algorithm, KeyStart::at_once);
    keys_ = std::make_unique<SigningKeys>(store_, seal_, clock_);
    tokens_ = std::make_unique<JwtAccessTokens>(*keys_);
  }
  ~Bench() {
    database_.reset();
    std::filesystem::remove_all(folder_);
  }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  JwtAccessTokens& tokens() { return *tokens_; }
  const Clock& clock() const { return clock_; }

  std::string sign() {
    const std::int64_t now = to_millis(clock_.now()) / 1000;
    return tokens_->sign({issuer, audience, UserId{1234567}, now, now + 900, "kY3nWq0zJ8mB5vXc2LrT7A",
                          "gatehouse", "pD9sGf4hUa1eNw6xVo3iQk"});
  }

  static constexpr const char* issuer = "https://id.example.com";
  static constexpr const char* audience = "gatehouse";
  static constexpr std::chrono::seconds lifetime{900};

 private:
  static std::filesystem::path fresh_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "gatehouse_micro_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for a database");
    return name;
  }

  std::filesystem::path folder_ = fresh_folder();
  std::unique_ptr<sql::Database> database_ =
      sql::Database::open({.url = "sqlite:" + (folder_ / "bench.db").string()});
  SystemClock clock_;
  NoTrail trail_;
  SqlSigningKeys store_{*database_};
  SealedKeys seal_{crypto::SealedBox(crypto::SecretBytes(std::string(32, 'k')))};
  std::unique_ptr<SigningKeys> keys_;
  std::unique_ptr<JwtAccessTokens> tokens_;
};

void sign_token(benchmark::State& state, const char* algorithm) {
  Bench bench(algorithm);
  for (auto _ : state) benchmark::DoNotOptimize(bench.sign());
}
BENCHMARK_CAPTURE(sign_token, ES256, "ES256");
BENCHMARK_CAPTURE(sign_token, EdDSA, "EdDSA");
BENCHMARK_CAPTURE(sign_token, RS256, "RS256");

void open_token(benchmark::State& state, const char* algorithm) {
  Bench bench(algorithm);
  const std::string token = bench.sign();
  for (auto _ : state) benchmark::DoNotOptimize(bench.tokens().open(token));
}
BENCHMARK_CAPTURE(open_token, ES256, "ES256");
BENCHMARK_CAPTURE(open_token, EdDSA, "EdDSA");
BENCHMARK_CAPTURE(open_token, RS256, "RS256");

/// All that is done for a token whose header names none of our keys.
void refuse_token_without_a_key(benchmark::State& state) {
  Bench bench("ES256");
  Bench other("ES256");
  const std::string token = other.sign();
  for (auto _ : state) benchmark::DoNotOptimize(bench.tokens().open(token));
}
BENCHMARK(refuse_token_without_a_key);

void know_token_again(benchmark::State& state) {
  Bench bench("ES256");
  TokenCache cache;
  Revocations revocations(bench.clock(), std::nullopt);
  Authenticate authenticate(bench.tokens(), cache, revocations, bench.clock(),
                            {Bench::issuer, Bench::audience, Bench::lifetime});
  const std::string token = bench.sign();
  for (auto _ : state) benchmark::DoNotOptimize(authenticate(token));
}
BENCHMARK(know_token_again);

}  // namespace
}  // namespace gatehouse::auth::adapters
