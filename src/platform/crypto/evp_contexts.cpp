#include "platform/crypto/evp_contexts.hpp"

#include <openssl/err.h>

#include <stdexcept>
#include <string>

namespace gatehouse::crypto {

EvpContext EvpContexts::take() {
  {
    const std::scoped_lock lock(mutex_);
    if (!idle_.empty()) {
      EvpContext context = std::move(idle_.back());
      idle_.pop_back();
      return context;
    }
  }
  EvpContext made(EVP_PKEY_CTX_new_from_pkey(nullptr, key_.get(), nullptr));
  if (!made || prepare_(made.get()) != 1) throw_openssl("cannot prepare a key");
  return made;
}

void EvpContexts::give_back(EvpContext context) {
  const std::scoped_lock lock(mutex_);
  idle_.push_back(std::move(context));
}

void throw_openssl(const char* what) {
  const char* reason = ERR_reason_error_string(ERR_get_error());
  ERR_clear_error();
  throw std::runtime_error(std::string(what) + ": " + (reason != nullptr ? reason : "unknown"));
}

}  // namespace gatehouse::crypto
