#include "platform/crypto/jwk.hpp"

#include <algorithm>

#include "platform/crypto/base64url.hpp"
#include "platform/crypto/sha256.hpp"

namespace gatehouse::crypto {
namespace {

std::string written(const JwkMembers& members) {
  std::string json;
  for (const auto& [name, value] : members) {
    json += json.empty() ? "{\"" : ",\"";
    json.append(name).append(R"(":")").append(value).append("\"");
  }
  return json + '}';
}

}  // namespace

std::string thumbprint(JwkMembers members) {
  std::ranges::sort(members, {}, &JwkMember::name);
  return to_base64url(sha256(written(members)));
}

std::string public_jwk(JwkMembers members, std::string_view algorithm) {
  const std::string kid = thumbprint(members);
  members.push_back({"use", "sig"});
  members.push_back({"alg", std::string(algorithm)});
  members.push_back({"kid", kid});
  return written(members);
}

}  // namespace gatehouse::crypto
