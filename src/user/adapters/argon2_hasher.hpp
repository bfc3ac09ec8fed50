#pragma once

// Hashes passwords with Argon2id. Holds one hash that is nobody's, of the same cost as all new ones; it is
// made up, so that the start of the program waits for no hash.

#include <string>

#include "platform/crypto/password_hash.hpp"
#include "platform/crypto/random.hpp"
#include "user/app/ports.hpp"

namespace gatehouse::user::adapters {

class Argon2Hasher final : public PasswordHasher {
 public:
  explicit Argon2Hasher(crypto::PasswordHash& hash) : hash_(hash), nobody_(hash.nobodys()) {}

  std::string hash(std::string_view password) override { return hash_.hash(password); }
  std::string unusable_hash() override { return hash_.hash(crypto::random_token(32)); }
  bool verify(const std::string& stored, std::string_view password) override {
    return hash_.verify(stored, password);
  }
  bool needs_rehash(const std::string& stored) override { return hash_.needs_rehash(stored); }
  void verify_nobody() override { static_cast<void>(hash_.verify(nobody_, "anybody's password")); }

 private:
  crypto::PasswordHash& hash_;
  std::string nobody_;
};

}  // namespace gatehouse::user::adapters
