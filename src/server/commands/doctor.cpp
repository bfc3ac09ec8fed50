#include "server/commands/doctor.hpp"

#include "platform/json/writer.hpp"
#include "server/doctor/examination.hpp"

namespace gatehouse::server {
namespace {

using doctor::Finding;

std::string as_json(const std::vector<Finding>& findings) {
  std::string text = "{\"checks\":" + std::to_string(doctor::check_count()) + ",\"findings\":[";
  for (const Finding& finding : findings) {
    if (&finding != &findings.front()) text += ',';
    text += "{\"id\":";
    json::write(text, finding.id);
    text += ",\"what\":";
    json::write(text, finding.what);
    text += ",\"why\":";
    json::write(text, finding.why);
    text += ",\"remedy\":";
    json::write(text, finding.remedy);
    text += '}';
  }
  return text + "]}\n";
}

std::string as_text(const std::vector<Finding>& findings) {
  const std::string checks = std::to_string(doctor::check_count());
  if (findings.empty()) return checks + " checks, and nothing is wrong.\n";
  std::string text;
  for (const Finding& finding : findings) {
    text +=
        finding.id + ": " + finding.what + "\n  why: " + finding.why + "\n  do:  " + finding.remedy + "\n";
  }
  return text + checks + " checks, " + std::to_string(findings.size()) + " found something.\n";
}

}  // namespace

int run_doctor(const std::vector<std::string>& words, const Loaded& loaded, std::ostream& out,
               std::ostream& err) {
  const bool wants_json = words == std::vector<std::string>{"--json"};
  if (!words.empty() && !wants_json) {
    err << "gatehouse: say doctor, or doctor --json\n";
    return 2;
  }
  const auto findings = doctor::examine(loaded);
  out << (wants_json ? as_json(findings) : as_text(findings));
  return findings.empty() ? 0 : 1;
}

std::string doctor_usage() {
  return R"(Usage: gatehouse doctor [--json] [settings]

Looks for what is wrong with an installation: files that others can read, a key that does not fit, a database that
is another's, unsafe or behind, listeners without TLS, mails that go nowhere, limits of the machine, lifetimes that
contradict each other, dead letters, a broken audit trail. Each finding has a name that stays, what is wrong, why
it matters and what to do. Tells no secret and changes nothing. Exits with 1 where something is wrong.

  --json    {"checks":N,"findings":[{"id":…,"what":…,"why":…,"remedy":…}]}

Run it as the user of the server, with the settings of `gatehouse serve --help` that the server has. Works beside
running servers.
)";
}

}  // namespace gatehouse::server
