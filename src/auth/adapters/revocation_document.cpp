#include "auth/adapters/revocation_document.hpp"

#include "auth/adapters/jws.hpp"
#include "platform/http/conditional.hpp"
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

}  // namespace

std::shared_ptr<const TaggedText> RevocationDocument::current() {
  revocations_.expect_fresh();
  const std::lock_guard lock(mutex_);
  const std::uint64_t version = revocations_.version();  // before the list, which may hold more already
  const Time now = clock_.now();
  if (!is_current(version, now)) {
    write(now);
    version_ = version;
  }
  return document_;
}

/// A clock that was set back makes a document from the future, which nobody would take.
bool RevocationDocument::is_current(std::uint64_t version, Time now) const {
  if (!document_ || written_at_ > now || kid_ != keys_.active()->kid) return false;
  const auto age = now - written_at_;
  if (entries_ > most_at_once && age < pause_of_long_lists) return true;
  return version_ == version && age < renewed_after;
}

void RevocationDocument::write(Time now) {
  const RevocationList list = revocations_.list(now);
  const std::string kid = keys_.active()->kid;
  auto text = sign_jws(keys_, revocations_type, write_claims(issuer_, whole_seconds(now), list));
  auto tag = http::make_entity_tag(text);
  document_ = std::make_shared<const TaggedText>(std::move(text), std::move(tag));
  entries_ = list.sessions.size() + list.users.size();
  written_at_ = now;
  kid_ = kid;
}

}  // namespace gatehouse::auth::adapters
