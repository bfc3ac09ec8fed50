#include "server/commands/tune.hpp"

#include <exception>

#include "platform/config/binding.hpp"
#include "server/commands/option_words.hpp"
#include "server/tuning/measure.hpp"
#include "server/tuning/recommend.hpp"

namespace gatehouse::server {
namespace {

using std::chrono::milliseconds;

constexpr config::Bounds<milliseconds> target_bounds{milliseconds{1}, milliseconds{10'000}};
constexpr config::Bounds<milliseconds> budget_bounds{milliseconds{1}, milliseconds{600'000}};

}  // namespace

std::expected<TuneArguments, std::string> parse_tune_arguments(const std::vector<std::string>& words) {
  const auto given = read_option_words(words, {{"--target"}, {"--budget"}});
  if (!given) return std::unexpected("tune: " + given.error());
  TuneArguments arguments;
  const config::Binding target = config::bind_duration(arguments.target, target_bounds);
  const config::Binding budget = config::bind_duration(arguments.budget, budget_bounds);
  for (const auto& [name, value] : *given) {
    const auto complaint = (name == "--target" ? target : budget).assign(value);
    if (complaint) return std::unexpected(std::string(name) + ": " + *complaint);
  }
  return arguments;
}

int run_tune(const std::vector<std::string>& words, const Settings& settings, std::ostream& out,
             std::ostream& err) {
  const auto arguments = parse_tune_arguments(words);
  if (!arguments) {
    err << "gatehouse: " << arguments.error() << '\n';
    return 2;
  }
  try {
    const double target = Seconds(arguments->target).count();
    const Machine machine = measure_machine(settings.data_dir, target, arguments->budget);
    out << as_configuration(machine, recommend(machine, target, settings));
    return 0;
  } catch (const std::exception& fault) {
    err << "gatehouse: " << fault.what() << '\n';
    return 1;
  }
}

std::string tune_usage() {
  return R"(Usage: gatehouse tune [--target DURATION] [--budget DURATION] [settings]

Measures this machine, and prints lines for the configuration file that fit it: what a password hash may cost,
how many run at once and wait, and threads for the database. Changes nothing.

  --target DURATION   that one hash may take while all cores hash, 50ms unless told otherwise; memory is
                      raised before passes, and never below 19MiB and 2
  --budget DURATION   for measuring, 10s unless told otherwise

Run it while nothing else does. Takes the settings of `gatehouse serve --help`; --data-dir, whose disk is
measured, --database, --database-pool and --queue-deadline matter here.
)";
}

}  // namespace gatehouse::server
