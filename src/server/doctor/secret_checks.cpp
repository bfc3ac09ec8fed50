// The master key, and secrets that stand where others can read them.

#include <sys/stat.h>

#include <filesystem>

#include "auth/adapters/sealed_keys.hpp"
#include "platform/config/mask.hpp"
#include "server/doctor/check.hpp"

namespace gatehouse::server::doctor {
namespace {

constexpr std::string_view kept_keys =
    "SELECT kid, algorithm, public_jwk, sealed_private FROM signing_keys WHERE sealed_private <> ''";

sql::Rows sealed_keys(const Examined& examined) {
  return examined.has_tables() ? examined.connection->query(kept_keys) : sql::Rows{};
}

bool key_file_is_there(const Examined& examined) {
  std::error_code ignored;
  return std::filesystem::exists(examined.settings.master_key_file, ignored);
}

Verdict master_key_missing(const Examined& examined) {
  if (key_file_is_there(examined) || sealed_keys(examined).empty()) return std::nullopt;
  return "there is no " + examined.settings.master_key_file +
         ", and the database has keys that were sealed with one";
}

Verdict master_key_unreadable(const Examined& examined) {
  if (examined.key_fault.empty()) return std::nullopt;
  return examined.key_fault;
}

bool holds_password(const std::string& url) { return config::mask_url(url) != url; }

Verdict config_file_exposed(const Examined& examined) {
  const Settings& settings = examined.settings;
  struct stat found{};
  if (settings.config_file.empty() || ::stat(settings.config_file.c_str(), &found) != 0) return std::nullopt;
  const auto from_file = [&](const char* name, const std::string& url) {
    return examined.resolved.value(name).origin.source == config::Source::file && holds_password(url);
  };
  const bool holds_one =
      from_file("database", settings.database.url) || from_file("smtp_url", settings.mail.smtp_url);
  if (!holds_one || (found.st_mode & S_IROTH) == 0) return std::nullopt;
  return settings.config_file + " holds a password, and every user of this machine can read it";
}

Verdict password_in_flags(const Examined& examined) {
  const auto by_flag = [&](const char* name, const std::string& url) {
    return examined.resolved.value(name).origin.source == config::Source::flag && holds_password(url);
  };
  if (by_flag("database", examined.settings.database.url)) return "--database holds a password";
  if (by_flag("smtp_url", examined.settings.mail.smtp_url)) return "--smtp-url holds a password";
  return std::nullopt;
}

constexpr Check all[] = {
    {"master_key_missing", "what the database seals is opened by no other key; the server does not start",
     "put the file back from its backup, 0600; docs/backup.md tells what is left where it is lost",
     master_key_missing},
    {"master_key_unreadable", "without it nothing can be signed or verified; the server does not start",
     "put the right file back, private to the user of the server", master_key_unreadable},
    {"master_key_wrong", "this key did not seal the database's signing keys; the server does not start",
     "put the master.key of this database in its place", master_key_wrong},
    {"config_file_exposed", "every user of this machine can sign in where the password leads",
     "chmod 640 and chgrp to the group of the server", config_file_exposed},
    {"password_in_flags", "every user of this machine sees the flags of a process",
     "put it into the environment, or a file that GATEHOUSE_DATABASE_FILE or GATEHOUSE_SMTP_URL_FILE names",
     password_in_flags},
};

}  // namespace

Verdict master_key_wrong(const Examined& examined) {
  if (!examined.master_key) return std::nullopt;
  const auth::adapters::SealedKeys seal(
      crypto::SealedBox(examined.master_key->derive(crypto::KeyUse::sealing)));
  for (const sql::Row& row : sealed_keys(examined)) {
    try {
      auth::adapters::StoredKey key;
      key.record.kid = row.text(0);
      key.record.algorithm = row.text(1);
      key.public_jwk = row.text(2);
      key.sealed_private = row.text(3);
      seal.open(key);
    } catch (const auth::adapters::SigningKeyRefused& refused) {
      return refused.what();
    }
  }
  return std::nullopt;
}

std::span<const Check> secret_checks() { return all; }

}  // namespace gatehouse::server::doctor
