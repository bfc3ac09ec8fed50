#include "platform/crypto/ecdsa_signature.hpp"

#include <openssl/bn.h>
#include <openssl/ec.h>

#include <array>
#include <memory>

#include "platform/crypto/evp_contexts.hpp"

namespace gatehouse::crypto {
namespace {

constexpr std::size_t half_size = 32;

/// The order of P-256 (SEC 2, 2.4.2), big-endian.
constexpr std::string_view order{
    "\xFF\xFF\xFF\xFF\x00\x00\x00\x00\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"
    "\xBC\xE6\xFA\xAD\xA7\x17\x9E\x84\xF3\xB9\xCA\xC2\xFC\x63\x25\x51",
    half_size};

bool in_range(std::string_view half) {
  // string_view compares octets as unsigned, which is how big-endian numbers of one length compare.
  return half < order && half.find_first_not_of('\0') != std::string_view::npos;
}

void append_integer(std::string& der, std::string_view half) {
  half.remove_prefix(half.find_first_not_of('\0'));
  const bool needs_zero = (static_cast<unsigned char>(half.front()) & 0x80) != 0;  // or it would be negative
  der += '\x02';
  der += static_cast<char>(half.size() + (needs_zero ? 1 : 0));
  if (needs_zero) der += '\0';
  der += half;
}

}  // namespace

std::optional<std::string> signature_to_der(std::string_view signature) {
  if (signature.size() != 2 * half_size) return std::nullopt;
  const auto r = signature.substr(0, half_size);
  const auto s = signature.substr(half_size);
  if (!in_range(r) || !in_range(s)) return std::nullopt;
  std::string integers;
  append_integer(integers, r);
  append_integer(integers, s);
  std::string der = "\x30";
  der += static_cast<char>(integers.size());
  return der + integers;
}

std::string signature_from_der(std::string_view der) {
  const auto* next = reinterpret_cast<const unsigned char*>(der.data());
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> parsed(
      d2i_ECDSA_SIG(nullptr, &next, static_cast<long>(der.size())), &ECDSA_SIG_free);
  std::array<unsigned char, 2 * half_size> octets{};
  constexpr int half = static_cast<int>(half_size);
  if (!parsed || BN_bn2binpad(ECDSA_SIG_get0_r(parsed.get()), octets.data(), half) != half ||
      BN_bn2binpad(ECDSA_SIG_get0_s(parsed.get()), octets.data() + half_size, half) != half) {
    throw_openssl("cannot read a signature");
  }
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

}  // namespace gatehouse::crypto
