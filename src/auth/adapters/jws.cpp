#include "auth/adapters/jws.hpp"

#include "platform/crypto/base64url.hpp"
#include "platform/json/reader.hpp"
#include "platform/json/writer.hpp"

namespace gatehouse::auth::adapters {
namespace {

struct Parts {
  std::string_view header;
  std::string_view claims;
  std::string_view signature;
  std::string_view signed_text;  // header and claims with the dot between them
};

std::optional<Parts> split(std::string_view text) {
  const auto first = text.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = text.find('.', first + 1);
  if (second == std::string_view::npos || text.find('.', second + 1) != std::string_view::npos)
    return std::nullopt;
  return Parts{text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1),
               text.substr(0, second)};
}

std::optional<json::Members> read_part(std::string_view part) {
  const auto json = crypto::from_base64url(part);
  if (!json) return std::nullopt;
  auto members = json::read_object(*json);
  if (!members) return std::nullopt;
  return std::move(*members);
}

using TypeCheck = bool (*)(std::string_view);

/// The key that a header names; null where anything in it is not as we write it, or the algorithm is not the
/// one that this key has.
SharedKey key_of(const json::Members& header, const SigningKeys& keys, TypeCheck is_type) {
  const std::string* type = nullptr;
  const std::string* kid = nullptr;
  const std::string* algorithm = nullptr;
  for (const auto& [name, value] : header) {
    if (value.kind != json::Kind::string) return nullptr;
    if (name == "alg") {
      algorithm = &value.text;
    } else if (name == "typ") {
      type = &value.text;
    } else if (name == "kid") {
      kid = &value.text;
    } else {
      return nullptr;  // crit, jku, jwk, x5u, zip, …: we write none of them
    }
  }
  if (algorithm == nullptr || type == nullptr || kid == nullptr || !is_type(*type)) return nullptr;
  auto key = keys.find(*kid);
  return key && name_of(key->key.algorithm()) == *algorithm ? key : nullptr;
}

/// The type is one of ours, and a kid is base64url: nothing in them needs escaping.
std::string header_of(std::string_view type, std::string_view algorithm, std::string_view kid) {
  std::string json = R"({"typ":")";
  json += type;
  json += R"(","alg":")";
  json += algorithm;
  json += R"(","kid":")";
  json += kid;
  return json + R"("})";
}

}  // namespace

std::string sign_jws(const SigningKeys& keys, std::string_view type, std::string_view claims) {
  const SharedKey key = keys.active();
  std::string text = crypto::to_base64url(header_of(type, name_of(key->key.algorithm()), key->kid));
  text += '.';
  text += crypto::to_base64url(claims);
  const std::string signature = key->key.sign(text);
  text += '.';
  return text + crypto::to_base64url(signature);
}

std::optional<json::Members> open_jws(const SigningKeys& keys, std::string_view text, TypeCheck is_type) {
  const auto parts = split(text);
  if (!parts) return std::nullopt;
  const auto header = read_part(parts->header);
  if (!header) return std::nullopt;
  const auto key = key_of(*header, keys, is_type);
  const auto signature = crypto::from_base64url(parts->signature);
  if (!key || !signature || !key->key.verifying_key().verify(parts->signed_text, *signature))
    return std::nullopt;
  return read_part(parts->claims);
}

}  // namespace gatehouse::auth::adapters
