#include "platform/crypto/signing_key.hpp"

#include <algorithm>

namespace gatehouse::crypto {
namespace {

constexpr std::array<std::string_view, signing_algorithms.size()> names{"ES256", "EdDSA", "RS256"};

template <class Key>
std::optional<SigningKey> as_signing_key(std::optional<Key> key) {
  if (!key) return std::nullopt;
  return SigningKey(SigningKey::Kind(std::move(*key)));
}

template <class... Visitors>
struct Visit : Visitors... {
  using Visitors::operator()...;
};

VerifyingKey public_half(const SigningKey::Kind& key) {
  return std::visit([](const auto& one) { return VerifyingKey(VerifyingKey::Kind(one.public_key())); }, key);
}

}  // namespace

std::string_view name_of(SigningAlgorithm algorithm) { return names.at(static_cast<std::size_t>(algorithm)); }

std::optional<SigningAlgorithm> algorithm_named(std::string_view name) {
  const auto* const found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return signing_algorithms.at(static_cast<std::size_t>(found - names.begin()));
}

bool VerifyingKey::verify(std::string_view message, std::string_view signature) const {
  return std::visit([&](const auto& key) { return key.verify(message, signature); }, key_);
}

std::string VerifyingKey::thumbprint() const {
  return std::visit([](const auto& key) { return crypto::thumbprint(key.jwk()); }, key_);
}

std::string VerifyingKey::jwk() const {
  return std::visit([&](const auto& key) { return public_jwk(key.jwk(), name_of(algorithm())); }, key_);
}

SigningKey::SigningKey(Kind key) : key_(std::move(key)), verifying_key_(public_half(key_)) {}

SigningKey SigningKey::generate(SigningAlgorithm algorithm) {
  switch (algorithm) {
    case SigningAlgorithm::eddsa:
      return {Ed25519PrivateKey::generate()};
    case SigningAlgorithm::rs256:
      return {Rs256PrivateKey::generate()};
    case SigningAlgorithm::es256:
      break;
  }
  return {Es256PrivateKey::generate()};
}

std::optional<SigningKey> SigningKey::from_private_form(SigningAlgorithm algorithm, const SecretBytes& form) {
  switch (algorithm) {
    case SigningAlgorithm::es256:
      return as_signing_key(Es256PrivateKey::from_der(form));
    case SigningAlgorithm::eddsa:
      return as_signing_key(Ed25519PrivateKey::from_seed(form));
    case SigningAlgorithm::rs256:
      return as_signing_key(Rs256PrivateKey::from_der(form));
  }
  return std::nullopt;
}

SecretBytes SigningKey::private_form() const {
  return std::visit(Visit{[](const Ed25519PrivateKey& key) { return key.to_seed(); },
                          [](const auto& key) { return key.to_der(); }},
                    key_);
}

std::string SigningKey::sign(std::string_view message) const {
  return std::visit([&](const auto& key) { return key.sign(message); }, key_);
}

}  // namespace gatehouse::crypto
