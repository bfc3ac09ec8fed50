#pragma once

// OpenSSL's contexts for one key and one operation, made when first needed and kept: making one fetches the
// algorithm, which in OpenSSL 3.0 takes a lock of the whole process. There are never more than threads that
// use the key at once.

#include <openssl/evp.h>

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace gatehouse::crypto {

struct EvpFree {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};

using EvpKey = std::unique_ptr<EVP_PKEY, EvpFree>;
using EvpContext = std::unique_ptr<EVP_PKEY_CTX, EvpFree>;

/// Thread-safe.
class EvpContexts {
 public:
  /// `EVP_PKEY_sign_init` or `EVP_PKEY_verify_init`.
  using Prepare = int (*)(EVP_PKEY_CTX*);

  EvpContexts(EvpKey key, Prepare prepare) : key_(std::move(key)), prepare_(prepare) {}

  EVP_PKEY* key() const { return key_.get(); }

  /// Calls `use` with a context that nobody else has meanwhile.
  template <class Use>
  auto with(Use&& use) {
    EvpContext context = take();
    auto answer = use(context.get());
    give_back(std::move(context));
    return answer;
  }

 private:
  EvpContext take();
  void give_back(EvpContext context);

  EvpKey key_;
  Prepare prepare_;
  std::mutex mutex_;
  std::vector<EvpContext> idle_;
};

/// Throws with what OpenSSL says; for what can only fail where memory or the library is broken.
[[noreturn]] void throw_openssl(const char* what);

}  // namespace gatehouse::crypto
