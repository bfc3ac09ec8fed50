#pragma once

// The kinds of mail that this context sends, and their built-in wording (templates/mail).

#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/templates.hpp"

namespace gatehouse::auth::adapters {

namespace mail_kind {
inline constexpr std::string_view verification_code = "verification_code";
inline constexpr std::string_view password_reset_code = "password_reset_code";
inline constexpr std::string_view account_change_notice = "account_change_notice";
inline constexpr std::string_view session_reuse_notice = "session_reuse_notice";
}  // namespace mail_kind

/// What each may show. Docs: docs/mail.md.
std::vector<mail::TemplateKind> mail_kinds();

/// The first is for whoever has chosen none.
std::vector<std::string> mail_languages();

/// CMake writes the definition (cmake/embed_files.cmake).
std::vector<mail::TemplateFile> built_in_mail_templates();

/// Those built in, or those of the folder in their place. Throws `mail::BadTemplate`.
mail::Templates load_mail_templates(const std::filesystem::path& folder);

}  // namespace gatehouse::auth::adapters
