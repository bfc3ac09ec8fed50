#include "platform/mail/sealed_mail.hpp"

#include <array>
#include <utility>

#include "platform/json/reader.hpp"
#include "platform/json/wipe.hpp"
#include "platform/json/writer.hpp"

namespace gatehouse::mail {
namespace {

using Member = std::pair<std::string_view, std::string Mail::*>;
constexpr std::array<Member, 5> members{{{"recipient", &Mail::recipient},
                                         {"subject", &Mail::subject},
                                         {"text", &Mail::text},
                                         {"html", &Mail::html},
                                         {"kind", &Mail::kind}}};

std::string place_of(std::string_view message_id) { return "mails/" + std::string(message_id); }

std::string* find(Mail& mail, std::string_view name) {
  for (const auto& [known, member] : members) {
    if (known == name) return &(mail.*member);
  }
  return nullptr;
}

}  // namespace

std::string seal(const crypto::SealedBox& box, const Mail& mail) {
  std::string json = "{\"date\":";
  json::write(json, to_millis(mail.date));
  for (const auto& [name, member] : members) {
    json += ',';
    json::write(json, name);
    json += ':';
    json::write(json, mail.*member);
  }
  json += '}';
  const crypto::SecretBytes plain(json);
  json::wipe(json);
  return box.seal(plain, place_of(mail.message_id));
}

std::optional<Mail> open(const crypto::SealedBox& box, std::string_view sealed, std::string_view message_id) {
  const auto plain = box.open(sealed, place_of(message_id));
  auto read = plain ? json::read_object(plain->view()) : Result<json::Members>(refuse(json::invalid_json));
  if (!read) return std::nullopt;
  Mail mail{.message_id = std::string(message_id)};
  std::size_t found = 0;
  for (json::Member& member : *read) {
    if (member.name == "date") mail.date = from_millis(member.value.integer);
    std::string* target = find(mail, member.name);
    if (target == nullptr || member.value.kind != json::Kind::string) continue;
    *target = member.value.text;
    ++found;
  }
  json::wipe(*read);
  return found == members.size() ? std::optional(std::move(mail)) : std::nullopt;
}

}  // namespace gatehouse::mail
