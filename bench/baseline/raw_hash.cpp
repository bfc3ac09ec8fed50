// Argon2id hashes per second on all cores, at the parameters of a default Gatehouse (19 MiB, t=2): `raw_hash
// SECONDS [THREADS]`. Stock libsodium, as any server that calls `crypto_pwhash` has it. Tells as well how
// long one hash takes by its median, which is the yardstick of a lone sign-in where THREADS is 1.

#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view password = "a quiet river at dawn";

void hash_until(Clock::time_point end, std::vector<double>& milliseconds) {
  unsigned char hash[32];
  unsigned char salt[crypto_pwhash_SALTBYTES];
  randombytes_buf(salt, sizeof salt);
  for (auto before = Clock::now(); before < end;) {
    if (crypto_pwhash(hash, sizeof hash, password.data(), password.size(), salt, 2, 19456 * 1024,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
      std::abort();
    const auto after = Clock::now();
    milliseconds.push_back(std::chrono::duration<double, std::milli>(after - before).count());
    before = after;
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (sodium_init() < 0) return 1;
  const double seconds = count > 1 ? std::atof(arguments[1]) : 3;
  const unsigned long threads =
      count > 2 ? std::strtoul(arguments[2], nullptr, 10) : std::thread::hardware_concurrency();
  std::vector<std::vector<double>> times(threads);
  const auto start = Clock::now();
  const auto end = start + std::chrono::nanoseconds(static_cast<long>(seconds * 1e9));
  {
    std::vector<std::jthread> hashing;
    for (auto& own : times) hashing.emplace_back([&own, end] { hash_until(end, own); });
  }
  const double passed = std::chrono::duration<double>(Clock::now() - start).count();
  std::vector<double> all;
  for (const auto& own : times) all.insert(all.end(), own.begin(), own.end());
  std::sort(all.begin(), all.end());
  std::printf("{\"per_second\":%.3f,\"p50_ms\":%.4f}\n", static_cast<double>(all.size()) / passed,
              all[all.size() / 2]);
  return 0;
}
