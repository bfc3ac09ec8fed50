#include "server/doctor/examination.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <exception>
#include <optional>
#include <utility>

#include "platform/files/owner.hpp"

namespace gatehouse::server::doctor {
namespace {

constexpr std::array groups = {file_checks,       secret_checks,   listener_checks, tls_checks,
                               mail_checks,       capacity_checks, token_checks,    schema_checks,
                               postgresql_checks, state_checks};

/// What several checks could not look at for the same reason is told once.
class Blind {
 public:
  void add(std::string_view check, const std::string& reason) {
    const auto known = std::ranges::find(faults_, reason, &std::pair<std::string, std::string>::first);
    if (known == faults_.end()) {
      faults_.emplace_back(reason, check);
    } else {
      known->second += ", " + std::string(check);
    }
  }

  void tell(std::vector<Finding>& findings) const {
    for (const auto& [reason, checks] : faults_) {
      findings.push_back({"not_looked_at", checks + ": " + reason, "what is wrong there stays unknown",
                          "mend what the message names, and run this again"});
    }
  }

 private:
  std::vector<std::pair<std::string, std::string>> faults_;
};

void look(const Check& check, const Examined& examined, std::vector<Finding>& findings, Blind& blind) {
  try {
    if (auto what = check.look(examined)) {
      findings.push_back(
          {std::string(check.id), std::move(*what), std::string(check.why), std::string(check.remedy)});
    }
  } catch (const std::exception& fault) {
    blind.add(check.id, fault.what());
  }
}

std::vector<Finding> refused(const std::vector<std::string>& complaints) {
  std::vector<Finding> findings;
  for (const std::string& complaint : complaints) {
    findings.push_back({"setting_refused", complaint, "no command starts with it",
                        "`gatehouse serve --help` tells what each setting takes"});
  }
  return findings;
}

/// To root the files of the server look like somebody else's, each of them, and none can be opened.
std::optional<Finding> run_by_root(const Settings& settings) {
  struct stat found{};
  if (::geteuid() != 0 || ::stat(settings.data_dir.c_str(), &found) != 0 || found.st_uid == 0) {
    return std::nullopt;
  }
  return Finding{"wrong_user",
                 settings.data_dir + " belongs to " + files::name_of_user(found.st_uid) +
                     ", and this runs as root: nothing else was looked at",
                 "files of a server are its own, and what a command made as root would be closed to it",
                 files::run_as(found.st_uid)};
}

}  // namespace

std::vector<Finding> examine(const Loaded& loaded) {
  if (!loaded.resolved.complaints.empty()) return refused(loaded.resolved.complaints);
  if (auto finding = run_by_root(loaded.settings)) return {std::move(*finding)};
  const Examined examined(loaded);
  std::vector<Finding> findings;
  Blind blind;
  for (const auto group : groups) {
    for (const Check& check : group()) look(check, examined, findings, blind);
  }
  blind.tell(findings);
  return findings;
}

std::size_t check_count() {
  std::size_t count = 2;  // the settings themselves, and who looks
  for (const auto group : groups) count += group().size();
  return count;
}

}  // namespace gatehouse::server::doctor
