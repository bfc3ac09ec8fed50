#include "server/commands/db.hpp"

#include "kernel/clock.hpp"
#include "kernel/unavailable.hpp"
#include "platform/log/log.hpp"
#include "platform/migrations/autogenerate.hpp"
#include "platform/migrations/folder.hpp"
#include "platform/migrations/introspection.hpp"
#include "platform/migrations/refused.hpp"
#include "platform/migrations/runner.hpp"
#include "platform/migrations/script.hpp"
#include "platform/migrations/sentences.hpp"
#include "platform/sql/connect.hpp"
#include "platform/sql/url.hpp"
#include "server/backup/live.hpp"
#include "server/commands/db_arguments.hpp"
#include "server/commands/db_copy.hpp"

namespace gatehouse::server {
namespace {

using migrations::Chain;
using migrations::Direction;
using migrations::Position;
using migrations::Refused;
using migrations::Revision;
using migrations::State;

/// Standard output belongs to what was asked for, a script of SQL perhaps: warnings of the log stay out of
/// it.
class QuietLog {
 public:
  QuietLog() { log::start(log::Level::error); }
  ~QuietLog() { log::stop(); }
  QuietLog(const QuietLog&) = delete;
  QuietLog& operator=(const QuietLog&) = delete;
};

class Commands {
 public:
  Commands(const DbSettings& settings, const DbArguments& arguments, std::ostream& out, std::ostream& err)
      : settings_(settings),
        arguments_(arguments),
        out_(out),
        err_(err),
        chain_(Chain::load(settings.migrations_dir)) {}

  int run() {
    expect_directory();
    for (const std::string& file : migrations::overlooked_files(settings_.migrations_dir)) {
      err_ << "Warning: " << file << " has the name of a revision, but does not begin with `"
           << migrations::first_line << "`: it is left out.\n";
    }
    switch (arguments_.command) {
      case DbCommand::revision:
        return save(migrations::empty_draft(chain_, arguments_.message, clock_.now()));
      case DbCommand::migrate:
        return migrate();
      case DbCommand::upgrade:
      case DbCommand::downgrade:
        return arguments_.sql ? print_script() : move();
      case DbCommand::stamp:
        return stamp();
      case DbCommand::current:
        return current();
      case DbCommand::history:
        return history();
      case DbCommand::heads:
        return out_ << chain_.head() << " (head)\n", 0;
      case DbCommand::check:
        return check();
      case DbCommand::copy:
      case DbCommand::help:
        break;
    }
    return 2;
  }

 private:
  /// A folder that was asked for is more than likely misspelt where it is not there; the usual one may be
  /// missing, and what writes revisions makes it.
  void expect_directory() const {
    const bool writes = arguments_.command == DbCommand::revision || arguments_.command == DbCommand::migrate;
    if (writes || settings_.migrations_dir == DbSettings{}.migrations_dir) return;
    std::error_code ignored;
    if (std::filesystem::is_directory(settings_.migrations_dir, ignored)) return;
    throw Refused("There is no folder " + settings_.migrations_dir.string() + " (--migrations-dir).");
  }

  std::unique_ptr<sql::Connection> look() const {
    expect_no_backup(settings_.database);
    return sql::connect(settings_.database, sql::Access::read);
  }

  /// A database that is not there has no revisions and no tables.
  State state_of(sql::Connection* connection) const {
    return connection == nullptr ? migrations::state(chain_, std::vector<migrations::Applied>{})
                                 : migrations::state(chain_, *connection);
  }
  static migrations::Schema schema_of(sql::Connection* connection) {
    return connection == nullptr ? migrations::Schema{} : migrations::read_schema(*connection);
  }

  int save(const migrations::Draft& draft) {
    out_ << "Wrote " << migrations::write_revision(draft, settings_.migrations_dir).string() << "\n";
    return 0;
  }

  int migrate() {
    const auto connection = look();
    const State state = state_of(connection.get());
    if (state.position != Position::at_head) throw Refused(state.message);
    const migrations::Schema schema = schema_of(connection.get());
    const migrations::Difference difference = migrations::difference_to_declared(schema, settings_.tables);
    if (difference.empty()) {
      out_ << "The database is as the tables declare it: there is nothing to write.\n";
      return 0;
    }
    for (const std::string& sentence : migrations::sentences(difference)) out_ << sentence << "\n";
    const migrations::Draft draft =
        migrations::closing_draft(chain_, schema, settings_.tables, arguments_.message, clock_.now());
    for (const std::string& caution : draft.cautions) err_ << "Caution: " << caution << "\n";
    return save(draft);
  }

  int move() {
    expect_no_backup(settings_.database);
    const bool upward = arguments_.command == DbCommand::upgrade;
    if (!upward && look() == nullptr) throw Refused("There is no database yet.");
    const auto connection = sql::connect(settings_.database, sql::Access::write);
    migrations::Runner runner(*connection, chain_, clock_);
    const auto tell = [&](const Revision& revision) {
      out_ << (upward ? "Upgraded " : "Downgraded ") << (upward ? revision.revises : revision.id) << " -> "
           << (upward ? revision.id : revision.revises) << ", " << revision.message << std::endl;
    };
    upward ? runner.upgrade(arguments_.target, tell) : runner.downgrade(arguments_.target, tell);
    out_ << "The database is at " << described(state_of(connection.get())) << ".\n";
    return 0;
  }

  int stamp() {
    expect_no_backup(settings_.database);
    const auto connection = sql::connect(settings_.database, sql::Access::write);
    migrations::Runner(*connection, chain_, clock_).stamp(arguments_.target);
    out_ << "The database is marked as being at " << described(state_of(connection.get())) << ".\n";
    return 0;
  }

  /// Where the database stands, or where nothing was done yet when nobody can say.
  std::size_t place_for_script() {
    try {
      const State state = state_of(look().get());
      migrations::expect_sound(state);
      return state.count;
    } catch (const Unavailable& fault) {
      err_ << "The database cannot be asked (" << fault.what() << "): this starts from base.\n";
      return 0;
    }
  }

  int print_script() {
    const bool upward = arguments_.command == DbCommand::upgrade;
    const std::size_t colon = arguments_.target.find(':');
    const bool is_range = colon != std::string::npos;
    const std::size_t from =
        is_range ? chain_.count_to(arguments_.target.substr(0, colon)) : place_for_script();
    const std::size_t to =
        chain_.target(is_range ? arguments_.target.substr(colon + 1) : arguments_.target, from);
    if (upward ? to < from : to > from) {
      throw Refused("From " + std::string(chain_.id_after(from)) + " to " + std::string(chain_.id_after(to)) +
                    " the way leads " + (upward ? "down" : "up") + ": `gatehouse db " +
                    (upward ? "downgrade" : "upgrade") + " --sql` prints it.");
    }
    const sql::Dialect dialect = sql::parse_url(settings_.database.url).dialect;
    out_ << migrations::script(chain_, dialect, from, to, clock_.now());
    return 0;
  }

  static std::string described(const State& state) {
    if (state.position == Position::ahead) return state.current + " (unknown to this program)";
    return state.current + (state.current == state.head ? " (head)" : "");
  }

  int current() {
    const State state = state_of(look().get());
    out_ << described(state) << "\n";
    if (state.position == Position::edited || state.position == Position::broken)
      err_ << state.message << "\n";
    return 0;
  }

  int history() {
    for (std::size_t i = chain_.size(); i > 0; --i) {
      const Revision& revision = chain_.revisions()[i - 1];
      out_ << revision.revises << " -> " << revision.id << (i == chain_.size() ? " (head)" : "") << ", "
           << revision.message << "\n";
    }
    return 0;
  }

  int check() {
    const auto connection = look();
    const State state = state_of(connection.get());
    if (state.position != Position::at_head) {
      out_ << state.message << "\n";
      return 1;
    }
    const auto told = migrations::sentences(
        migrations::difference_to_declared(schema_of(connection.get()), settings_.tables));
    for (const std::string& sentence : told) out_ << sentence << "\n";
    if (!told.empty()) return 1;
    out_ << "The database is at " << described(state) << ", and as the tables declare it.\n";
    return 0;
  }

  const DbSettings& settings_;
  const DbArguments& arguments_;
  std::ostream& out_;
  std::ostream& err_;
  SystemClock clock_;
  Chain chain_;
};

}  // namespace

int run_db(const std::vector<std::string>& words, const DbSettings& settings, std::ostream& out,
           std::ostream& err) {
  const auto arguments = parse_db_arguments(words);
  if (!arguments) {
    err << "gatehouse: " << arguments.error() << ".\n\n" << db_usage();
    return 2;
  }
  if (arguments->command == DbCommand::help) return out << db_usage(), 0;
  const QuietLog quiet;
  try {
    if (arguments->command == DbCommand::copy) {
      return run_db_copy({words.begin() + 1, words.end()}, settings.migrations_dir, out, err);
    }
    return Commands(settings, *arguments, out, err).run();
  } catch (const sql::BadUrl& fault) {
    err << "gatehouse: " << fault.what() << "\n";
    return 2;
  } catch (const std::exception& fault) {
    err << "gatehouse: " << fault.what() << "\n";
    return 1;
  }
}

}  // namespace gatehouse::server
