#include "auth/adapters/revocation_document.hpp"

#include "auth/adapters/jws.hpp"
#include "platform/crypto/base64url.hpp"
#include "platform/crypto/fingerprint.hpp"
#include "platform/json/writer.hpp"

namespace gatehouse::auth::adapters {
namespace {

std::int64_t whole_seconds(Time time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

void write_sessions(std::string& json, const std::vector<std::string>& sessions) {
  char before = '[';
  for (const std::string& session : sessions) {
    json += before;
    json::write(json, std::string_view(session));
    before = ',';
  }
  json += sessions.empty() ? "[]" : "]";
}

void write_users(std::string& json, const std::map<UserId, std::int64_t>& users) {
  char before = '{';
  for (const auto& [user, not_before] : users) {
    json += before;
    json::write(json, std::string_view(std::to_string(user.value)));
    json += ':';
    json::write(json, not_before);
    before = ',';
  }
  json += users.empty() ? "{}" : "}";
}

std::string write_claims(const std::string& issuer, std::int64_t issued_at, const RevocationList& list) {
  std::string json = R"({"iss":)";
  json::write(json, std::string_view(issuer));
  json += R"(,"iat":)";
  json::write(json, issued_at);
  json += R"(,"exp":)";
  json::write(json, issued_at + RevocationDocument::lifetime.count());
  json += R"(,"sids":)";
  write_sessions(json, list.sessions);
  json += R"(,"users":)";
  write_users(json, list.users);
  return json + '}';
}

/// 132 bits of a fingerprint, as an entity tag.
std::string tag_of(std::string_view text) {
  const crypto::Fingerprint print = crypto::fingerprint(text);
  const std::string_view octets(reinterpret_cast<const char*>(print.data()), sizeof print);
  return '"' + crypto::to_base64url(octets).substr(0, 22) + '"';
}

}  // namespace

std::shared_ptr<const TaggedText> RevocationDocument::current() {
  revocations_.expect_fresh();
  const std::lock_guard lock(mutex_);
  const std::uint64_t version = revocations_.version();  // before the list, which may hold more already
  const Time now = clock_.now();
  if (!is_current(version, now)) {
    document_ = write(now);
    version_ = version;
    written_at_ = now;
    kid_ = keys_.active()->kid;
  }
  return document_;
}

/// A clock that was set back makes a document from the future, which nobody would take.
bool RevocationDocument::is_current(std::uint64_t version, Time now) const {
  return document_ && version_ == version && written_at_ <= now && now - written_at_ < renewed_after &&
         kid_ == keys_.active()->kid;
}

std::shared_ptr<const TaggedText> RevocationDocument::write(Time now) const {
  auto text =
      sign_jws(keys_, revocations_type, write_claims(issuer_, whole_seconds(now), revocations_.list(now)));
  auto tag = tag_of(text);
  return std::make_shared<const TaggedText>(std::move(text), std::move(tag));
}

}  // namespace gatehouse::auth::adapters
