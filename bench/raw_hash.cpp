// The limit that sign-ins are held against: Argon2id hashes per second by stock libsodium on all cores, at the parameters
// of a default Gatehouse (19 MiB, t=2).

#include <sodium.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <vector>

namespace {

constexpr std::string_view password = "correct horse battery staple";

void hash_until(std::chrono::steady_clock::time_point end, std::atomic<int>& hashes) {
  char text[crypto_pwhash_STRBYTES];
  while (std::chrono::steady_clock::now() < end) {
    if (crypto_pwhash_str_alg(text, password.data(), password.size(), 2, 19456 * 1024,
                              crypto_pwhash_ALG_ARGON2ID13) != 0) {
      std::abort();
    }
    ++hashes;
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (sodium_init() < 0) return 1;
  const int seconds = count > 1 ? std::atoi(arguments[1]) : 5;
  std::atomic<int> hashes = 0;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  std::vector<std::jthread> threads;
  for (unsigned core = 0; core < std::thread::hardware_concurrency(); ++core) {
    threads.emplace_back([&] { hash_until(end, hashes); });
  }
  threads.clear();
  std::printf("%.1f\n", static_cast<double>(hashes) / seconds);
  return 0;
}
