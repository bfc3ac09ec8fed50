#include "server/dispatch.hpp"

#include <unistd.h>

#include "platform/log/log.hpp"
#include "server/cli.hpp"
#include "server/commands/audit.hpp"
#include "server/commands/backup.hpp"
#include "server/commands/clients.hpp"
#include "server/commands/config.hpp"
#include "server/commands/db.hpp"
#include "server/commands/doctor.hpp"
#include "server/commands/keys.hpp"
#include "server/commands/mail.hpp"
#include "server/commands/outbox.hpp"
#include "server/commands/restore.hpp"
#include "server/commands/seed.hpp"
#include "server/commands/serve.hpp"
#include "server/commands/tune.hpp"
#include "server/help.hpp"
#include "server/options.hpp"
#include "server/tables.hpp"

namespace gatehouse::server {
namespace {

constexpr int failed = 1;
constexpr int asked_wrongly = 2;

int print_help(const std::string& command, const config::SettingTable& table, std::ostream& out,
               std::ostream& err) {
  const std::string text = command.empty() ? general_help() : command_help(command, table);
  if (text.empty()) {
    err << "gatehouse: there is no command of this name\n\n" << general_help();
    return asked_wrongly;
  }
  out << text;
  return 0;
}

int run_command(const Invocation& invocation, const Loaded& loaded, std::ostream& out, std::ostream& err) {
  const Settings& settings = loaded.settings;
  if (invocation.command == "serve") return run_serve(settings, err);
  if (invocation.command == "config") {
    print_config(loaded.resolved, out);
    return 0;
  }
  log::to_descriptor(STDERR_FILENO);  // standard output is for what was asked
  if (invocation.command == "audit") return run_audit(invocation.arguments, settings, out, err);
  if (invocation.command == "backup") return run_backup(invocation.arguments, settings, out, err);
  if (invocation.command == "clients") return run_clients(invocation.arguments, settings, out, err);
  if (invocation.command == "keys") return run_keys(invocation.arguments, settings, out, err);
  if (invocation.command == "mail") return run_mail(invocation.arguments, settings.database, out, err);
  if (invocation.command == "outbox") return run_outbox(invocation.arguments, settings.database, out, err);
  if (invocation.command == "restore") return run_restore(invocation.arguments, settings, out, err);
  if (invocation.command == "seed") return run_seed(invocation.arguments, settings, out, err);
  if (invocation.command == "tune") return run_tune(invocation.arguments, settings, out, err);
  return run_db(invocation.arguments, {settings.database, settings.migrations_dir, all_tables()}, out, err);
}

int obey(const std::vector<std::string>& arguments, std::vector<std::string> variables, std::ostream& out,
         std::ostream& err) {
  Loaded loaded;
  auto invocation = parse_command_line(loaded.table, arguments);
  if (!invocation) {
    err << "gatehouse: " << invocation.error() << "\nTry gatehouse --help.\n";
    return asked_wrongly;
  }
  const std::string& command = invocation->command;
  if (!out && (command != "serve" || invocation->help)) {
    err << "gatehouse: standard output is closed: nothing was done, for what it would tell is lost\n";
    return failed;
  }
  if (invocation->help) return print_help(command == "help" ? "" : command, loaded.table, out, err);
  if (command == "help") {
    const auto& words = invocation->arguments;
    return print_help(words.empty() ? "" : words.front(), loaded.table, out, err);
  }
  if (invocation->version || command == "version") return out << version_text(), 0;
  if (command.empty()) return err << general_help(), asked_wrongly;

  loaded.load(std::move(invocation->flags), std::move(variables));
  if (command == "doctor") {  // also where settings were refused
    log::to_descriptor(STDERR_FILENO);
    return run_doctor(invocation->arguments, loaded, out, err);
  }
  for (const std::string& complaint : loaded.resolved.complaints) err << "gatehouse: " << complaint << '\n';
  if (!loaded.resolved.complaints.empty()) return asked_wrongly;
  return run_command(*invocation, loaded, out, err);
}

}  // namespace

int dispatch(const std::vector<std::string>& arguments, std::vector<std::string> variables, std::ostream& out,
             std::ostream& err) {
  const bool was_closed = !out;
  const int code = obey(arguments, std::move(variables), out, err);
  if (was_closed || out.flush()) return code;
  err << "gatehouse: standard output could not be written: what this command told is lost, in whole or in "
         "part\n";
  return code == 0 ? failed : code;
}

}  // namespace gatehouse::server
