#include "platform/files/owner.hpp"

#include <pwd.h>
#include <unistd.h>

#include <array>

namespace gatehouse::files {
namespace {

constexpr uid_t root = 0;

/// Empty: nobody has this number.
std::string login_of(uid_t user) {
  std::array<char, 4096> room{};
  struct passwd entry{};
  struct passwd* found = nullptr;
  if (::getpwuid_r(user, &entry, room.data(), room.size(), &found) != 0 || found == nullptr) return {};
  return found->pw_name;
}

std::string remedy(const std::string& name, uid_t owner) {
  if (owner == root) {
    return "run this as root, or, where it should be this user's, give it back as root: chown " +
           std::to_string(::geteuid()) + " " + name;
  }
  return run_as(owner);
}

}  // namespace

std::string run_as(uid_t user) {
  const std::string login = login_of(user);
  const std::string become = login.empty() ? "setpriv --reuid=" + std::to_string(user) + " --clear-groups"
                                           : "runuser -u " + login + " --";
  return "run this as that user: " + become + " gatehouse …";
}

std::string name_of_user(uid_t user) {
  const std::string login = login_of(user);
  return "user " + (login.empty() ? std::to_string(user) : login);
}

std::string belongs_to_another(const std::string& name, uid_t owner) {
  return "belongs to " + name_of_user(owner) + "; " + remedy(name, owner);
}

std::optional<std::string> in_hands_of_others(const std::string& name, const struct stat& found) {
  if (found.st_uid != ::geteuid() && found.st_uid != root) {
    return name + " belongs to " + name_of_user(found.st_uid);
  }
  const mode_t others = found.st_gid == ::getegid() ? S_IWOTH : S_IWGRP | S_IWOTH;
  if (!S_ISLNK(found.st_mode) && (found.st_mode & others) != 0) {
    return name + " can be written to by other users";
  }
  return std::nullopt;
}

}  // namespace gatehouse::files
