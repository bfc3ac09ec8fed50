// ES256 signs or verifies per second on all cores, with the key and its context kept: `es256 sign|verify
// SECONDS`. The message is as long as the head and claims of an access token.

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

const std::string message(420, 'x');

struct Signature {
  unsigned char octets[80];
  std::size_t length = 0;
};

void digest_of(const std::string& text, unsigned char* digest) {
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
}

Signature sign(EVP_PKEY_CTX* context) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  digest_of(message, digest);
  Signature made;
  made.length = sizeof made.octets;
  if (EVP_PKEY_sign(context, made.octets, &made.length, digest, sizeof digest) != 1) std::abort();
  return made;
}

void verify(EVP_PKEY_CTX* context, const Signature& signature) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  digest_of(message, digest);
  if (EVP_PKEY_verify(context, signature.octets, signature.length, digest, sizeof digest) != 1) std::abort();
}

void work(bool signs, Clock::time_point end, long& done) {
  EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "prime256v1");
  EVP_PKEY_CTX* signing = EVP_PKEY_CTX_new(key, nullptr);
  EVP_PKEY_CTX* verifying = EVP_PKEY_CTX_new(key, nullptr);
  if (EVP_PKEY_sign_init(signing) != 1 || EVP_PKEY_verify_init(verifying) != 1) std::abort();
  const Signature signature = sign(signing);
  for (; Clock::now() < end; ++done) {
    if (signs) {
      sign(signing);
    } else {
      verify(verifying, signature);
    }
  }
  EVP_PKEY_CTX_free(signing);
  EVP_PKEY_CTX_free(verifying);
  EVP_PKEY_free(key);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return 2;
  const bool signs = std::strcmp(arguments[1], "sign") == 0;
  std::vector<long> done(std::thread::hardware_concurrency());
  const auto start = Clock::now();
  const auto end = start + std::chrono::nanoseconds(static_cast<long>(std::atof(arguments[2]) * 1e9));
  {
    std::vector<std::jthread> threads;
    for (long& own : done) threads.emplace_back([&own, signs, end] { work(signs, end, own); });
  }
  long all = 0;
  for (const long own : done) all += own;
  std::printf("{\"per_second\":%.1f}\n",
              static_cast<double>(all) / std::chrono::duration<double>(Clock::now() - start).count());
  return 0;
}
