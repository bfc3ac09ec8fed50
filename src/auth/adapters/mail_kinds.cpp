#include "auth/adapters/mail_kinds.hpp"

namespace gatehouse::auth::adapters {

std::vector<mail::TemplateKind> mail_kinds() {
  return {
      {std::string(mail_kind::verification_code), {"service", "code", "minutes"}, {"code"}},
      {std::string(mail_kind::password_reset_code), {"service", "code", "minutes", "device"}, {"code"}},
      {std::string(mail_kind::account_change_notice),
       {"service", "email_changed", "password_changed", "undo_url", "days"},
       {"undo_url"}},
      {std::string(mail_kind::session_reuse_notice), {"service", "device", "address"}},
  };
}

std::vector<std::string> mail_languages() { return {"en", "ko"}; }

mail::Templates load_mail_templates(const std::filesystem::path& folder) {
  return mail::Templates::load(mail_kinds(), mail_languages(), built_in_mail_templates(), folder);
}

}  // namespace gatehouse::auth::adapters
